import { messages } from '../../kernel/i18n.ts';

export const finesMessages = messages({
  'fines.not_found': { id: 'Denda tidak ditemukan', en: 'Fine not found' },
  'fines.amount_out_of_range': {
    id: 'Jumlah denda harus antara Rp1 dan Rp1.000.000.000.000',
    en: 'The amount of a fine must be between Rp1 and Rp1.000.000.000.000',
  },
  'fines.already_charged': {
    id: 'Denda untuk peminjaman ini sudah dicatat',
    en: 'This borrowing has already been charged',
  },
  'fines.money_moved': {
    id: 'Denda ini sudah dibayar; kembalikan pembayarannya lebih dahulu',
    en: 'This fine has been paid on; refund the payment first',
  },
});
