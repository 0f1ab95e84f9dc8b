import { type MysqlReader, mysqlPlace, mysqlReader } from '../../drivers/mysql/reader.ts';
import { failure } from '../../kernel/errors.ts';
import type { StatisticsSource } from '../statistics/index.ts';
import { countBooks } from './books.ts';
import { readSchema } from './schema.ts';
import { countDay, countOn, type Floor, floorAt } from './today.ts';
import { countVisits } from './visitors.ts';

export interface SlimsOptions {
  url: string;
  timeZone: string;
}

/** The numbers of a running SLiMS: read, never written; its tables stay as they are. */
export function slimsSource({ url, timeZone }: SlimsOptions): StatisticsSource {
  const reader = mysqlReader(url, 'slims');
  const place = mysqlPlace(url);
  let floor: Floor | undefined;
  return {
    // What was frozen of one library must not be shown for another.
    name: `slims ${place}`,
    modes: ['direct', 'delta'],
    timeZone: async () => timeZone,
    check: () => check(reader, place),
    async baseline(day) {
      const counted = await countDay(reader, day, floor);
      floor = counted.floor;
      return counted.count;
    },
    advance: (day, from) => countOn(reader, day, from),
    async visitors(asked) {
      asked.signal.throwIfAborted();
      const { figures, before } = await countVisits(reader, await readSchema(reader), asked);
      floor = floorAt(asked.today, before);
      return figures;
    },
    async books(asked) {
      asked.signal.throwIfAborted();
      return countBooks(reader, await readSchema(reader), asked);
    },
    close: () => reader.close(),
  };
}

async function check(reader: MysqlReader, place: string): Promise<void> {
  const { missing } = await readSchema(reader).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw failure('UNAVAILABLE', 'slims.unreachable', { params: { place, reason }, cause: error });
  });
  if (missing.length === 0) return;
  throw failure('UNAVAILABLE', 'slims.not_slims', { params: { place, missing: missing.join(', ') } });
}
