import { messages } from '../../kernel/i18n.ts';
import { csvMessages } from '../../lib/csv/messages.ts';

messages(csvMessages);

/** Words on cards and slips. */
const labels = {
  'members.label.card': { id: 'Kartu anggota', en: 'Membership card' },
  'members.label.valid_until': { id: 'Berlaku sampai {date}', en: 'Valid until {date}' },
  'members.label.pin_slip': { id: 'PIN anggota', en: 'Member PIN' },
  'members.label.name': { id: 'Nama', en: 'Name' },
  'members.label.number': { id: 'Nomor anggota', en: 'Member number' },
  'members.label.pin_keep': {
    id: 'Simpan PIN ini dan jangan berikan kepada orang lain.',
    en: 'Keep this PIN and give it to nobody else.',
  },
} as const;

const state = {
  'members.is_deleted': { id: 'Anggota ini sudah dihapus', en: 'This member is deleted' },
  'members.not_deleted': { id: 'Anggota ini tidak dihapus', en: 'This member is not deleted' },
  'members.is_merged': {
    id: 'Data ini sudah digabungkan ke anggota lain',
    en: 'This record was merged into another member',
  },
  'members.is_erased': { id: 'Data pribadi anggota ini sudah dihapus', en: 'This person has been erased' },
  'members.has_open_loans': {
    id: 'Anggota masih meminjam; kembalikan dahulu semua pinjamannya',
    en: 'The member still has loans; return them first',
  },
  'members.owes': { id: 'Anggota masih memiliki denda yang belum lunas', en: 'The member still owes fines' },
  'members.already_suspended': { id: 'Anggota sudah ditangguhkan', en: 'The member is suspended already' },
  'members.not_suspended': { id: 'Anggota tidak sedang ditangguhkan', en: 'The member is not suspended' },
  'members.never_expires': { id: 'Keanggotaan ini tidak pernah habis', en: 'This membership never expires' },
  'members.staff_account': {
    id: 'Akun anggota ini juga akun petugas; ubah lewat pengelola petugas',
    en: 'This member’s account is also a staff account; change it among the staff',
  },
  'members.batch_stays': { id: 'Perubahan massal ini tidak dapat dibatalkan', en: 'This bulk change cannot be undone' },
  'members.batch_undone': { id: 'Perubahan massal ini sudah dibatalkan', en: 'This bulk change is undone already' },
  'members.used_since': {
    id: 'Sudah meminjam, memesan, atau berutang sesudahnya',
    en: 'Has borrowed, placed a hold or owed since',
  },
  'members.changed_since': { id: 'Sudah diubah sesudahnya', en: 'Changed since' },
} as const;

