import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addBook, type Person } from '../../../test/support/cast.ts';
import { charged } from '../../../test/support/fines.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import { at, download, pdfPages, reported } from '../../../test/support/reports.ts';

const HOSTILE = ['=HYPERLINK("http://x","klik")', '+1+1', '-2', '@SUM(A1)', '\tTab', 'Biasa; "kutip", koma\nbaris'];
const SUBJECTS = ['circulation', 'collection', 'overdue', 'cash', 'members'] as const;
type Subject = (typeof SUBJECTS)[number];

const HEADINGS: Record<Subject, [string, string]> = {
  circulation: ['Bagian,Rincian,Peminjaman,Pengembalian', 'Part,Item,Borrowings,Returns'],
  collection: ['Kelas DDC,Rincian,Judul,Eksemplar', 'DDC class,Item,Titles,Copies'],
  overdue: ['Kelas,Nomor anggota,Nama,Judul', 'Class,Member number,Name,Title'],
  cash: ['Bagian,Rincian,Pembayaran,Diterima', 'Part,Item,Payments,Received'],
  members: ['Bagian,Rincian,Anggota,Baru', 'Part,Item,Members,New'],
};

describe('the file of a report', () => {
  let library: TestLibrary;
  const ids: Partial<Record<Subject, string>> = {};
  const get = async (subject: Subject, format: string, o: { who?: Person; language?: string } = {}) => {
    const { who = library.cast.budi, language = 'id' } = o;
    const reply = await download(library, who, `/reports/${ids[subject]}/export?format=${format}`, language);
    expect(reply.status).toBe(200);
    return reply;
  };
  const csv = async (subject: Subject, o = {}): Promise<string[][]> =>
    parse((await get(subject, 'csv', o)).file, { bom: true });

  // Sari is late with books of hostile titles and paid a fine of Rp5.000.
  beforeAll(async () => {
    library = await openLibrary();
    const { app, cast } = library;
    await app.pool.query('update circulation_rules set max_loans = 10');
    await app.pool.query(`update members set class_name = '=1+1' where id = $1`, [cast.sari.memberId]);
    for (const title of HOSTILE) {
      const { barcodes, bookId } = await addBook(app, cast, { title });
      await app.pool.query(`update books set classification = '813' where id = $1`, [bookId]);
      const loan = { memberId: cast.sari.memberId, barcode: barcodes[0] };
      await at(library, '2026-03-02T10:00:00+07:00', cast.dewi, '/borrowings', loan);
    }
    const { id } = await charged(library, { amount: 5000 });
    await at(library, '2026-03-03T10:00:00+07:00', cast.dewi, `/fines/${id}/pay`, { method: 'CASH' });
    library.clock.set('2026-03-18T10:00:00+07:00');
    for (const subject of SUBJECTS)
      ids[subject] = (await reported(library, cast.budi, { type: 'MONTHLY', subject })).id;
  });
  afterAll(() => library.close());
  beforeEach(() => library.factsSince());

  it.each(SUBJECTS)('of %s says the same in CSV and XLSX, in the reader’s language', async (subject) => {
    for (const [language, heading] of [
      ['id', HEADINGS[subject][0]],
      ['en', HEADINGS[subject][1]],
    ] as const) {
      const lines = await csv(subject, { language });
      expect(lines[0]?.slice(0, 4).join()).toBe(heading);
      const { file, headers } = await get(subject, 'xlsx', { language });
      expect(headers['content-disposition']).toMatch(/2026-03-01_2026-03-31\.xlsx/);
      const [sheet, ...others] = await readXlsxFile(file);
      expect(others).toEqual([]);
      const cells = sheet?.data.map((row) => row.map((cell) => textOf(cell)));
      expect(cells).toEqual(lines.map((line) => line.map((cell) => cell.replace(/\s+/g, ' ').trim())));
    }
  });

  it('has the figures of the report', async () => {
    const circulation = await csv('circulation');
    expect(circulation[1]).toEqual(['Jumlah', '', '6', '0', '0', '0', '0']);
    expect(circulation[3]).toEqual(['Hari', '2026-03-02', '6', '0', '0', '0', '0']);
    expect(circulation.at(-1)).toEqual(['Peminjam terbanyak', 'Sari (LIB001)', '6', '', '', '', '']);
    const collection = await csv('collection', { language: 'en' });
    expect(collection).toContainEqual(['800 Literature', 'Total', '6', '6', '6', '6', '0', '0']);
    expect(collection).toContainEqual(['800 Literature', 'Book', '6', '6', '6', '6', '0', '0']);
    expect(collection).toContainEqual(['800 Literature', 'On loan', '', '6', '', '', '', '']);
    const cash = await csv('cash', { language: 'en' });
    expect(cash[1]).toEqual(['Total', '', '1', '5000', '0', '0', '5000', '', '5000', '0', '0']);
    expect(cash).toContainEqual(['Method', 'Cash', '1', '5000', '0', '0', '5000', '5000', '', '', '']);
    expect(cash).toContainEqual(['Staff', 'Dewi', '1', '5000', '0', '0', '5000', '', '', '', '']);
    expect(cash).toContainEqual(['Reason of the fine', 'Late return', '', '', '', '', '', '', '5000', '0', '']);
    const members = await csv('members');
    expect(members[1]).toEqual(['Jumlah', '', '2', '0', '2', '0', '0', '1']);
  });

  it('holds no formula, whatever people called their books and classes', async () => {
    const raw = (await get('overdue', 'csv')).file.toString('utf8');
    expect(raw.startsWith('\ufeff')).toBe(true);
    const lines = await csv('overdue');
    expect(lines.slice(1).map((line) => line[3])).toEqual(
      HOSTILE.map((title) => (title.startsWith('Biasa') ? title : `'${title}`)),
    );
    for (const subject of ['overdue', 'circulation', 'members'] as const) {
      for (const line of await csv(subject)) for (const cell of line) expect(cell).not.toMatch(/^[=+@\t]|^-\D/);
      const [sheet] = await readXlsxFile((await get(subject, 'xlsx')).file);
      for (const row of sheet?.data ?? [])
        for (const cell of row) if (typeof cell === 'string') expect(cell).not.toMatch(/^[=+@\t]|^-\D/);
    }
    expect(lines[1]?.[0]).toBe("'=1+1");
  });

  it.each(SUBJECTS)('of %s has its rows in the PDF, with title, period, branch and author', async (subject) => {
    const { file, headers } = await get(subject, 'pdf');
    expect(headers['content-type']).toBe('application/pdf');
    const text = pdfPages(file).join('\n').replace(/\s+/g, ' ');
    for (const words of ['Maret 2026 (Asia/Jakarta)', 'semua cabang', 'Dibuat oleh Budi', 'Halaman 1 dari'])
      expect(text).toContain(words);
    const rows: Record<Subject, string[]> = {
      circulation: ['Laporan sirkulasi', '2026-03-02', 'Koleksi umum', 'Sari (LIB001)', HOSTILE[0] ?? ''],
      collection: ['Laporan koleksi', '800 Kesusastraan', 'Buku', 'Dipinjam', 'Tanpa nomor DDC'],
      overdue: ['Laporan keterlambatan', '@SUM(A1)', '16 Maret 2026', 'Rp1.000', 'LIB001'],
      cash: ['Laporan denda dan kas', 'Tunai', 'Rp5.000', 'Dewi', 'Denda keterlambatan'],
      members: ['Laporan anggota', 'Siswa', 'Perpustakaan Pusat', '=1+1', 'Tanpa kelas'],
    };
    for (const words of rows[subject]) expect(text).toContain(words);
  });

  it('is remembered each time, with who and what', async () => {
    await get('cash', 'csv', { who: library.cast.vera });
    await get('cash', 'xlsx');
    expect(await library.factsSince()).toEqual(['report.exported', 'report.exported']);
    const { rows } = await library.app.pool.query(
      `select f.action_type, f.entity_id, f.actor_id, d.body -> 'newValues' as new from facts f
       join fact_details d on d.fact_id = f.id where f.action = 'report.exported' order by f.at desc, f.id desc limit 2`,
    );
    const fact = { action_type: 'EXPORT', entity_id: ids.cash };
    expect(rows).toMatchObject([
      { ...fact, actor_id: library.cast.budi.accountId, new: { format: 'xlsx', subject: 'cash' } },
      { ...fact, actor_id: library.cast.vera.accountId, new: { format: 'csv' } },
    ]);
  });

  it('names members only for those who may see them', async () => {
    const { vera, manager } = library.cast;
    for (const who of [vera, manager]) {
      for (const subject of ['overdue', 'circulation'] as const) {
        for (const format of ['csv', 'xlsx', 'pdf']) {
          const { file } = await get(subject, format, { who });
          const text = format === 'xlsx' ? JSON.stringify(await readXlsxFile(file)) : file.toString('utf8');
          const words = format === 'pdf' ? pdfPages(file).join('\n') : text;
          expect(words).not.toMatch(/Sari|LIB001/);
        }
      }
    }
  });

  it('has a format that exists', async () => {
    const answer = await library.call(library.cast.budi, 'GET', `/reports/${ids.cash}/export?format=docx`);
    expect([answer.status, answer.body.error.field]).toEqual([400, 'format']);
    expect(await library.factsSince()).toEqual([]);
  });

  it('is a spreadsheet when it is too long to print', async () => {
    const { app, cast } = library;
    const row = { borrowingId: cast.rule, memberId: cast.rule, className: null, bookId: cast.rule, title: 'x' };
    const loan = { ...row, barcode: 'B', branchId: cast.central, branchName: 'Pusat', dueDate: '2026-03-01' };
    const { rows } = await app.pool.query(
      `insert into reports (id, type, subject, start_date, end_date, data, generated_by, created_at)
       select gen_random_uuid(), type, subject, start_date, end_date, data || jsonb_build_object('loans', $2::jsonb,
         'isLowerBound', true, 'totals', '{"loans": 5007, "members": 1, "accruedFine": 0}'::jsonb), generated_by, created_at
       from reports where id = $1 returning id`,
      [ids.overdue, JSON.stringify(Array(5001).fill({ ...loan, daysLate: 1, accruedFine: 0 }))],
    );
    const path = `/reports/${rows[0].id}/export?format=`;
    const answer = await library.call(cast.budi, 'GET', `${path}pdf`);
    expect([answer.status, answer.body.error.field]).toEqual([422, 'format']);
    const { file } = await download(library, cast.budi, `${path}csv`);
    const lines: string[][] = parse(file, { bom: true });
    expect(lines).toHaveLength(5003);
    expect(lines.at(-1)?.[3]).toBe('dan 6 pinjaman lain');
  });
});

/** A cell of a spreadsheet as CSV writes it. */
function textOf(cell: unknown): string {
  if (cell === null) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).replace(/\s+/g, ' ').trim();
}
