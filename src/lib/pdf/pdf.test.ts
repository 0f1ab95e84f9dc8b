import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code128, qrCode } from '../labels/barcode.ts';
import { memberCardPdf } from '../labels/card.ts';
import { type Letter, type Letters, letterPdf } from './letter.ts';
import { type Receipt, receiptPdf } from './receipt.ts';
import { PdfTooLong, type TableReport, tablePdf } from './table-pdf.ts';

const options = { createdAt: new Date('2026-08-17T03:00:00Z'), lang: 'id', compress: false };

const fromHex = (hex: string): string => new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex'));

interface Read {
  readonly file: string;
  /** The words of each page, in the order they were drawn, as one text. */
  readonly pages: readonly string[];
  readonly sizes: readonly string[];
}

async function read(stream: Readable): Promise<Read> {
  const file = (await buffer(stream)).toString('latin1');
  expect(file.startsWith('%PDF-1.') && file.trimEnd().endsWith('%%EOF')).toBe(true);
  const contents = [...file.matchAll(/stream\n([\s\S]*?)endstream/g)].map(([, content = '']) => content);
  const pages = contents
    .filter((content) => / (cm|re|Tf)\n/.test(content))
    .map((content) =>
      [...content.matchAll(/\[(.*?)\] TJ/g)]
        .map(([, parts = '']) => [...parts.matchAll(/<([\da-f]*)>/g)].map(([, hex = '']) => fromHex(hex)).join(''))
        .join('\n'),
    );
  return { file, pages, sizes: [...file.matchAll(/\/MediaBox \[0 0 ([\d.]+ [\d.]+)\]/g)].map(([, size = '']) => size) };
}

const receipt: Receipt = {
  library: { name: 'Perpustakaan Kota Contoh', lines: ['Jl. Merdeka 17', 'Telp. 022-123456'] },
  title: 'Kuitansi pembayaran denda',
  details: [
    { label: 'Nomor', value: 'KW-000123' },
    { label: 'Anggota', value: 'Sari Muḥammad (LIB001)' },
  ],
  items: [
    { text: 'Laskar Pelangi', note: 'Terlambat 6 hari × Rp1.000', amount: 'Rp6.000' },
    { text: 'Sebuah judul yang amat panjang sehingga tidak muat dalam satu baris kertas', amount: 'Rp12.000' },
  ],
  totals: [
    { text: 'Jumlah', amount: 'Rp18.000' },
    { text: 'Dibayar', amount: 'Rp18.000', strong: true },
  ],
  footer: ['Terima kasih'],
};

describe('receiptPdf', () => {
  it.each(['a4', '80mm'] as const)('says everything on one page of %s', async (paper) => {
    const { pages } = await read(receiptPdf(receipt, { ...options, paper }));
    expect(pages).toHaveLength(1);
    for (const text of [
      'Perpustakaan Kota Contoh',
      'KW-000123',
      'Sari Muhammad (LIB001)',
      'Rp6.000',
      'Rp18.000',
      'Terima kasih',
    ])
      expect(pages[0]).toContain(text);
    expect(pages[0]).toContain('Terlambat 6 hari × Rp1.000');
  });

  it('cuts the roll where the receipt ends', async () => {
    const height = async (items: Receipt['items']): Promise<number> => {
      const { sizes } = await read(receiptPdf({ ...receipt, items }, { ...options, paper: '80mm' }));
      const [width, tall] = sizes[0]?.split(' ').map(Number) ?? [];
      expect(width).toBeCloseTo(226.77, 1);
      return tall ?? 0;
    };
    const [short, long] = [await height([]), await height(Array.from({ length: 10 }, () => receipt.items).flat())];
    expect(short).toBeLessThan(300);
    expect(long).toBeGreaterThan(short + 20 * 20);
  });

  it('goes on over the page when A4 is full', async () => {
    const items = Array.from({ length: 60 }, (_, n) => ({ text: `Buku ke-${n}`, amount: 'Rp1.000' }));
    const { pages } = await read(receiptPdf({ ...receipt, items }, { ...options, paper: 'a4' }));
    expect(pages).toHaveLength(2);
    expect(pages[1]).toContain('Terima kasih');
  });
});

