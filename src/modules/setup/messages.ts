import { messages } from '../../kernel/i18n.ts';

export const setupMessages = messages({
  'setup.name_missing': { id: 'Tulis nama Anda', en: 'Write your name' },
  'setup.bad_email': { id: 'Tulis alamat surel yang lengkap', en: 'Write a whole e-mail address' },
  'setup.short_password': { id: 'Paling sedikit 10 karakter', en: 'At least 10 characters' },
  'setup.passwords_differ': { id: 'Kedua kata sandi tidak sama', en: 'The two passwords differ' },
  'setup.library_missing': { id: 'Tulis nama perpustakaan', en: 'Write the name of the library' },
  'setup.branch_missing': { id: 'Tulis nama cabang pertama', en: 'Write the name of the first branch' },
  'setup.too_long': { id: 'Terlalu panjang', en: 'Too long' },
  'setup.no_open_day': { id: 'Pilih paling sedikit satu hari buka', en: 'Choose at least one day' },
  'setup.bad_preset': { id: 'Pilih salah satu', en: 'Choose one of them' },
  'setup.no_demo': {
    id: 'Perpustakaan contoh tidak tersedia di pemasangan ini; mulailah dengan kosong',
    en: 'This installation has no demo library; start with an empty one',
  },
  'setup.done': { id: 'Perpustakaan ini sudah disiapkan', en: 'This library is set up already' },
  'setup.bad_link': {
    id: 'Tautan ini tidak berlaku. Pakai tautan terbaru dari layar server',
    en: 'This link is not valid. Use the newest link on the server’s screen',
  },
  'setup.job_demo': { id: 'Mengisi perpustakaan contoh', en: 'Filling the demo library' },
});
