import { messages } from '../../kernel/i18n.ts';

export const identityMessages = messages({
  'identity.bad_credentials': { id: 'Nama masuk atau kata sandi salah', en: 'Wrong login or password' },
  'identity.bad_token': {
    id: 'Sesi tidak sah atau sudah berakhir. Silakan masuk lagi',
    en: 'The session is not valid or has ended. Please sign in again',
  },
  'identity.email_taken': { id: 'Alamat surel ini sudah dipakai', en: 'This e-mail address is already in use' },
  'identity.weak_password': {
    id: 'Kata sandi minimal 10 karakter dan bukan kata sandi yang umum',
    en: 'The password needs at least 10 characters and must not be a common one',
  },
  'identity.cannot_grant': {
    id: 'Anda tidak dapat memberi izin yang tidak Anda miliki ({permission})',
    en: 'You cannot grant a permission you do not hold ({permission})',
  },
  'identity.last_admin': {
    id: 'SUPER_ADMIN terakhir tidak dapat dihapus atau diturunkan',
    en: 'The last SUPER_ADMIN cannot be removed or demoted',
  },
  'identity.account_not_found': { id: 'Akun tidak ditemukan', en: 'Account not found' },
  'identity.unknown_role': { id: 'Peran {role} tidak ada', en: 'There is no role {role}' },
  'identity.role_name_taken': { id: 'Nama peran ini sudah dipakai', en: 'This role name is already in use' },
  'identity.role_twice': {
    id: 'Peran yang sama diberikan dua kali untuk cabang yang sama',
    en: 'The same role is given twice for the same branch',
  },
});
