import { messages } from '../../kernel/i18n.ts';

export const statisticsMessages = messages({
  'statistics.warming.visitors': {
    id: 'Menyiapkan data kunjungan… coba lagi sebentar lagi',
    en: 'Preparing the visitor figures… try again shortly',
  },
  'statistics.warming.books': {
    id: 'Menyiapkan data buku dan peminjaman… coba lagi sebentar lagi',
    en: 'Preparing the book and borrowing figures… try again shortly',
  },
  'statistics.today_unknown': {
    id: 'Jumlah pengunjung hari ini belum dapat dihitung. Coba lagi sebentar lagi',
    en: 'Visitors of today cannot be counted right now. Try again shortly',
  },
  'statistics.stream_off': { id: 'Aliran langsung dimatikan', en: 'The live stream is switched off' },
  'statistics.too_many_streams': {
    id: 'Terlalu banyak aliran langsung yang terbuka dari alamat ini',
    en: 'Too many live streams are open from this address',
  },
  'statistics.mode_refused': {
    id: 'Sumber data ini tidak dapat menghitung dengan mode {mode}; pilih {modes}',
    en: 'This source of data cannot count in mode {mode}; choose {modes}',
  },
  'statistics.stopping': { id: 'Layanan sedang berhenti', en: 'The service is stopping' },
});
