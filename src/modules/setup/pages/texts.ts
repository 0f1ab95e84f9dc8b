import { type Locale, messages, type Params, translate } from '../../../kernel/i18n.ts';

export const pageTexts = messages({
  'setup.page.title': { id: 'Menyiapkan perpustakaan', en: 'Set up the library' },
  'setup.page.intro': {
    id: 'Hanya sekali, kira-kira dua menit. Semua isian dapat diubah kemudian.',
    en: 'Once only, about two minutes. Everything here can be changed later.',
  },
  'setup.page.language': { id: 'Bahasa', en: 'Language' },
  'setup.page.language.hint': {
    id: 'Bahasa Anda dan bahasa pertama perpustakaan. / Your language, and the library’s first.',
    en: 'Your language, and the library’s first. / Bahasa Anda dan bahasa pertama perpustakaan.',
  },
  'setup.page.steps': { id: 'Langkah', en: 'Steps' },
  'setup.page.step.language': { id: 'Bahasa', en: 'Language' },
  'setup.page.step.administrator': { id: 'Administrator', en: 'Administrator' },
  'setup.page.step.library': { id: 'Perpustakaan', en: 'Library' },
  'setup.page.step.rules': { id: 'Aturan', en: 'Rules' },
  'setup.page.step.content': { id: 'Isi awal', en: 'Contents' },
  'setup.page.next': { id: 'Lanjut', en: 'Continue' },
  'setup.page.back': { id: 'Kembali', en: 'Back' },
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
    id: 'Untuk pembuat program: dokumentasi API di',
    en: 'For programmers: API documentation at',
  },
  'setup.page.welcome.signIn': {
    id: 'Masuk untuk mencetak label uji dan mulai bekerja.',
    en: 'Sign in to print a test label and start working.',
  },
  'setup.page.welcome.enter': { id: 'Masuk', en: 'Sign in' },
  'setup.page.label': { id: 'Coba label dan pemindai', en: 'Try a label and the scanner' },
  'setup.page.label.title': { id: 'Label uji', en: 'Test label' },
  'setup.page.label.print': {
    id: 'Cetak label ini di kertas biasa, tanpa penskalaan (100 %).',
    en: 'Print this label on plain paper, without scaling (100 %).',
  },
  'setup.page.label.open': { id: 'Buka label', en: 'Open the label' },
  'setup.page.label.scan': {
    id: 'Klik kotak ini, lalu pindai barkodenya.',
    en: 'Click into this box, then scan the barcode.',
  },
  'setup.page.label.check': { id: 'Periksa', en: 'Check' },
  'setup.page.label.arrived': {
    id: '{code} tiba dengan benar. Pemindai siap dipakai.',
    en: '{code} arrived as it should. The scanner is ready.',
  },
  'setup.page.label.nothing': { id: 'Tidak ada yang tiba', en: 'Nothing arrived' },
  'setup.page.label.other': {
    id: 'Yang tiba “{code}”, seharusnya “{expected}”',
    en: '“{code}” arrived, it should be “{expected}”',
  },
  'setup.page.label.case': {
    id: 'Huruf besar dan kecil tertukar: matikan Caps Lock atau ubah pengaturan pemindai.',
    en: 'Capitals are mixed up: turn Caps Lock off, or change the scanner’s setting.',
  },
  'setup.page.label.other.hint': {
    id: 'Periksa tata letak papan ketik di pemindai (US) dan apakah labelnya tercetak tajam.',
    en: 'Check the scanner’s keyboard layout (US) and whether the label is printed sharply.',
  },
  'setup.page.next.title': { id: 'Mulai dari sini', en: 'Start here' },
  'setup.page.next.books': { id: 'Masukkan buku', en: 'Add books' },
  'setup.page.next.members': { id: 'Masukkan anggota', en: 'Add members' },
  'setup.page.next.staff': { id: 'Undang petugas', en: 'Invite staff' },
  'setup.page.next.rules': { id: 'Periksa aturan peminjaman', en: 'Look at the circulation rules' },
  'setup.page.next.desk': { id: 'Buka meja layanan', en: 'Open the desk' },
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
