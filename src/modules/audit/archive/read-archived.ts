import { existsSync } from 'node:fs';
import type { Sql } from '../../../kernel/context.ts';
import { prepared } from '../../../kernel/prepared.ts';
import type { LeafFact } from '../leaf.ts';
import type { FoundFact, Seal } from '../verify/sealed-facts.ts';
import { KEPT_MONTHS, monthsBack } from './archive-months.ts';
import { monthFile, monthFolder, readLines } from './files.ts';

/** 'expired': older than what is kept; 'lost': the month's file is gone or cannot be read. */
export type FromArchive = FoundFact | 'expired' | 'lost' | undefined;

export interface ArchivedFacts {
  /** Undefined for a fact of a month that is still live. Seals are asked for in the order of their positions. */
  factOf(seal: Seal): Promise<FromArchive>;
  close(): Promise<void>;
}

interface Month {
  factAt(position: number): Promise<FromArchive>;
  close(): Promise<void>;
}

const archived = prepared<{ month: string }>('audit.archive.month', 'select month from fact_archives where month = $1');

export function archivedFacts(sql: Sql, dataRoot: string, now: Date): ArchivedFacts {
  const months = new Map<string, Month | null>();
  const opened = async (month: string): Promise<Month | null> => {
    const known = await archived.one(sql, [month]);
    return known ? openMonth(dataRoot, month, monthsBack(now, KEPT_MONTHS)) : null;
  };
  return {
    async factOf(seal) {
      const month = `${seal.at.slice(0, 7)}-01`;
      const open = months.get(month) ?? (await opened(month));
      months.set(month, open);
      return open?.factAt(seal.position);
    },
    async close() {
      for (const month of months.values()) await month?.close();
    },
  };
}

function openMonth(dataRoot: string, month: string, oldest: string): Month {
  const folder = monthFolder(dataRoot, month);
  if (!existsSync(monthFile(folder, 'facts'))) {
    return { factAt: async () => (month < oldest ? 'expired' : 'lost'), close: async () => undefined };
  }
  const facts = byPosition(readLines<LeafFact & { position: number }>(monthFile(folder, 'facts')));
  const details = byPosition(
    readLines<{ position: number; salt: string; body: unknown }>(monthFile(folder, 'details')),
  );
  let damaged = false;
  return {
    async factAt(position) {
      if (damaged) return 'lost';
      try {
        const fact = await facts.at(position);
        const detail = await details.at(position);
        return fact && { ...fact, salt: detail ? Buffer.from(detail.salt, 'hex') : null, body: detail?.body };
      } catch {
        damaged = true;
        return 'lost';
      }
    },
    async close() {
      await facts.close();
      await details.close();
    },
  };
}

/** Lines ascend by position, and so do the questions. */
function byPosition<T extends { position: number }>(lines: AsyncGenerator<T>) {
  let next: T | undefined;
  return {
    async at(position: number): Promise<T | undefined> {
      while ((next?.position ?? -1) < position) {
        const read = await lines.next();
        if (read.done) return undefined;
        next = read.value;
      }
      return next?.position === position ? next : undefined;
    },
    close: () => lines.return(undefined),
  };
}
