import { z } from 'zod';
import { ANYONE } from '../../../kernel/access.ts';
import { type Ctx, systemActor, type VerbCtx } from '../../../kernel/context.ts';
import { failure, invalid } from '../../../kernel/errors.ts';
import { parseInput } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { createStaffAccount, hashPassword, openBrowserSession, requireStrong } from '../../identity/index.ts';
import { arrangeLibrary } from '../arrange.ts';
import { requireDemo } from '../demo.ts';
import { dropDraft, readDraft, storeAnswer } from '../draft.ts';
import { SetupAnswers, SetupInput, STEP_INPUT, STEPS } from '../input.ts';
import { isSetUp, lockSetup } from '../queries.ts';
import { endSetupLinks, isSetupToken } from '../token.ts';

const done = () => failure('NOT_FOUND', 'setup.done');

/** The first run in one go, by command line or program: exactly one of two at once makes the administrator. */
export const completeSetup = verb({
  name: 'setup.complete',
  permission: ANYONE,
  input: SetupInput,
  async prepare(ctx, input) {
    await requireLink(ctx, input.token);
    if (input.demo) requireDemo();
    requireStrong(input.password, [input.name, input.email, input.libraryName]);
    return { passwordHash: await hashPassword(input.password) };
  },
  async run(ctx, { token, password: _password, ...answers }, { passwordHash }) {
    await lockSetup(ctx);
    await requireLink(ctx, token);
    return makeLibrary(ctx, answers, passwordHash);
  },
});

/** One question of the first run, kept until all are answered. */
export const answerStep = verb({
  name: 'setup.answer',
  permission: ANYONE,
  input: z.strictObject({
    token: z.string().max(200),
    step: z.enum(STEPS),
    answer: z.record(z.string(), z.unknown()),
  }),
  async prepare(ctx, { token, step, answer }) {
    await requireLink(ctx, token);
    const parsed: Record<string, unknown> = parseInput(STEP_INPUT[step], answer, ctx.locale);
    const { password, ...kept } = parsed;
    if (kept.demo === true) requireDemo();
    if (typeof password !== 'string') return { kept, passwordHash: null };
    requireStrong(password, [String(kept.name), String(kept.email)]);
    return { kept, passwordHash: await hashPassword(password) };
  },
  async run(ctx, { token, step }, { kept, passwordHash }): Promise<{ step: string }> {
    await lockSetup(ctx);
    await requireLink(ctx, token);
    await storeAnswer(ctx, step, kept, passwordHash);
    ctx.record('setup.answered', { type: 'UPDATE', id: step });
    return { step };
  },
});

/** All questions are answered: the library is made, and whoever answered is signed in. */
export const finishSetup = verb({
  name: 'setup.finish',
  permission: ANYONE,
  input: z.strictObject({ token: z.string().max(200) }),
  async run(ctx, { token }): Promise<{ secret: string; demo: boolean }> {
    await lockSetup(ctx);
    await requireLink(ctx, token);
    const { answers, passwordHash } = await readDraft(ctx.sql);
    if (!passwordHash) throw invalid('password', 'setup.short_password');
    const input = parseInput(SetupAnswers, Object.assign({}, ...Object.values(answers)), ctx.locale);
    const { accountId } = await makeLibrary(ctx, input, passwordHash);
    const { secret } = await openBrowserSession(ctx, { id: accountId, name: input.name });
    return { secret, demo: input.demo };
  },
});

async function makeLibrary(ctx: VerbCtx, input: SetupAnswers, passwordHash: string) {
  const { email, name, locale } = input;
  const roles = [{ role: 'SUPER_ADMIN', scope: 'all', branchId: null }] as const;
  const accountId = await createStaffAccount(ctx, { email, name, locale, passwordHash, roles });
  await arrangeLibrary({ ...ctx, actor: systemActor('setup') }, input);
  await endSetupLinks(ctx);
  await dropDraft(ctx);
  if (input.demo) await ctx.enqueue('setup.demo', {});
  ctx.record('setup.completed', {
    type: 'CREATE',
    id: 'setup',
    name: input.libraryName,
    new: { preset: input.preset, demo: input.demo },
  });
  ctx.touch('*');
  return { accountId, email };
}

/** The system itself (a command on this machine) needs no link. */
async function requireLink(ctx: Ctx, token: string | undefined): Promise<void> {
  if (await isSetUp(ctx.sql)) throw done();
  if (ctx.actor.kind === 'system') return;
  if (!(await isSetupToken(ctx, token))) throw failure('FORBIDDEN', 'setup.bad_link');
}
