import { messages } from '../../kernel/i18n.ts';
import { letterMessages } from './letter-messages.ts';

export const identityMessages = messages({
  ...letterMessages,
  'identity.bad_credentials': { id: 'Nama masuk atau kata sandi salah', en: 'Wrong login or password' },
  'identity.bad_token': {
    id: 'Sesi tidak sah atau sudah berakhir. Silakan masuk lagi',
    en: 'The session is not valid or has ended. Please sign in again',
  },
  'identity.totp_required': {
    id: 'Masukkan kode dari aplikasi autentikator atau kode pemulihan',
    en: 'Enter the code of the authenticator app or a recovery code',
  },
  'identity.bad_code': {
    id: 'Kode salah atau sudah dipakai. Tunggu kode berikutnya',
    en: 'The code is wrong or was used already. Wait for the next one',
  },
  'identity.wrong_password': { id: 'Kata sandi sekarang salah', en: 'The present password is wrong' },
  'identity.same_password': {
    id: 'Kata sandi baru harus berbeda dari yang sekarang',
    en: 'The new password must differ from the present one',
  },
  'identity.weak_password': {
    id: 'Kata sandi minimal 10 karakter dan bukan kata sandi yang umum',
    en: 'The password needs at least 10 characters and must not be a common one',
  },
  'identity.change_password_first': {
    id: 'Ganti dahulu kata sandi yang diberikan kepada Anda',
    en: 'First change the password you were given',
  },
  'identity.bad_link': {
    id: 'Tautan ini sudah dipakai atau kedaluwarsa. Mintalah yang baru',
    en: 'This link was used already or has expired. Ask for a new one',
  },
  'identity.not_for_keys': {
    id: 'Ini hanya untuk orang yang masuk sendiri, bukan untuk kunci API',
    en: 'This is for somebody signed in, not for an API key',
  },
  'identity.session_not_found': { id: 'Sesi tidak ditemukan', en: 'Session not found' },
  'identity.no_desk': {
    id: 'Hanya petugas sirkulasi yang dapat menjadikan komputer ini meja layanan',
    en: 'Only somebody who lends can make this computer a desk',
  },
  'identity.not_your_branch': {
    id: 'Anda tidak bertugas di cabang ini, atau cabang sudah ditutup',
    en: 'You do not work in this branch, or it is closed',
  },
  'identity.totp_on': {
    id: 'Autentikator sudah aktif; nonaktifkan dahulu',
    en: 'The authenticator is on already; turn it off first',
  },
  'identity.totp_off': { id: 'Autentikator tidak aktif', en: 'The authenticator is not on' },
  'identity.totp_not_begun': {
    id: 'Mulai dahulu pemasangan autentikator',
    en: 'Begin setting up the authenticator first',
  },
  'identity.key_not_found': { id: 'Kunci API tidak ditemukan', en: 'API key not found' },
  'identity.expires_in_past': { id: 'Waktu berakhir sudah lewat', en: 'The time of expiry has passed' },
  'identity.account_not_found': { id: 'Akun tidak ditemukan', en: 'Account not found' },
  'identity.email_taken': { id: 'Alamat surel ini sudah dipakai', en: 'This e-mail address is already in use' },
  'identity.bad_phone': {
    id: 'Nomor telepon: angka, spasi, kurung, tanda hubung, boleh diawali +',
    en: 'A telephone number: digits, spaces, brackets, hyphens, perhaps a + in front',
  },
  'identity.unknown_role': { id: 'Peran {role} tidak ada', en: 'There is no role {role}' },
  'identity.not_staff_role': {
    id: 'Peran {role} bukan untuk petugas',
    en: 'The role {role} is not for staff',
  },
  'identity.role_twice': {
    id: 'Peran yang sama diberikan dua kali untuk cabang yang sama',
    en: 'The same role is given twice for the same branch',
  },
  'identity.role_not_found': { id: 'Peran tidak ditemukan', en: 'Role not found' },
  'identity.role_name_taken': { id: 'Nama peran ini sudah dipakai', en: 'This role name is already in use' },
  'identity.bad_role_name': {
    id: 'Nama peran: huruf besar, angka, garis bawah, 2 sampai 50 karakter',
    en: 'A role name: capital letters, digits, underscores, 2 to 50 characters',
  },
  'identity.role_in_use': {
    id: 'Peran ini masih dipegang {holders} akun',
    en: 'This role is still held by {holders} accounts',
  },
  'identity.built_in_role': {
    id: 'Peran bawaan {role} tidak dapat diubah; buat peran sendiri',
    en: 'The built-in role {role} cannot be changed; make one of your own',
  },
  'identity.cannot_grant': {
    id: 'Anda tidak dapat memberi atau mengubah izin yang tidak Anda miliki ({permission})',
    en: 'You cannot grant or change a permission you do not hold ({permission})',
  },
  'identity.last_admin': {
    id: 'SUPER_ADMIN terakhir tidak dapat dihapus, ditangguhkan, atau diturunkan',
    en: 'The last SUPER_ADMIN cannot be removed, suspended or demoted',
  },
  'identity.job_letter': { id: 'Surat tentang masuk dan kata sandi', en: 'Letters about signing in and passwords' },
  'identity.job_cleanup': {
    id: 'Membersihkan sesi, tautan, dan kunci yang sudah berakhir',
    en: 'Clearing away ended sessions, links and keys',
  },
});
