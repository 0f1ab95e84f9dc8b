import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromDist, root } from './lib/dist.ts';
import { median } from './lib/figures.ts';
import { atLeast, type Line, type Report } from './lib/report.ts';

const DATA = join(root, '../shared/data/marc');
const RECORDS = 200_000;
const ROUNDS = 5;
const CHUNK = 64 * 1024;
/** Real records of a union catalogue, of the Library of Congress with many scripts, and MARC-8 with every kind of mark. */
const FILES = {
  'UTF-8': 'marc4j_pride-and-prejudice-fixed.mrc',
  'UTF-8, many scripts': 'traject_test_data.utf8.mrc',
  'MARC-8': 'marc4j_brkrtest.mrc',
};

export const about = 'reading and writing MARC, one core, no database';

/** Of the processor, with the collector's threads: the same on a machine that is shared. */
const seconds = (from: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
};

async function codec() {
  const { Iso2709Reader } =
    await fromDist<typeof import('../src/lib/marc/iso2709/read.ts')>('lib/marc/iso2709/read.js');
  const { encodeIso2709 } =
    await fromDist<typeof import('../src/lib/marc/iso2709/write.ts')>('lib/marc/iso2709/write.js');
  const { encodeMarcXml } = await fromDist<typeof import('../src/lib/marc/xml/write.ts')>('lib/marc/xml/write.js');
  const { encodeMarcJson } = await fromDist<typeof import('../src/lib/marc/json/write.ts')>('lib/marc/json/write.js');
  return { Iso2709Reader, encodeIso2709, encodeMarcXml, encodeMarcJson };
}
type Codec = Awaited<ReturnType<typeof codec>>;

function read({ Iso2709Reader }: Codec, file: Buffer, wanted: number): { rate: number; peak: number } {
  const reader = new Iso2709Reader();
  const start = process.cpuUsage();
  let [count, peak] = [0, 0];
  while (count < wanted) {
    for (let at = 0; at < file.length; at += CHUNK) count += reader.push(file.subarray(at, at + CHUNK)).length;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  return { rate: (count + reader.end().length) / seconds(start), peak };
}

export async function bench(): Promise<Report> {
  if (!existsSync(DATA)) return { notes: [`There are no MARC files in ${DATA}.`], lines: [] };
  const made = await codec();
  const lines: Line[] = [];
  let peak = 0;
  for (const [name, file] of Object.entries(FILES)) {
    const bytes = readFileSync(join(DATA, file));
    const rounds = Array.from({ length: ROUNDS }, () => read(made, bytes, RECORDS / ROUNDS));
    peak = Math.max(peak, ...rounds.map((round) => round.peak));
    const bar = name === 'MARC-8' ? {} : { bar: atLeast(30_000, 'figure') };
    lines.push({
      what: `read ISO 2709, ${name}`,
      figure: median(rounds.map(({ rate }) => rate)),
      unit: 'records/s',
      ...bar,
    });
  }
  lines.push(...writing(made), { what: 'memory at its highest', figure: peak / 1e6, unit: 'MB' });
  return {
    notes: [
      `${RECORDS} records of each file in chunks of 64 kB, median of ${ROUNDS} rounds, seconds of processor time`,
    ],
    lines,
  };
}

function writing(made: Codec): Line[] {
  const file = readFileSync(join(DATA, FILES['UTF-8, many scripts']));
  const records = new made.Iso2709Reader().push(file).flatMap((one) => (one.ok ? [one.record] : []));
  const ways = {
    'ISO 2709': (record: (typeof records)[number]) => made.encodeIso2709(record),
    'ISO 2709 in MARC-8': (record: (typeof records)[number]) => made.encodeIso2709(record, 'marc-8'),
    MARCXML: made.encodeMarcXml,
    'MARC-in-JSON': made.encodeMarcJson,
  };
  return Object.entries(ways).map(([name, write]) => {
    const rates = Array.from({ length: ROUNDS }, () => {
      const start = process.cpuUsage();
      let count = 0;
      for (; count < 20_000; count++) write(records[count % records.length] ?? { leader: '', fields: [] });
      return count / seconds(start);
    });
    const bar = name === 'ISO 2709 in MARC-8' ? {} : { bar: atLeast(10_000, 'figure') };
    return { what: `write ${name}`, figure: median(rates), unit: 'records/s', ...bar };
  });
}
