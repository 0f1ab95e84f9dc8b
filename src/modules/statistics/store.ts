import type { App, Sql } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { isName, type Part, SHAPES, type Snapshot } from './snapshots.ts';

interface Row {
  name: string;
  generatedAt: Date;
  ttlSeconds: number;
  data: unknown;
}

const all = prepared<Row>(
  'statistics.snapshots',
  `select name, generated_at as "generatedAt", ttl_seconds as "ttlSeconds", data from statistics_snapshots where source = $1`,
);

/** What was frozen last; a row this version cannot read is as good as none. */
export async function loadSnapshots(sql: Sql, source: string): Promise<Snapshot[]> {
  return (await all.all(sql, [source])).flatMap(({ name, generatedAt, ttlSeconds, data }) => {
    if (!isName(name)) return [];
    const parsed = SHAPES[name].safeParse(data);
    return parsed.success ? [{ name, generatedAt, ttlSeconds, data: parsed.data }] : [];
  });
}

const put = prepared(
  'statistics.snapshots.put',
  `insert into statistics_snapshots (source, name, generated_at, ttl_seconds, data)
   select $1, r.name, $2, $3, r.data from jsonb_to_recordset($4::jsonb) as r(name text, data jsonb)
   on conflict (source, name) do update
     set generated_at = excluded.generated_at, ttl_seconds = excluded.ttl_seconds, data = excluded.data
     where statistics_snapshots.generated_at <= excluded.generated_at`,
);

/** All of one pass at once: nobody sees half of it. */
export async function saveSnapshots(sql: Sql, source: string, snapshots: readonly Snapshot[]): Promise<void> {
  const [first] = snapshots;
  if (!first) return;
  const rows = snapshots.map(({ name, data }) => ({ name, data }));
  await put.all(sql, [source, first.generatedAt, first.ttlSeconds, JSON.stringify(rows)]);
}

export interface Run {
  part: Part;
  startedAt: Date;
  finishedAt: Date;
  ok: boolean;
  error: string | null;
}

const runs = prepared<Run>(
  'statistics.runs',
  `select part, started_at as "startedAt", finished_at as "finishedAt", ok, error from statistics_runs where source = $1`,
);
export const loadRuns = (sql: Sql, source: string): Promise<Run[]> => runs.all(sql, [source]);

const putRun = prepared(
  'statistics.runs.put',
  `insert into statistics_runs (source, part, started_at, finished_at, ok, error) values ($1, $2, $3, $4, $5, $6)
   on conflict (source, part) do update set started_at = excluded.started_at, finished_at = excluded.finished_at,
     ok = excluded.ok, error = excluded.error`,
);
export async function saveRun({ pool }: App, source: string, run: Run): Promise<void> {
  await putRun.all(pool, [source, run.part, run.startedAt, run.finishedAt, run.ok, run.error]);
}
