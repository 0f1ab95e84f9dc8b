import { as, defineConfig } from '../../kernel/config.ts';

export const importsConfig = defineConfig({
  IMPORT_MAX_BYTES: {
    value: as.int(1_000, 20_000_000_000),
    default: '536870912',
    doc: 'Largest file that may be brought in through the import screen or API, in bytes; it is kept on disk, not in memory',
  },
  IMPORT_KEEP_DAYS: {
    value: as.int(1, 3_650),
    default: '30',
    doc: 'So many days after its end the file of an import and its rejected rows are removed; what was done stays in the list',
  },
});
