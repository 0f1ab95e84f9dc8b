import type { Sql, VerbCtx } from '../../kernel/context.ts';
import { prepared } from '../../kernel/prepared.ts';
import { STEPS, type Step } from './input.ts';

/** What the first run was told so far. Of the password only its hash is kept. */
export interface Draft {
  answers: Readonly<Partial<Record<Step, Record<string, unknown>>>>;
  passwordHash: string | null;
}
const EMPTY: Draft = { answers: {}, passwordHash: null };

const read = prepared<{ answers: Draft['answers']; passwordHash: string | null }>(
  'setup.draft.read',
  'select answers, password_hash as "passwordHash" from setup_drafts',
);
export const readDraft = async (sql: Sql): Promise<Draft> => (await read.one(sql, [])) ?? EMPTY;

const store = prepared(
  'setup.draft.store',
  `insert into setup_drafts (answers, password_hash, updated_at) values ($1, $2, $3)
   on conflict (id) do update set answers = setup_drafts.answers || excluded.answers,
     password_hash = coalesce(excluded.password_hash, setup_drafts.password_hash), updated_at = excluded.updated_at`,
);
export async function storeAnswer(
  ctx: VerbCtx,
  step: Step,
  answer: Record<string, unknown>,
  passwordHash: string | null,
): Promise<void> {
  await store.all(ctx.sql, [JSON.stringify({ [step]: answer }), passwordHash, ctx.now]);
}

const drop = prepared('setup.draft.drop', 'delete from setup_drafts');
export const dropDraft = (ctx: VerbCtx): Promise<unknown> => drop.all(ctx.sql, []);

/** Where to go on: the first question without an answer, else the last. */
export const nextStep = (draft: Draft): Step => STEPS.find((step) => !draft.answers[step]) ?? 'content';
