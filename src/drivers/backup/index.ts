export { ARCHIVE, archiveSettings } from './archive.ts';
export { type BackupReport, makeBackup } from './backup.ts';
export { backupConfig } from './config.ts';
export { backupMessages } from './messages.ts';
export { backupHealth, backupSchedule, keepArchive } from './nightly.ts';
export { type RestoreReport, restoreBackup } from './restore.ts';
export { type BackupStatus, backupStatus } from './status.ts';
