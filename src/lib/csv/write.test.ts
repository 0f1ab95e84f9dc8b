import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { csvRow, csvStream } from './write.ts';

describe('csvRow', () => {
  it.each([
    [['Pulang', 12000, 3n, true, null, undefined], 'Pulang,12000,3,true,,\r\n'],
    [['a,b', 'kata "ini"', 'dua\nbaris', ' tepi '], '"a,b","kata ""ini""","dua\nbaris"," tepi "\r\n'],
    [['=1+1', '+62812', '-5', '@x'], "'=1+1,'+62812,'-5,'@x\r\n"],
    [['\t=1', '\r=1', '\0x', ' =1', '＝1'], `"'\t=1","'\r=1",'\0x,' =1,'＝1\r\n`],
    [[-5, 1.5, Number.NaN, Number.POSITIVE_INFINITY], '-5,1.5,,\r\n'],
    [["O'Brien", "'=x"], "O'Brien,''=x\r\n"],
  ])('writes case %#', (values, line) => {
    expect(csvRow(values)).toBe(line);
  });

  it('quotes every separator a spreadsheet may choose', () => {
    expect(csvRow(['a;b', 'a,b'], ';')).toBe('"a;b";"a,b"\r\n');
  });
});

describe('csvStream', () => {
  it('begins with the mark, then header and rows', async () => {
    const rows = async function* () {
      yield ['Pulang', 1];
      yield ['Laut Bercerita', 2];
    };
    const text = (await buffer(csvStream(['Judul', 'Jumlah'], rows()))).toString();
    expect(text).toBe('\ufeffJudul,Jumlah\r\nPulang,1\r\nLaut Bercerita,2\r\n');
  });

  it('writes many rows in few chunks and passes a failure on', async () => {
    const chunks = await csvStream(
      ['n'],
      Array.from({ length: 50_000 }, (_, n) => [n]),
    ).toArray();
    expect(chunks.length).toBeLessThan(20);
    const failing = async function* () {
      yield ['1'];
      throw new Error('database gone');
    };
    await expect(buffer(csvStream(['n'], failing()))).rejects.toThrow('database gone');
  });
});
