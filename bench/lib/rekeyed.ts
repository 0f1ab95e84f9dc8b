import { once } from 'node:events';
import { createWriteStream, existsSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { MarcField, MarcRecord } from '../../src/lib/marc/record.ts';
import { fromDist, root } from './dist.ts';

export const MARC_DATA = join(root, '../shared/data/marc');
/** Real records of a union catalogue and of the Library of Congress, in UTF-8 and MARC-8. */
const FILES = [
  'marc4j_pride-and-prejudice-fixed.mrc',
  'traject_test_data.utf8.mrc',
  'marc4j_brkrtest.mrc',
  'pymarc_marc.dat',
  'debian_idzebra_sample-marc.mrc',
  'marc4j_065001035.mrc',
];

const isbn = (n: number): string => {
  const first = `979${String(n).padStart(9, '0')}`;
  const sum = [...first].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return first + String((10 - (sum % 10)) % 10);
};

const appended = (field: MarcField, text: string): MarcField =>
  'value' in field
    ? field
    : {
        ...field,
        subfields: field.subfields.map((each) =>
          each.code === 'a'
            ? { ...each, value: each.value.replace(/(\s*[/:;,.])?$/, (end) => ` ${text}${end}`) }
            : each,
        ),
      };

/** The same record under a number of its own: another title and ISBN, every other round another author, now and then other subjects. */
function rekeyed(record: MarcRecord, n: number, round: number): MarcRecord {
  const fields = record.fields.flatMap((field): MarcField[] => {
    if (['001', '003', '020'].includes(field.tag)) return [];
    if (round === 0) return [field];
    if (field.tag === '245') return [appended(field, `${round}`)];
    if (field.tag === '100' || field.tag === '700') return [appended(field, `${Math.floor(round / 2)}`)];
    return [field.tag === '650' && round % 10 === 0 ? appended(field, `${round}`) : field];
  });
  const own: MarcField[] = [
    { tag: '001', value: `bench-${n}` },
    { tag: '003', value: 'BENCH' },
    ...(n % 3 === 0 ? [] : [{ tag: '020', indicators: '  ', subfields: [{ code: 'a', value: isbn(n) }] }]),
  ];
  return { leader: record.leader, fields: [...own, ...fields] };
}

/** So many records in one file, made once. */
export async function rekeyedFile(count: number): Promise<string> {
  const path = join(tmpdir(), `pustaka-rekeyed-${count}.mrc`);
  if (existsSync(path)) return path;
  const { Iso2709Reader } =
    await fromDist<typeof import('../../src/lib/marc/iso2709/read.ts')>('lib/marc/iso2709/read.js');
  const { encodeIso2709 } =
    await fromDist<typeof import('../../src/lib/marc/iso2709/write.ts')>('lib/marc/iso2709/write.js');
  const base = FILES.flatMap((name) => {
    const reader = new Iso2709Reader();
    const reads = [...reader.push(readFileSync(join(MARC_DATA, name))), ...reader.end()];
    return reads.flatMap((read) =>
      read.ok && read.record.fields.some(({ tag }) => tag === '245') ? [read.record] : [],
    );
  });
  const out = createWriteStream(`${path}.new`);
  for (let n = 0; n < count; n++) {
    const record = base[n % base.length];
    if (!record) throw new Error(`there are no records in ${MARC_DATA}`);
    const room = out.write(encodeIso2709(rekeyed(record, n, Math.floor(n / base.length))));
    if (!room) await once(out, 'drain');
  }
  await finished(out.end());
  renameSync(`${path}.new`, path);
  return path;
}
