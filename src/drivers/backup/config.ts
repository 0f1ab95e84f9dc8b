import { as, defineConfig } from '../../kernel/config.ts';

export const backupConfig = defineConfig({
  BACKUP_NIGHTLY: {
    value: as.flag,
    default: 'on',
    doc: 'off where something else backs PUSTAKA_DATA up, and in benchmarks',
  },
  BACKUP_KEEP: { value: as.int(1, 1000), default: '7', doc: 'Backups kept in PUSTAKA_DATA/backups, newest first' },
  BACKUP_KEEP_WEEKLY: {
    value: as.int(0, 520),
    default: '0',
    doc: 'Besides those, the newest backup of each of so many weeks; 13 is three months',
  },
  BACKUP_TO: {
    value: as.optional,
    doc: 'A folder on another disk that gets every nightly backup and the archive of changes too',
  },
});