describe('every file', () => {
  it('is the same for the same data and time', async () => {
    const file = () => buffer(receiptPdf(receipt, { createdAt: options.createdAt, lang: 'id', paper: '80mm' }));
    const [one, two] = [await file(), await file()];
    expect(one.equals(two)).toBe(true);
    expect(one.length).toBeLessThan(6000);
  });

  it('tells its title, language and time', async () => {
    const { file } = await read(receiptPdf(receipt, { ...options, paper: 'a4' }));
    expect(file).toContain('\n(Kuitansi pembayaran denda)\n');
    expect(file).toContain('/Lang (id)');
    expect(file).toContain('\n(D:20260817030000Z)\n');
  });
});

const card = {
  library: 'Perpustakaan SMA Negeri 1 Contoh',
  title: 'Kartu anggota',
  name: 'Siti Nurhaliza binti Tarudin yang namanya panjang sekali',
  number: 'LIB001',
  lines: ['Siswa · X-A', 'Berlaku sampai 30 Juni 2027'],
};

describe('memberCardPdf', () => {
  it('gives each member a page of the size of a bank card', async () => {
    const { pages, sizes } = await read(memberCardPdf([card, { ...card, number: 'LIB002' }], options));
    expect(sizes).toEqual(['242.645669 153.070866', '242.645669 153.070866']);
    expect(pages[0]).toContain('LIB001');
    expect(pages[1]).toContain('LIB002');
    for (const text of ['Perpustakaan SMA Negeri 1 Contoh', 'Siti Nurhaliza', 'Berlaku sampai 30 Juni 2027'])
      expect(pages[0]).toContain(text);
  });

  it('draws the number as Code 128 and QR', async () => {
    const { file } = await read(memberCardPdf([card], options));
    const boxes = [...file.matchAll(/^([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re$/gm)].map(([, ...n]) => n.map(Number));
    const bars = Math.ceil((await code128(card.number)).length / 2);
    const { size, dark } = await qrCode(card.number);
    // 20 mm a side: every dark square of it is drawn, however they are put together.
    const module = 56.692913 / size;
    const squares = boxes.filter(([, , , height = 0]) => Math.abs(height - module) < 0.01);
    const drawn = squares.reduce((sum, [, , width = 0]) => sum + Math.round(width / module), 0);
    expect(drawn).toBe(dark.filter(Boolean).length);
    expect(boxes.length - squares.length).toBe(1 + bars);
  });

  it('is one empty page for nobody', async () => {
    expect((await read(memberCardPdf([], options))).sizes).toHaveLength(1);
  });

  it('fails as a stream where there is no number to draw', async () => {
    await expect(buffer(memberCardPdf([{ ...card, number: '' }], options))).rejects.toThrow();
  });
});

const report: TableReport = {
  library: 'Perpustakaan Kota Contoh',
  title: 'Peminjaman terlambat',
  lines: ['Agustus 2026', 'Disusun oleh Budi'],
  columns: [
    { title: 'No.', width: 1, align: 'right' },
    { title: 'Judul', width: 6 },
    { title: 'Denda', width: 2, align: 'right' },
  ],
  rows: Array.from({ length: 120 }, (_, n) => [String(n + 1), `Buku nomor ${n + 1}`, 'Rp1.000']),
  totals: ['', 'Jumlah', 'Rp120.000'],
  empty: 'Tidak ada',
  pageLabel: 'Halaman {page} dari {pages}',
};

describe('tablePdf', () => {
  it('repeats the header and numbers the pages', async () => {
    const { pages } = await read(tablePdf(report, options));
    expect(pages).toHaveLength(3);
    for (const [at, page] of pages.entries()) {
      expect(page).toContain(`Halaman ${at + 1} dari 3`);
      expect(page.split('\n').filter((word) => word === 'Judul')).toHaveLength(1);
    }
    const all = pages.join('\n').split('\n');
    for (let n = 1; n <= 120; n += 1) expect(all.filter((text) => text === `Buku nomor ${n}`)).toHaveLength(1);
    expect(pages[0]).toContain('Peminjaman terlambat\nAgustus 2026\nDisusun oleh Budi');
    expect(pages[2]).toContain('Jumlah\nRp120.000');
  });

  it('lies down when asked', async () => {
    const { sizes } = await read(tablePdf({ ...report, rows: [['1', 'x', 'y']] }, { ...options, layout: 'landscape' }));
    expect(sizes).toEqual(['841.889764 595.275591']);
  });

  it('says when there is nothing', async () => {
    const { pages } = await read(tablePdf({ ...report, rows: [] }, options));
    expect(pages.join()).toContain('Tidak ada');
    expect(pages.join()).not.toContain('Jumlah');
  });

  it('takes rows as they come, and passes their failure on', async () => {
    const rows = async function* () {
      yield ['1', 'Pulang', 'Rp1'];
      throw new Error('database gone');
    };
    await expect(buffer(tablePdf({ ...report, rows: rows() }, options))).rejects.toThrow('database gone');
    await expect(buffer(tablePdf(report, { ...options, maxRows: 100 }))).rejects.toBeInstanceOf(PdfTooLong);
  });

  it('stops asking for rows when nobody reads any more', async () => {
    let closed = false;
    const endless = async function* () {
      try {
        for (;;) yield ['1', 'Pulang', 'Rp1'];
      } finally {
        closed = true;
      }
    };
    const stream = tablePdf({ ...report, rows: endless() }, { ...options, maxRows: 1e9 });
    setTimeout(() => stream.destroy(), 50);
    await expect.poll(() => closed, { timeout: 5000 }).toBe(true);
  });

  it('never loses a row, however long its texts', async () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.lorem({ maxCount: 300 }), fc.constant('x'.repeat(2000)));
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 12 }), async (cells) => {
        const rows = cells.map((text, n) => [`#${n}`, text, text]);
        const { pages } = await read(tablePdf({ ...report, rows }, options));
        const words = pages.join('\n').split('\n');
        expect(rows.every(([mark = '']) => words.includes(mark))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

const letterTo = (name: string, rows = [['Laskar Pelangi', '3 Agustus 2026', 'Rp14.000']]): Letter => ({
  corner: 'Kelas X-A',
  placeAndDate: 'Bandung, 17 Agustus 2026',
  to: ['Kepada Yth.', `Orang tua/wali dari ${name}`],
  subject: 'Perihal: buku yang belum dikembalikan',
  paragraphs: [`Dengan hormat, sampai hari ini ${name} belum mengembalikan buku berikut.`],
  rows,
  afterRows: ['Mohon dikembalikan sebelum 24 Agustus 2026.'],
  closing: 'Hormat kami,',
  signer: 'Dewi Lestari',
});

const letters: Letters = {
  title: 'Surat keterlambatan',
  library: { name: 'Perpustakaan Kota Contoh', lines: ['Jl. Merdeka 17, Bandung'] },
  columns: [
    { title: 'Judul', width: 5 },
    { title: 'Jatuh tempo', width: 2 },
    { title: 'Denda', width: 2, align: 'right' },
  ],
  letters: [letterTo('Ani'), letterTo('Budi')],
};

describe('letterPdf', () => {
  it('gives each addressee a page', async () => {
    const { pages } = await read(letterPdf(letters, options));
    expect(pages).toHaveLength(2);
    for (const [at, name] of ['Ani', 'Budi'].entries()) {
      const page = pages[at] ?? '';
      expect(page).toContain(`Orang tua/wali dari ${name}`);
      for (const text of ['Kelas X-A', 'Laskar Pelangi', 'Rp14.000', 'Dewi Lestari']) expect(page).toContain(text);
    }
  });

  it('goes on over the page when many books are late', async () => {
    const many = Array.from({ length: 60 }, (_, n) => [`Buku ${n}`, 'kemarin', 'Rp1']);
    const { pages } = await read(
      letterPdf({ ...letters, letters: [letterTo('Ani', many), letterTo('Budi')] }, options),
    );
    expect(pages).toHaveLength(3);
    expect(pages[1]).toContain('Dewi Lestari');
  });
});