const input = {
  'members.not_found': { id: 'Anggota tidak ditemukan', en: 'Member not found' },
  'members.type_not_found': { id: 'Jenis anggota tidak ditemukan', en: 'Member type not found' },
  'members.batch_not_found': { id: 'Perubahan massal tidak ditemukan', en: 'Bulk change not found' },
  'members.number_taken': { id: 'Nomor anggota ini sudah dipakai', en: 'This member number is already in use' },
  'members.email_taken': {
    id: 'Alamat surel ini sudah dipakai anggota lain',
    en: 'Another member has this e-mail address',
  },
  'members.type_code_taken': { id: 'Kode jenis anggota ini sudah dipakai', en: 'This member type code is in use' },
  'members.bad_type_code': {
    id: 'Kode jenis: huruf besar, angka, garis bawah, tanda hubung, paling banyak 30',
    en: 'A type code: capital letters, digits, underscores, hyphens, at most 30',
  },
  'members.unknown_type': { id: 'Jenis anggota ini tidak ada', en: 'There is no such member type' },
  'members.unknown_branch': { id: 'Cabang ini tidak ada', en: 'There is no such branch' },
  'members.branch_needed': { id: 'Sebutkan cabang anggota', en: 'Name the member’s branch' },
  'members.other_department': {
    id: 'Izin Anda hanya untuk bagian tertentu',
    en: 'Your permission is for certain departments only',
  },
  'members.bad_number': {
    id: 'Nomor anggota ditulis seperti {example}',
    en: 'A member number is written like {example}',
  },
  'members.bad_number_letters': {
    id: 'Nomor anggota: huruf, angka, dan . _ / -, paling banyak 40',
    en: 'A member number: letters, digits and . _ / -, at most 40',
  },
  'members.bad_phone': { id: 'Nomor telepon tidak sah', en: 'The phone number is not valid' },
  'members.day_out_of_range': {
    id: 'Tanggal harus antara 1900 dan 2999',
    en: 'The date must lie between 1900 and 2999',
  },
  'members.expires_before_joining': {
    id: 'Masa berlaku berakhir sebelum tanggal bergabung',
    en: 'The membership ends before it begins',
  },
  'members.suspension_ends_too_early': {
    id: 'Penangguhan harus berakhir setelah mulai dan tidak di masa lalu',
    en: 'A suspension must end after it begins, and not in the past',
  },
  'members.until_or_days': { id: 'Isi until atau days, bukan keduanya', en: 'Give until or days, not both' },
  'members.days_needed': {
    id: 'Jenis anggota ini tidak menentukan lama keanggotaan; isi days atau until',
    en: 'This member type says no length; give days or until',
  },
  'members.renewal_too_short': {
    id: 'Perpanjangan harus melewati {date}',
    en: 'A renewal must go beyond {date}',
  },
  'members.merge_with_self': { id: 'Pilih anggota yang lain', en: 'Choose another member' },
  'members.photo_needed': { id: 'Kirim foto sebagai isi permintaan', en: 'Send the photo as the request body' },
  'members.bad_photo': {
    id: 'Foto harus PNG, JPEG, atau WebP, paling besar 5 MB',
    en: 'A photo is PNG, JPEG or WebP of at most 5 MB',
  },
  'members.no_photo': { id: 'Anggota ini tidak memiliki foto', en: 'This member has no photo' },
} as const;

const bulk = {
  'members.same_class': { id: 'Kelas asal dan tujuan sama', en: 'Both classes are the same' },
  'members.expiry_only_when_leaving': {
    id: 'Tanggal akhir hanya untuk yang lulus (to: null)',
    en: 'An expiry date is only for those who leave (to: null)',
  },
  'members.class_too_large': {
    id: 'Lebih dari {most} anggota; pilih per cabang',
    en: 'More than {most} members; go branch by branch',
  },
  'members.file_needed': { id: 'Kirim berkas CSV sebagai isi permintaan', en: 'Send the CSV file as the request body' },
  'members.import_no_name': { id: 'Berkas tidak memiliki kolom nama', en: 'The file has no column for the name' },
  'members.row_too_long': {
    id: 'Baris ini berisi lebih banyak sel daripada judulnya',
    en: 'This row has more cells than there are headers',
  },
  'members.row_twice': { id: 'Sama dengan baris {line}', en: 'The same as line {line}' },
  'members.has_photo': { id: 'Sudah punya foto', en: 'Has a photo already' },
  'members.ambiguous': {
    id: 'Cocok dengan lebih dari satu anggota; tambahkan nomor anggota',
    en: 'This fits more than one member; add the member number',
  },
} as const;

export const membersMessages = messages({
  'members.no_cards': { id: 'Belum ada anggota yang dipilih', en: 'No member was chosen' },
  'members.unknown_numbers': { id: 'Nomor tidak dikenal: {numbers}', en: 'Unknown numbers: {numbers}' },
  'members.too_many_cards': {
    id: 'Paling banyak {most} kartu sekali cetak; persempit pilihannya',
    en: 'At most {most} cards at once; narrow the choice',
  },
  'members.no_card_sheet': { id: 'Lembar kartu ini tidak dikenal', en: 'This sheet of cards is not known' },
  'members.start_beyond': { id: 'Lembar ini hanya memuat {cards} kartu', en: 'This sheet holds {cards} cards only' },
  ...labels,
  ...state,
  ...input,
  ...bulk,
});
