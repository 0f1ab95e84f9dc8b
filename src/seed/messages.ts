import { messages } from '../kernel/i18n.ts';

export const seedMessages = messages({
  'seed.not_empty': {
    id: 'Perpustakaan ini sudah berisi data ({what}). Data buatan hanya untuk perpustakaan yang masih kosong.',
    en: 'This library is not empty ({what}). Made-up data is for an empty library only.',
  },
  'seed.which': {
    id: 'Pilih salah satu: --demo atau --scale <jumlah buku>.',
    en: 'Choose one of them: --demo or --scale <books>.',
  },
});
