import { messages } from '../../../../kernel/i18n.ts';

export const typeMessages = messages({
  'members.types.title': { id: 'Jenis anggota', en: 'Member types' },
  'members.types.about': {
    id: 'Jenis menentukan lamanya keanggotaan dan aturan peminjaman.',
    en: 'The type decides how long a membership lasts and which circulation rules hold.',
  },
  'members.types.new': { id: 'Jenis baru', en: 'New type' },
  'members.types.code': { id: 'Kode', en: 'Code' },
  'members.types.name': { id: 'Nama', en: 'Name' },
  'members.types.length': { id: 'Masa keanggotaan (hari)', en: 'Membership (days)' },
  'members.types.length.hint': { id: 'Kosong: tanpa batas waktu.', en: 'Empty: it does not end.' },
  'members.types.days': { id: '{days} hari', en: '{days} days' },
  'members.types.no_end': { id: 'tanpa batas', en: 'no end' },
  'members.types.status': { id: 'Keadaan', en: 'Status' },
  'members.types.status.ACTIVE': { id: 'Dipakai', en: 'In use' },
  'members.types.status.RETIRED': { id: 'Tidak dipakai lagi', en: 'Retired' },
  'members.types.saved': { id: 'Jenis {name} disimpan', en: 'The type {name} is saved' },
  'members.types.changed': { id: 'Jenis anggota diubah', en: 'The member type is changed' },
  'members.types.retire': { id: 'Tidak dipakai lagi', en: 'Retire this type' },
  'members.types.reopen': { id: 'Pakai lagi', en: 'Take it up again' },
});
