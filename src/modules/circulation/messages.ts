import { messages } from '../../kernel/i18n.ts';

export const circulationMessages = messages({
  'circulation.refused': { id: 'Tidak dapat diproses: {summary}', en: 'This cannot go through: {summary}' },
  'circulation.copy_not_found': { id: 'Eksemplar tidak ditemukan', en: 'There is no such copy' },
  'circulation.book_not_found': { id: 'Buku tidak ditemukan', en: 'There is no such book' },
  'circulation.member_not_found': { id: 'Anggota tidak ditemukan', en: 'There is no such member' },
  'circulation.member_missing': { id: 'Anggota harus disebutkan', en: 'Name the member' },
  'circulation.borrowing_not_found': { id: 'Peminjaman tidak ditemukan', en: 'There is no such borrowing' },
  'circulation.hold_not_found': { id: 'Pemesanan tidak ditemukan', en: 'There is no such hold' },
  'circulation.rule_not_found': { id: 'Aturan peminjaman tidak ditemukan', en: 'There is no such circulation rule' },
  'circulation.no_rule': { id: 'Belum ada aturan peminjaman yang berlaku', en: 'No circulation rule applies yet' },
  'circulation.no_free_copy': {
    id: 'Tidak ada eksemplar yang tersedia di cabang ini',
    en: 'No copy is free at this branch',
  },
  'circulation.one_of': { id: 'Isi bookId atau barcode, salah satu', en: 'Give bookId or barcode, one of them' },
  'circulation.not_open': { id: 'Peminjaman ini sudah selesai', en: 'This borrowing is already closed' },
  'circulation.undo_too_late': {
    id: 'Pembatalan hanya dapat dilakukan dalam 30 detik',
    en: 'A scan can be undone for 30 seconds only',
  },
  'circulation.undo_fine_touched': {
    id: 'Denda sudah dibayar atau dihapuskan; tidak dapat dibatalkan',
    en: 'The fine was already paid or waived; this cannot be undone',
  },
  'circulation.undo_copy_moved': {
    id: 'Eksemplar sudah dipinjam atau dipindahkan lagi',
    en: 'The copy was already lent or moved again',
  },
  'circulation.rule_exists': {
    id: 'Aturan untuk kombinasi ini sudah ada',
    en: 'There is already a rule for this combination',
  },
  'circulation.rule_retired': {
    id: 'Aturan ini sudah tidak berlaku lagi',
    en: 'This rule was retired',
  },
  'circulation.last_rule': { id: 'Aturan umum tidak dapat dihapus', en: 'The general rule cannot be deleted' },
  'circulation.hold_closed': { id: 'Pemesanan ini sudah selesai', en: 'This hold is already closed' },
  'circulation.hold_not_next': {
    id: 'Bukan antrean terdepan untuk eksemplar ini',
    en: 'This hold is not the next in the queue',
  },
  'circulation.copy_not_free': { id: 'Eksemplar ini tidak sedang tersedia', en: 'This copy is not free' },
  'circulation.not_at_pickup': {
    id: 'Pemesanan disiapkan di cabang pengambilannya, dengan eksemplar yang ada di sana. Pindai eksemplar cabang lain di meja cabang itu; eksemplar akan dikirim',
    en: 'A hold is shelved at its pick-up branch, with a copy that stands there. Scan a copy of another branch at that branch’s desk: it is sent',
  },
  'circulation.copy_on_loan': { id: 'Eksemplar sedang dipinjam', en: 'The copy is on loan' },
  'circulation.copy_withdrawn': {
    id: 'Eksemplar sudah dikeluarkan dari koleksi',
    en: 'The copy was withdrawn from the collection',
  },
  'circulation.copy_damaged': { id: 'Eksemplar rusak', en: 'The copy is damaged' },
  'circulation.copy_lost': { id: 'Eksemplar tercatat hilang', en: 'The copy is recorded as lost' },
  'circulation.copy_in_transit': {
    id: 'Eksemplar sedang dikirim ke cabang lain',
    en: 'The copy is on its way to another branch',
  },
  'circulation.reference_only': {
    id: 'Koleksi referensi, hanya dibaca di tempat',
    en: 'Reference only: to be read in the library',
  },
  'circulation.held_for_other': {
    id: 'Eksemplar disimpan untuk pemesan lain',
    en: 'The copy is on the hold shelf for somebody else',
  },
  'circulation.reserved_for_others': {
    id: '{count} anggota lain menunggu judul ini',
    en: '{count} other members are waiting for this title',
  },
  'circulation.other_branch': { id: 'Eksemplar milik cabang lain', en: 'The copy belongs to another branch' },
  'circulation.member_suspended': {
    id: 'Keanggotaan ditangguhkan sampai {until}',
    en: 'The membership is suspended until {until}',
  },
  'circulation.membership_expired': { id: 'Keanggotaan habis pada {date}', en: 'The membership expired on {date}' },
  'circulation.membership_expires_soon': {
    id: 'Keanggotaan akan habis pada {date}',
    en: 'The membership will expire on {date}',
  },
  'circulation.limit_reached': {
    id: 'Batas pinjaman tercapai ({loans} dari {limit})',
    en: 'The loan limit is reached ({loans} of {limit})',
  },
  'circulation.longer_than_rule': {
    id: '{days} hari melebihi aturan ({limit} hari)',
    en: '{days} days are more than the rule allows ({limit})',
  },
  'circulation.member_owes': { id: 'Anggota masih berutang denda {amount}', en: 'The member owes {amount}' },
  'circulation.has_overdue': { id: '{count} pinjaman lain terlambat', en: '{count} other loans are overdue' },
  'circulation.same_title': { id: 'Anggota sedang meminjam judul yang sama', en: 'The member already has this title' },
  'circulation.renewals_used': {
    id: 'Perpanjangan habis ({renewals} dari {limit})',
    en: 'No renewals left ({renewals} of {limit})',
  },
  'circulation.on_hold': { id: 'Dipesan oleh {count} anggota lain', en: '{count} other members hold it' },
  'circulation.claimed_returned': {
    id: 'Anggota menyatakan sudah mengembalikan',
    en: 'The member claims to have returned it',
  },
  'circulation.renew_overdue': {
    id: 'Pinjaman sudah terlambat; denda dicatat saat diperpanjang',
    en: 'The loan is overdue; its fine is charged when renewed',
  },
  'circulation.renewal_gains_nothing': { id: 'Perpanjangan tidak menambah hari', en: 'Renewing would add no days' },
  'circulation.nothing_to_lend': {
    id: 'Judul ini tidak memiliki eksemplar yang dapat dipinjam',
    en: 'No copy of this title can be lent',
  },
  'circulation.already_on_hold': { id: 'Anggota sudah memesan judul ini', en: 'The member already holds this title' },
  'circulation.hold_limit': {
    id: 'Batas pemesanan tercapai ({holds} dari {limit})',
    en: 'The hold limit is reached ({holds} of {limit})',
  },
  'circulation.waive_or_pay': {
    id: 'Denda dihapuskan atau dibayar, pilih salah satu',
    en: 'Waive the fine or take the money, one of them',
  },
  'circulation.waived_at_return': { id: 'Dihapuskan saat pengembalian', en: 'Waived at the return' },
  'circulation.next.shelve': { id: 'Kembalikan ke rak', en: 'Put it back on the shelf' },
  'circulation.next.hold_shelf': {
    id: 'Simpan di rak pemesanan untuk {name}',
    en: 'Put it on the hold shelf for {name}',
  },
  'circulation.next.transit': { id: 'Kirim ke cabang lain', en: 'Send it to another branch' },
  'circulation.next.repair': { id: 'Bawa ke bagian perbaikan', en: 'Take it to repair' },
  'circulation.next.none': { id: 'Tidak ada yang perlu dilakukan', en: 'Nothing to do' },
  'circulation.merge_two_shelved': {
    id: 'Kedua anggota memiliki eksemplar dari judul yang sama di rak pemesanan; batalkan salah satunya',
    en: 'Both members have a copy of the same title on the hold shelf; cancel one of them',
  },
  'circulation.erase_hold_shelf': {
    id: 'Masih ada eksemplar di rak pemesanan untuk anggota ini; batalkan dahulu',
    en: 'A copy is on the hold shelf for this member; cancel the hold first',
  },
  'circulation.unknown_condition': { id: 'Tidak dikenal di perpustakaan ini', en: 'Not known in this library' },
  'circulation.pickup_closed': { id: 'Cabang pengambilan sudah ditutup', en: 'The pick-up branch is closed' },
  'circulation.already_borrowed': { id: 'Anggota sedang meminjam judul ini', en: 'The member has this title on loan' },
});
