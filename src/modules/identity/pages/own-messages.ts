import { messages } from '../../../kernel/i18n.ts';

/** What people read about their own password, devices and second factor. */
export const ownMessages = messages({
  'identity.page.forgot.title': { id: 'Lupa kata sandi', en: 'Forgot the password' },
  'identity.page.forgot.lead': {
    id: 'Kami kirim tautan untuk memilih kata sandi baru ke alamat surel yang terdaftar. Tanpa surel, mintalah PIN baru di meja layanan.',
    en: 'We send a link for a new password to the e-mail address on file. Without e-mail, ask for a new PIN at the desk.',
  },
  'identity.page.forgot.send': { id: 'Kirim tautan', en: 'Send the link' },
  'identity.page.register.lead': {
    id: 'Untuk anggota yang sudah terdaftar di perpustakaan: tulis nomor kartu dan surel yang Anda berikan saat mendaftar.',
    en: 'For members of the library: write the number on your card and the e-mail address you gave when you joined.',
  },
  'identity.page.register.number': { id: 'Nomor anggota', en: 'Member number' },
  'identity.page.register.email': { id: 'Alamat surel', en: 'E-mail address' },
  'identity.page.register.none': {
    id: 'Belum menjadi anggota? Datanglah ke meja layanan; kartu dibuat di sana.',
    en: 'Not a member yet? Come to the desk; cards are made there.',
  },
  'identity.page.to_sign_in': { id: 'Kembali ke halaman masuk', en: 'Back to signing in' },
  'identity.page.choose': { id: 'Pilih kata sandi', en: 'Choose a password' },
  'identity.page.new_password': { id: 'Kata sandi baru', en: 'New password' },
  'identity.page.new_password.hint': {
    id: 'Paling sedikit 10 karakter. Beberapa kata biasa berurutan mudah diingat dan sukar ditebak.',
    en: 'At least 10 characters. A few plain words in a row are easy to keep and hard to guess.',
  },
  'identity.page.again': { id: 'Kata sandi baru sekali lagi', en: 'The new password once more' },
  'identity.page.differ': { id: 'Kedua kata sandi tidak sama', en: 'The two passwords differ' },
  'identity.page.chosen': {
    id: 'Kata sandi disimpan. Silakan masuk.',
    en: 'The password is saved. Please sign in.',
  },
  'identity.page.bad_link': { id: 'Tautan ini tidak berlaku', en: 'This link is not valid' },
  'identity.page.ask_again': { id: 'Minta tautan baru', en: 'Ask for a new link' },
  'identity.page.security.menu': { id: 'Keamanan', en: 'Security' },
  'identity.page.must_change': { id: 'Ganti kata sandi Anda', en: 'Change your password' },
  'identity.page.must_change.why': {
    id: 'Kata sandi ini diberikan kepada Anda. Setelah diganti, semuanya terbuka.',
    en: 'You were given this password. Once it is changed, everything opens.',
  },
  'identity.page.password.change': { id: 'Ganti kata sandi', en: 'Change the password' },
  'identity.page.password.now': { id: 'Kata sandi sekarang', en: 'Present password' },
  'identity.page.password.changed': {
    id: 'Kata sandi diganti. Perangkat lain yang keluar: {count}.',
    en: 'The password is changed. Other devices signed out: {count}.',
  },
  'identity.page.totp': { id: 'Autentikator', en: 'Authenticator' },
  'identity.page.totp.off': {
    id: 'Tidak aktif. Dengan autentikator, kata sandi yang bocor saja tidak cukup untuk masuk.',
    en: 'Off. With an authenticator, a leaked password alone does not open your account.',
  },
  'identity.page.totp.on': {
    id: 'Aktif. Saat masuk, kode dari aplikasi diminta.',
    en: 'On. A code of the app is asked for when you sign in.',
  },
  'identity.page.totp.setup': { id: 'Pasang', en: 'Set it up' },
  'identity.page.totp.manage': { id: 'Kelola', en: 'Manage' },
  'identity.page.totp.scan': {
    id: 'Pindai kode ini dengan aplikasi autentikator di ponsel Anda.',
    en: 'Scan this code with an authenticator app on your phone.',
  },
  'identity.page.totp.qr': { id: 'Kode QR untuk aplikasi autentikator', en: 'QR code for the authenticator app' },
  'identity.page.totp.key': { id: 'Atau ketik kunci ini di aplikasi', en: 'Or type this key into the app' },
  'identity.page.totp.confirm': { id: 'Aktifkan', en: 'Turn it on' },
  'identity.page.totp.shown': {
    id: 'Lalu tulis kode enam angka yang ditampilkan aplikasi.',
    en: 'Then write the six digits the app shows.',
  },
  'identity.page.totp.remove': { id: 'Nonaktifkan autentikator', en: 'Turn the authenticator off' },
  'identity.page.totp.removed': { id: 'Autentikator dinonaktifkan', en: 'The authenticator is off' },
  'identity.page.totp.code': {
    id: 'Kode dari aplikasi, atau kode pemulihan',
    en: 'Code of the app, or a recovery code',
  },
  'identity.page.totp.new_codes': { id: 'Buat kode pemulihan baru', en: 'Make new recovery codes' },
  'identity.page.codes': { id: 'Kode pemulihan', en: 'Recovery codes' },
  'identity.page.codes.keep': {
    id: 'Simpan di tempat aman, misalnya dicetak. Setiap kode berlaku sekali, bila ponsel Anda tidak ada. Kode ini hanya ditampilkan sekarang.',
    en: 'Keep them somewhere safe, on paper perhaps. Each works once, when your phone is not at hand. They are shown only now.',
  },
  'identity.page.codes.kept': { id: 'Sudah saya simpan', en: 'I have kept them' },
  'identity.page.sessions': { id: 'Perangkat yang masuk', en: 'Signed-in devices' },
  'identity.page.session.here': { id: 'Perangkat ini', en: 'This device' },
  'identity.page.session.desk': { id: 'Meja layanan', en: 'Desk' },
  'identity.page.session.program': { id: 'Program', en: 'A program' },
  'identity.page.session.unknown': { id: 'Peramban tidak dikenal', en: 'Unknown browser' },
  'identity.page.session.on': { id: '{browser} di {system}', en: '{browser} on {system}' },
  'identity.page.session.seen': { id: 'terakhir dipakai {moment}', en: 'last used {moment}' },
  'identity.page.session.end': { id: 'Keluarkan', en: 'Sign out' },
  'identity.page.session.end_of': { id: 'Keluarkan {device}', en: 'Sign out {device}' },
  'identity.page.session.end_others': { id: 'Keluarkan semua yang lain', en: 'Sign out all others' },
  'identity.page.session.ended': { id: 'Perangkat yang dikeluarkan: {count}', en: 'Devices signed out: {count}' },
});
