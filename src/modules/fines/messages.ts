import { messages } from '../../kernel/i18n.ts';

export const finesMessages = messages({
  'fines.not_found': { id: 'Denda tidak ditemukan', en: 'Fine not found' },
  'fines.no_member': { id: 'Anggota tidak ditemukan', en: 'Member not found' },
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
  'fines.nothing_owed': { id: 'Tidak ada denda yang harus dibayar', en: 'Nothing is owed' },
  'fines.more_than_owed': {
    id: 'Jumlahnya melebihi sisa denda {outstanding}',
    en: 'That is more than the {outstanding} still owed',
  },
  'fines.credit_too_low': {
    id: 'Saldo anggota hanya {credit}',
    en: 'The member’s credit is only {credit}',
  },
  'fines.change_of_credit': {
    id: 'Pembayaran dengan saldo tidak mempunyai kembalian',
    en: 'A payment from credit leaves no change',
  },
  'fines.reference_used': {
    id: 'Nomor referensi ini sudah dipakai untuk pembayaran lain',
    en: 'This reference was already used for another payment',
  },
  'fines.needs_person': {
    id: 'Uang hanya dapat diterima atau dikembalikan oleh akun petugas',
    en: 'Money is taken and given back by a staff account only',
  },
});
