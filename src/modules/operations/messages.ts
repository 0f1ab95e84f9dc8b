import { messages } from '../../kernel/i18n.ts';

export const operationsMessages = messages({
  'operations.no_schedule': { id: 'Jadwal {name} tidak ada', en: 'There is no schedule {name}' },
  'operations.no_outside': { id: 'Tidak ada layanan luar bernama {name}', en: 'There is no outside service {name}' },
  'operations.no_dead_reaction': {
    id: 'Reaksi yang gagal ini tidak ada atau sudah diselesaikan',
    en: 'There is no such dead reaction, or it is resolved already',
  },
  'operations.still_failing': {
    id: 'Masih gagal: {reason}',
    en: 'It still fails: {reason}',
  },
});
