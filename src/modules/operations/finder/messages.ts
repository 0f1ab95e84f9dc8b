import { messages } from '../../../kernel/i18n.ts';

export const finderMessages = messages({
  'operations.find.title': { id: 'Cari atau buka', en: 'Find or open' },
  'operations.find.none': { id: 'Tidak ada yang cocok.', en: 'Nothing fits.' },
  'operations.find.go': { id: 'Buka', en: 'Go to' },
  'operations.find.do': { id: 'Kerjakan', en: 'Do' },
  'operations.find.books': { id: 'Buku', en: 'Books' },
  'operations.find.copies': { id: 'Eksemplar', en: 'Copies' },
  'operations.find.members': { id: 'Anggota', en: 'Members' },
  'operations.find.return': { id: 'Pengembalian saja', en: 'Return mode' },
  'operations.find.class_return': { id: 'Pengembalian satu kelas', en: 'Return a whole class' },
  'operations.find.new_book': { id: 'Buku baru', en: 'New book' },
  'operations.find.new_member': { id: 'Anggota baru', en: 'New member' },
  'operations.find.promote': { id: 'Kenaikan kelas', en: 'Move classes up' },
  'operations.find.labels': { id: 'Cetak label', en: 'Print labels' },
  'operations.find.security': { id: 'Keamanan akun saya', en: 'Security of my account' },
});
