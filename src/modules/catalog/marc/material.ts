import { controlValue, dataField, type MarcRecord } from '../../../lib/marc/record.ts';

/** By leader/06. */
const KINDS: Readonly<Record<string, string>> = {
  a: 'BOOK',
  t: 'MANUSCRIPT',
  c: 'MUSIC',
  d: 'MUSIC',
  e: 'MAP',
  f: 'MAP',
  g: 'VIDEO',
  i: 'AUDIO',
  j: 'AUDIO',
  k: 'PICTURE',
  m: 'COMPUTER_FILE',
  o: 'KIT',
  p: 'OTHER',
  r: 'OBJECT',
};
const LEADER_OF: Readonly<Record<string, string>> = {
  MUSIC: 'cm',
  MAP: 'em',
  VIDEO: 'gm',
  DVD: 'gm',
  AUDIO: 'im',
  CD: 'jm',
  PICTURE: 'km',
  COMPUTER_FILE: 'mm',
  KIT: 'om',
  OBJECT: 'rm',
  MANUSCRIPT: 'tm',
  JOURNAL: 'as',
  MAGAZINE: 'as',
  NEWSPAPER: 'as',
  SERIAL: 'as',
};

/** The kind of material by leader/06 and 07, refined by 006, 007 and 008. */
export function materialOf(record: MarcRecord): string {
  const [kind = 'a', level = 'm'] = record.leader.slice(6, 8);
  const coded = controlValue(record, '008') ?? '';
  const extra = controlValue(record, '006')?.[0];
  const carrier = controlValue(record, '007')?.[0];
  if ((level === 's' || level === 'b' || extra === 's') && 'at'.includes(kind)) return serialOf(coded[21]);
  if (dataField(record, '502') && 'at'.includes(kind)) return 'THESIS';
  if (kind === 'a' && (carrier === 'c' || extra === 'm' || 'osq'.includes(coded[23] || ' '))) return 'EBOOK';
  if (kind === 'm' && (extra === 'a' || extra === 't')) return 'EBOOK';
  return KINDS[kind] ?? 'BOOK';
}

function serialOf(type: string | undefined): string {
  if (type === 'n') return 'NEWSPAPER';
  return type === 'p' ? 'JOURNAL' : 'SERIAL';
}

/** leader/06 and 07 for a kind of material. */
export const leaderKind = (material: string): string => LEADER_OF[material] ?? 'am';
