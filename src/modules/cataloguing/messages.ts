import { messages } from '../../kernel/i18n.ts';

export const cataloguingMessages = messages({
  'audit.entity.catalogue_target': { id: 'Sumber katalog', en: 'Catalogue source' },
  'audit.happened.checked': { id: 'diperiksa', en: 'checked' },
  'cataloguing.target_not_found': { id: 'Sumber katalog tidak ditemukan', en: 'There is no such catalogue source' },
  'cataloguing.preset_not_found': { id: 'Katalog umum ini tidak dikenal', en: 'There is no such public catalogue' },
  'cataloguing.name_taken': {
    id: 'Sumber katalog dengan nama ini sudah ada',
    en: 'A source of this name exists already',
  },
  'cataloguing.nothing_asked': {
    id: 'Isi ISBN, ISSN, atau kata dari judul atau pengarang',
    en: 'Give an ISBN, an ISSN, or words of a title or author',
  },
  'cataloguing.bad_issn': { id: 'ISSN tidak sah', en: 'This is no ISSN' },
  'cataloguing.bad_index': {
    id: 'Nama indeks hanya huruf, angka, - dan _, dengan paling banyak satu titik',
    en: 'The name of an index has letters, digits, - and _, and at most one dot',
  },
  'cataloguing.bad_host': { id: 'Bukan nama atau alamat komputer', en: 'This is no name or address of a computer' },
  'cataloguing.bad_port': { id: 'Porta adalah angka 1 sampai 65535', en: 'A port is a number from 1 to 65535' },
  'cataloguing.bad_url': {
    id: 'Alamat harus http:// atau https://, tanpa kata sandi di dalamnya',
    en: 'The address begins with http:// or https:// and has no password in it',
  },
  'cataloguing.bad_timeout': { id: 'Antara 500 dan 30000 milidetik', en: 'Between 500 and 30000 milliseconds' },
  'cataloguing.candidate_gone': {
    id: 'Cantuman ini tidak disimpan lagi. Cari sekali lagi.',
    en: 'This record is not kept any more. Search again.',
  },
  'cataloguing.candidate_or_record': {
    id: 'Isi candidate atau record, salah satu',
    en: 'Give candidate or record, one of them',
  },
  'cataloguing.target.away': { id: 'Tidak dapat dihubungi', en: 'Cannot be reached' },
  'cataloguing.target.slow': { id: 'Terlalu lama tidak menjawab', en: 'Did not answer in time' },
  'cataloguing.target.name_unknown': { id: 'Nama komputer tidak dikenal', en: 'The name of the computer is not known' },
  'cataloguing.target.address_refused': {
    id: 'Alamat ini tidak boleh dihubungi',
    en: 'This address may not be asked',
  },
  'cataloguing.target.nonsense': { id: 'Jawabannya tidak dapat dibaca', en: 'Its answer cannot be read' },
  'cataloguing.target.too_much': { id: 'Jawabannya terlalu besar', en: 'Its answer is too large' },
  'cataloguing.target.http': { id: 'Menjawab dengan galat HTTP', en: 'Answered with an HTTP error' },
  'cataloguing.target.redirects': {
    id: 'Mengalihkan ke alamat lain; perbaiki alamatnya',
    en: 'Sends on to another address; mend the address',
  },
  'cataloguing.target.refused_us': { id: 'Menolak sambungan', en: 'Refused the connection' },
  'cataloguing.target.says': { id: 'Menolak pencarian', en: 'Refused the search' },
  'cataloguing.target.resting': {
    id: 'Berkali-kali gagal; dicoba lagi sebentar lagi',
    en: 'Failed several times; it is tried again in a while',
  },
});
