import type { CsvRow } from '../../../lib/csv/read.ts';

/** Headers as libraries write them, letters and digits only. The first column of a field that says something counts. */
const HEADERS = {
  name: 'nama namalengkap namaanggota namasiswa name fullname membername',
  memberId: 'nomor nomoranggota noanggota idanggota kodeanggota memberid membernumber memberno number',
  memberType: 'jenis jenisanggota tipe tipeanggota kategori type membertype membertypename',
  branch: 'cabang kodecabang perpustakaan branch branchcode library',
  email: 'surel alamatsurel email emailaddress memberemail',
  phone:
    'telepon telp tlp notelepon nomortelepon notelp hp nohp nomorhp ponsel wa whatsapp phone phonenumber memberphone',
  address: 'alamat alamatrumah address memberaddress',
  identityNumber: 'nisn nim nik nip nis noinduk nomorinduk noidentitas nomoridentitas identitynumber identity',
  className: 'kelas rombel class classname',
  department: 'jurusan prodi programstudi fakultas bagian unit department',
  joinDate: 'tanggalbergabung tglbergabung tanggaldaftar tgldaftar joindate joined membersince membersincedate',
  expiryDate:
    'berlakusampai berlakuhingga masaberlaku tanggalkedaluwarsa expiry expirydate expiredate expires validuntil',
  notes: 'catatan keterangan notes membernotes',
} as const;
export type Field = keyof typeof HEADERS;
export type MemberField = Field;
export const MEMBER_FIELDS = Object.keys(HEADERS) as readonly Field[];

const FIELD_OF = new Map<string, Field>(
  (Object.keys(HEADERS) as Field[]).flatMap((field) => HEADERS[field].split(' ').map((header) => [header, field])),
);
const bare = (header: string): string => header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

export const guessMemberField = (header: string): Field | undefined => FIELD_OF.get(bare(header));
export const isMemberField = (name: string): name is Field => MEMBER_FIELDS.some((field) => field === name);

export interface Layout {
  readonly columns: readonly { readonly header: string; readonly field: Field }[];
  readonly ignored: readonly string[];
  has(field: Field): boolean;
}

export function layoutOf(headers: readonly string[]): Layout {
  const known = headers.flatMap((header) => {
    const field = FIELD_OF.get(bare(header));
    return field ? [{ header, field }] : [];
  });
  return layoutWith(
    known,
    headers.filter((header) => !known.some((column) => column.header === header)),
  );
}

export const layoutWith = (columns: Layout['columns'], ignored: readonly string[] = []): Layout => ({
  columns,
  ignored,
  has: (field) => columns.some((column) => column.field === field),
});

export type Cells = Partial<Record<Field, string>>;

/** What the row says; an empty cell or a lone dash says nothing. */
export function cellsOf(row: CsvRow, layout: Layout): Cells {
  const cells: Cells = {};
  for (const { header, field } of layout.columns) {
    const text = (row.values[header] ?? '').trim();
    if (text !== '' && text !== '-') cells[field] ??= text;
  }
  return cells;
}

const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
/** 17/08/2026 and 2026-08-17 (with a time or not) are the same day; anything else is left for the check to refuse. */
export function dayOf(text: string): string {
  const [, day = '', month = '', year = ''] = DAY_FIRST.exec(text) ?? [];
  if (year) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return /^\d{4}-\d{2}-\d{2}[T ]/.test(text) ? text.slice(0, 10) : text;
}
