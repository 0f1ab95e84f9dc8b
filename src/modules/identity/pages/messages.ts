import { messages } from '../../../kernel/i18n.ts';

export const identityPageMessages = messages({
  'identity.page.login': { id: 'Surel atau nomor anggota', en: 'E-mail or member number' },
  'identity.page.login.hint': { id: 'Petugas masuk dengan surel.', en: 'Staff sign in with their e-mail address.' },
  'identity.page.password': { id: 'Kata sandi atau PIN', en: 'Password or PIN' },
  'identity.page.desk_device': { id: 'Komputer meja layanan', en: 'This is a desk computer' },
  'identity.page.desk_device.hint': {
    id: 'Tetap masuk sepanjang hari kerja.',
    en: 'Stays signed in through the working day.',
  },
  'identity.page.forgot': { id: 'Lupa kata sandi?', en: 'Forgot the password?' },
  'identity.page.register': { id: 'Aktifkan akun anggota', en: 'Activate a member’s account' },
  'identity.page.code': { id: 'Kode keamanan', en: 'Security code' },
  'identity.page.code.label': { id: 'Kode dari aplikasi autentikator', en: 'Code of the authenticator app' },
  'identity.page.code.hint': { id: 'Atau salah satu kode pemulihan.', en: 'Or one of the recovery codes.' },
  'identity.page.security': { id: 'Keamanan akun', en: 'Account security' },
});
