import { type Locale, messages, type Params, translate } from '../../../kernel/i18n.ts';

export const pageTexts = messages({
  'setup.page.title': { id: 'Menyiapkan perpustakaan', en: 'Set up the library' },
  'setup.page.intro': {
    id: 'Hanya sekali, kira-kira dua menit. Semua isian dapat diubah kemudian.',
    en: 'Once only, about two minutes. Everything here can be changed later.',
  },
  'setup.page.language': { id: 'Bahasa', en: 'Language' },
  'setup.page.errors': { id: 'Ada yang perlu diperbaiki', en: 'Something needs mending' },
  'setup.page.again': {
    id: 'Isian lain tetap tersimpan; kata sandi perlu ditulis lagi.',
    en: 'Your other entries were kept; write the password again.',
  },
  'setup.page.admin': { id: 'Administrator', en: 'Administrator' },
  'setup.page.admin.hint': {
    id: 'Akun pertama, yang boleh melakukan segalanya.',
    en: 'The first account, which may do everything.',
  },
  'setup.page.name': { id: 'Nama Anda', en: 'Your name' },
  'setup.page.email': { id: 'Alamat surel', en: 'E-mail address' },
  'setup.page.email.hint': { id: 'Dengan inilah Anda masuk.', en: 'You sign in with it.' },
  'setup.page.password': { id: 'Kata sandi', en: 'Password' },
  'setup.page.password.hint': {
    id: 'Paling sedikit 10 karakter. Beberapa kata biasa berurutan mudah diingat dan sukar ditebak.',
    en: 'At least 10 characters. A few plain words in a row are easy to keep and hard to guess.',
  },
  'setup.page.passwordAgain': { id: 'Kata sandi sekali lagi', en: 'The password once more' },
  'setup.page.library': { id: 'Perpustakaan', en: 'Library' },
  'setup.page.libraryName': { id: 'Nama perpustakaan', en: 'Name of the library' },
  'setup.page.timeZone': { id: 'Zona waktu', en: 'Time zone' },
  'setup.page.indonesia': { id: 'Indonesia', en: 'Indonesia' },
  'setup.page.elsewhere': { id: 'Tempat lain', en: 'Elsewhere' },
  'setup.page.branchName': { id: 'Cabang pertama', en: 'First branch' },
  'setup.page.branchName.hint': {
    id: 'Tempat buku berada; cabang lain dapat ditambahkan kemudian.',
    en: 'Where the books are; more branches can be added later.',
  },
  'setup.page.branchName.default': { id: 'Perpustakaan pusat', en: 'Main library' },
  'setup.page.openDays': { id: 'Hari buka', en: 'Open on' },
  'setup.page.openDays.hint': {
    id: 'Batas kembali dan denda melewati hari tutup dan hari libur nasional.',
    en: 'Due dates and fines skip closed days and national holidays.',
  },
  'setup.page.opens': { id: 'Buka pukul', en: 'Opens at' },
  'setup.page.closes': { id: 'Tutup pukul', en: 'Closes at' },
  'setup.page.monday': { id: 'Senin', en: 'Monday' },
  'setup.page.tuesday': { id: 'Selasa', en: 'Tuesday' },
  'setup.page.wednesday': { id: 'Rabu', en: 'Wednesday' },
  'setup.page.thursday': { id: 'Kamis', en: 'Thursday' },
  'setup.page.friday': { id: 'Jumat', en: 'Friday' },
  'setup.page.saturday': { id: 'Sabtu', en: 'Saturday' },
  'setup.page.sunday': { id: 'Minggu', en: 'Sunday' },
  'setup.page.preset': { id: 'Aturan peminjaman', en: 'Lending rules' },
  'setup.page.preset.hint': {
    id: 'Jenis anggota, koleksi dan aturan untuk memulai.',
    en: 'Member types, collections and rules to begin with.',
  },
  'setup.page.school': { id: 'Sekolah', en: 'School' },
  'setup.page.university': { id: 'Perguruan tinggi', en: 'University' },
  'setup.page.public': { id: 'Umum (desa, kota, daerah)', en: 'Public (village, town, region)' },
  'setup.page.rule': {
    id: '{who}: {days} hari, {loans} buku, {fine}',
    en: '{who}: {days} days, {loans} books, {fine}',
  },
  'setup.page.fine': { id: 'denda {amount} sehari', en: 'fine {amount} a day' },
  'setup.page.noFine': { id: 'tanpa denda', en: 'no fine' },
  'setup.page.content': { id: 'Isi awal', en: 'To begin with' },
  'setup.page.empty': { id: 'Kosong', en: 'Empty' },
  'setup.page.empty.hint': { id: 'Untuk mulai bekerja.', en: 'To start working.' },
  'setup.page.demo': { id: 'Perpustakaan contoh', en: 'Demo library' },
  'setup.page.demo.hint': {
    id: '2.000 judul, 300 anggota dan peminjaman setahun yang dikarang, untuk mencoba. Tidak untuk dipakai bekerja.',
    en: '2,000 titles, 300 members and a year of loans, all invented, for trying out. Not for real work.',
  },
  'setup.page.submit': { id: 'Siapkan perpustakaan', en: 'Set up the library' },
  'setup.page.badLink': { id: 'Tautan ini tidak berlaku', en: 'This link is not valid' },
  'setup.page.badLink.why': {
    id: 'Tautan penyiapan berlaku 24 jam, dan hanya yang terbaru: setiap kali server dijalankan, tautan lama berakhir.',
    en: 'A set-up link is valid for 24 hours, and only the newest: each start of the server ends the older ones.',
  },
  'setup.page.badLink.what': {
    id: 'Lihat layar tempat server dijalankan, atau buat tautan baru di sana:',
    en: 'Look at the screen where the server was started, or make a new link there:',
  },
  'setup.page.done': { id: 'Perpustakaan ini sudah disiapkan', en: 'This library is set up already' },
  'setup.page.toWelcome': { id: 'Ke halaman awal', en: 'To the first page' },
  'setup.page.welcome': { id: 'Perpustakaan siap', en: 'The library is ready' },
  'setup.page.welcome.demo': {
    id: 'Perpustakaan contoh sedang diisi; itu memerlukan waktu sekitar satu menit.',
    en: 'The demo library is being filled, which takes about a minute.',
  },
  'setup.page.welcome.docs': {
    id: 'Semua yang dapat dilakukan, dengan contoh, ada di dokumentasi API:',
    en: 'All that can be done, with examples, is in the API documentation:',
  },
  'setup.page.welcome.signIn': {
    id: 'Masuk dengan surel dan kata sandi Anda; jawabannya memuat token untuk permintaan berikutnya:',
    en: 'Sign in with your e-mail address and password; the reply holds the token for the next requests:',
  },
  'setup.page.welcome.server': { id: 'Di komputer server', en: 'On the server' },
  'setup.page.welcome.import': { id: 'memasukkan anggota dari berkas CSV', en: 'brings members in from a CSV file' },
  'setup.page.welcome.user': { id: 'menambah pustakawan', en: 'adds a librarian' },
  'setup.page.welcome.doctor': { id: 'memeriksa pemasangan', en: 'checks the installation' },
});

export type PageText = keyof typeof pageTexts extends `setup.page.${infer Key}` ? Key : never;
export type Words = (key: PageText, params?: Params) => string;

export const wordsIn =
  (locale: Locale): Words =>
  (key, params) =>
    translate(locale, `setup.page.${key}`, params);
