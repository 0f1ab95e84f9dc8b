import { messages } from '../../../../kernel/i18n.ts';

export const ownMessages = messages({
  'members.own.menu': { id: 'Profil', en: 'Profile' },
  'members.own.title': { id: 'Profil saya', en: 'My profile' },
  'members.own.no_card': {
    id: 'Akun ini bukan akun anggota. Daftarkan diri di meja layanan.',
    en: 'This account has no membership. Join at the desk.',
  },
  'members.own.password_needed': {
    id: 'Tulis kata sandi Anda untuk mengganti alamat surel',
    en: 'Write your password to change the e-mail address',
  },
  'members.own.card': { id: 'Kartu anggota', en: 'Membership card' },
  'members.own.card.hint': {
    id: 'Tunjukkan layar ini di meja layanan bila kartu tertinggal.',
    en: 'Show this screen at the desk when you have left your card at home.',
  },
  'members.own.barcode': { id: 'Barkode nomor {number}', en: 'Barcode of number {number}' },
  'members.own.number': { id: 'Nomor anggota', en: 'Member number' },
  'members.own.type': { id: 'Jenis anggota', en: 'Member type' },
  'members.own.class': { id: 'Kelas', en: 'Class' },
  'members.own.branch': { id: 'Cabang', en: 'Branch' },
  'members.own.joined': { id: 'Bergabung', en: 'Joined' },
  'members.own.expires': { id: 'Berlaku sampai', en: 'Valid until' },
  'members.own.never': { id: 'Tanpa batas waktu', en: 'Does not expire' },
  'members.own.contact': { id: 'Cara menghubungi saya', en: 'How to reach me' },
  'members.own.email': { id: 'Alamat surel', en: 'E-mail address' },
  'members.own.email.hint': {
    id: 'Pemberitahuan dan tautan kata sandi dikirim ke sini.',
    en: 'Notices and password links are sent here.',
  },
  'members.own.phone': { id: 'Telepon', en: 'Telephone' },
  'members.own.address': { id: 'Alamat', en: 'Address' },
  'members.own.password': { id: 'Kata sandi sekarang', en: 'Present password' },
  'members.own.password.hint': {
    id: 'Hanya bila alamat surel diganti.',
    en: 'Only when the e-mail address changes.',
  },
  'members.own.saved': { id: 'Perubahan disimpan', en: 'The change is saved' },
  'members.own.privacy': { id: 'Privasi', en: 'Privacy' },
  'members.own.history': { id: 'Simpan dan tampilkan riwayat baca saya', en: 'Keep and show what I have read' },
  'members.own.history.hint': {
    id: 'Hanya Anda dan petugas yang melihatnya.',
    en: 'Only you and the staff see it.',
  },
  'members.own.publicName': {
    id: 'Nama saya boleh tampil di daftar pembaca terbanyak',
    en: 'My name may appear among the busiest readers',
  },
  'members.own.publicName.hint': { id: 'Selain itu, nama disamarkan.', en: 'Otherwise the name is masked.' },
  'members.own.language': { id: 'Bahasa', en: 'Language' },
  'members.own.language.hint': {
    id: 'Bahasa halaman dan surat untuk Anda.',
    en: 'The language of pages and letters for you.',
  },
  'members.own.data': { id: 'Data saya', en: 'My data' },
  'members.own.data.hint': {
    id: 'Semua yang disimpan perpustakaan tentang Anda, dalam satu berkas JSON. Untuk menghapusnya, datanglah ke meja layanan.',
    en: 'Everything the library keeps about you, in one JSON file. To have it erased, come to the desk.',
  },
  'members.own.data.get': { id: 'Unduh data saya', en: 'Download my data' },
});
