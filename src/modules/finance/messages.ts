import { messages } from '../../kernel/i18n.ts';

export const financeMessages = messages({
  'finance.already_reversed': { id: 'Jurnal ini sudah dibalik', en: 'This ledger entry was already reversed' },
  'finance.unbalanced': {
    id: 'Debit dan kredit jurnal tidak sama',
    en: 'The debits and credits of the ledger entry differ',
  },
  'finance.append_only': {
    id: 'Jurnal yang sudah dicatat tidak dapat diubah; buat jurnal balik',
    en: 'A ledger entry that was written cannot be changed; reverse it',
  },
});
