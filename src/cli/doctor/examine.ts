import { makeApp } from '../../app.ts';
import { dataRootOf } from '../../database.ts';
import { makeLogger } from '../../drivers/log/pino.ts';
import { PostgresProblem, type PostgresServer } from '../../drivers/postgres/index.ts';
import { systemClock } from '../../kernel/clock.ts';
import { configProblems } from '../../kernel/config.ts';
import { type Locale, translate } from '../../kernel/i18n.ts';
import { Problem } from '../../problem.ts';
import { startConfig } from '../../start-config.ts';
import { withDatabase } from '../context.ts';
import { databaseClock, longTransactions, migrations, server, strayFacts } from './database.ts';
import { type Finding, findingIn, type Patient, type Tell } from './finding.ts';
import * as machine from './machine.ts';
import * as work from './work.ts';

/** Everything that can be looked at; what cannot be reached is itself a finding. */
export async function examine(env: NodeJS.ProcessEnv, locale: Locale): Promise<Finding[]> {
  const tell = findingIn(locale);
  const wrong = configProblems(env).length > 0;
  const patient: Patient = { env, locale, dataRoot: wrong ? '' : dataRootOf(env) };
  const basics = [...machine.node(patient, tell), ...machine.config(patient, tell)];
  if (wrong) return basics;
  const folder = [
    ...machine.clock(patient, tell),
    ...(await machine.dataFolder(patient, tell)),
    ...machine.secrets(patient, tell),
  ];
  const database = await withDatabase({}, (postgres) => insideOf(postgres, patient, tell)).catch((error: unknown) => [
    tell('broken', 'database', 'doctor.no_database', { reason: wordsOf(error, locale) }),
  ]);
  return [...basics, ...folder, ...database];
}

async function insideOf(postgres: PostgresServer, patient: Patient, tell: Tell): Promise<Finding[]> {
  const found = [...server(postgres, tell), ...(await migrations(postgres, tell))];
  if (found.some(({ state }) => state === 'broken')) return found;
  const { env, dataRoot } = patient;
  const clock = systemClock(startConfig(env).PUSTAKA_CLOCK_OFFSET);
  const app = makeApp({ postgres, env, dataRoot, clock, log: makeLogger('silent', process.stderr), poolSize: 2 });
  const unwell = (error: unknown) => [
    tell('broken', 'database', 'doctor.no_database', { reason: wordsOf(error, patient.locale) }),
  ];
  const looks = [
    () => databaseClock(app, tell),
    () => longTransactions(app, postgres, tell),
    () => work.setUp(app, tell),
    async () => work.mail(app, tell),
    () => work.backups(app, postgres, tell),
    () => work.schedules(app, tell),
    () => work.deadLetters(app, tell),
    () => strayFacts(postgres, tell),
  ];
  try {
    for (const look of looks) found.push(...(await look().catch(unwell)));
    return found;
  } finally {
    await app.drivers.cache.close();
    await app.pool.end();
  }
}

function wordsOf(error: unknown, locale: Locale): string {
  if (error instanceof Problem) return translate(locale, error.code, error.params);
  if (error instanceof PostgresProblem) return translate(locale, error.code, error.values);
  return error instanceof Error ? error.message : String(error);
}
