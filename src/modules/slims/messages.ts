import { messages } from '../../kernel/i18n.ts';

export const slimsMessages = messages({
  'slims.unreachable': {
    id: 'Basis data SLiMS di {place} tidak dapat dibaca ({reason}). Periksa SLIMS_DATABASE_URL dan apakah servernya berjalan.',
    en: 'The SLiMS database at {place} cannot be read ({reason}). Check SLIMS_DATABASE_URL, and whether the server runs.',
  },
  'slims.not_slims': {
    id: 'Basis data di {place} bukan SLiMS, atau penggunanya tidak berhak SELECT. Tidak ada: {missing}',
    en: 'The database at {place} is no SLiMS, or the user may not SELECT from it. Missing: {missing}',
  },
});
