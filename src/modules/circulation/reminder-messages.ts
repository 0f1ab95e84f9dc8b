import { messages } from '../../kernel/i18n.ts';

/** Letters about late loans, in the language of the reader's account, else of the library. */
export const reminderMessages = messages({
  'circulation.job.reminder': { id: 'Surat pengingat keterlambatan', en: 'Letters about late loans' },
  'circulation.reminder.subject': { id: 'Pengingat dari {library}', en: 'A reminder from {library}' },
  'circulation.reminder.fine': {
    id: 'Denda sampai hari ini: {amount}.\n',
    en: 'The fine until today: {amount}.\n',
  },
  'circulation.reminder.letter': {
    id: `Halo {name},

Buku berikut sudah lewat tanggal kembalinya:

{loans}

{fine}
Mohon dikembalikan atau diperpanjang di {branch}.
Bila sudah dikembalikan, abaikan surat ini.

{library}`,
    en: `Hello {name},

These books are past their due date:

{loans}

{fine}
Please return or renew them at {branch}.
If you have brought them back already, do nothing.

{library}`,
  },
  'circulation.reminder.nobody': {
    id: 'Tidak ada yang dapat diingatkan',
    en: 'There is nobody to remind',
  },
});
