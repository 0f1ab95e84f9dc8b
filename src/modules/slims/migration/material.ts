/** SLiMS's GMD in our words; whatever a site added is spelled in capitals. */
const KINDS: Readonly<Record<string, string>> = {
  text: 'BOOK',
  teks: 'BOOK',
  buku: 'BOOK',
  map: 'MAP',
  peta: 'MAP',
  music: 'MUSIC',
  manuscript: 'MANUSCRIPT',
  kit: 'KIT',
  picture: 'PICTURE',
  'art original': 'PICTURE',
  'motion picture': 'VIDEO',
  videorecording: 'VIDEO',
  'video recording': 'VIDEO',
  'sound recording': 'AUDIO',
  'computer software': 'COMPUTER_FILE',
  'electronic resource': 'COMPUTER_FILE',
  realia: 'OBJECT',
  model: 'OBJECT',
  serial: 'SERIAL',
  majalah: 'MAGAZINE',
  jurnal: 'JOURNAL',
  skripsi: 'THESIS',
  tesis: 'THESIS',
};

export function materialOf(gmd: string | null): string {
  if (gmd === null) return 'BOOK';
  const known = KINDS[gmd.toLowerCase()];
  if (known) return known;
  const word = gmd
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 30);
  return /^[A-Z][A-Z_]{1,29}$/.test(word) ? word : 'OTHER';
}

const CLASSES = [
  'Karya Umum',
  'Filsafat dan Psikologi',
  'Agama',
  'Ilmu Sosial',
  'Bahasa',
  'Sains',
  'Teknologi',
  'Seni dan Olahraga',
  'Sastra',
  'Sejarah dan Geografi',
];
/** SLiMS knows no category; Dewey's main class says the same. */
export const categoryOf = (classification: string | null): string | null =>
  CLASSES[Number(/^\D{0,3}(\d)\d\d/.exec(classification ?? '')?.[1] ?? Number.NaN)] ?? null;
