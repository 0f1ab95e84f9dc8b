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
  'fines.not_their_borrowing': {
    id: 'Peminjaman ini bukan milik anggota tersebut',
    en: 'This borrowing is not that member’s',
  },
  'fines.other_branch': { id: 'Cabang ini di luar wewenang Anda', en: 'This branch is outside your reach' },
  'fines.no_payment': { id: 'Pembayaran tidak ditemukan pada denda ini', en: 'This fine has no such payment' },
  'fines.more_than_paid': {
    id: 'Yang dapat dikembalikan dari pembayaran ini {refundable}',
    en: 'Of this payment {refundable} can be refunded',
  },
  'fines.no_refund': { id: 'Permintaan pengembalian tidak ditemukan', en: 'Refund request not found' },
  'fines.refund_decided': {
    id: 'Permintaan pengembalian ini sudah diputuskan',
    en: 'This refund request was already decided',
  },
  'fines.second_person': {
    id: 'Pengembalian uang harus disetujui orang lain',
    en: 'A refund has to be approved by another person',
  },
  'fines.nothing_paid': { id: 'Belum ada pembayaran', en: 'Nothing has been paid' },
});
