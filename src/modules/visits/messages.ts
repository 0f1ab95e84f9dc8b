import { messages } from '../../kernel/i18n.ts';

export const visitsMessages = messages({
  'visits.who': {
    id: 'Sebutkan nomor anggota, atau nama tamu; tidak keduanya',
    en: 'Give a member number or the name of a guest, not both',
  },
  'visits.guest_only': {
    id: 'Asal lembaga hanya ditanyakan kepada tamu',
    en: 'Only guests are asked for their institution',
  },
  'visits.branch_needed': { id: 'Sebutkan cabang yang dikunjungi', en: 'Say which branch is visited' },
  'visits.branch_closed': { id: 'Cabang ini sudah ditutup', en: 'This branch is closed' },
  'visits.room_not_found': { id: 'Ruang tidak ditemukan', en: 'The room was not found' },
  'visits.room_code_taken': {
    id: 'Kode ruang ini sudah dipakai di cabang tersebut',
    en: 'This room code is already in use at that branch',
  },
  'visits.bad_room_code': {
    id: 'Kode ruang memuat huruf besar, angka, atau garis; paling banyak 20',
    en: 'A room code has capitals, digits or dashes; at most 20',
  },
  'visits.period_backwards': { id: 'Akhir periode mendahului awalnya', en: 'The period ends before it begins' },
  'visits.too_long_for_xlsx': {
    id: 'Terlalu banyak baris untuk satu lembar kerja (paling banyak {max}); pakai CSV',
    en: 'Too many rows for one worksheet (at most {max}); use CSV',
  },
  'visits.file': { id: 'kunjungan', en: 'visits' },
  'visits.at': { id: 'Waktu', en: 'Time' },
  'visits.kind': { id: 'Jenis', en: 'Kind' },
  'visits.number': { id: 'Nomor anggota', en: 'Member number' },
  'visits.name': { id: 'Nama', en: 'Name' },
  'visits.institution': { id: 'Asal lembaga', en: 'Institution' },
  'visits.purpose': { id: 'Keperluan', en: 'Purpose' },
  'visits.branch': { id: 'Cabang', en: 'Branch' },
  'visits.room': { id: 'Ruang', en: 'Room' },
});
