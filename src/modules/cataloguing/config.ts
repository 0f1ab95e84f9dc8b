import { as, defineConfig } from '../../kernel/config.ts';

export const cataloguingConfig = defineConfig({
  CATALOGUE_PRIVATE_TARGETS: {
    value: as.flag,
    default: 'on',
    doc: 'Whether other catalogues may be asked on this machine and in private networks (10.x, 192.168.x …); off where others run the library',
  },
});
