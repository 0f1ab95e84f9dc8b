import { z } from 'zod';
import { scopeFor } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { FileReply } from '../../../kernel/http/route.ts';
import { trimmed, Uuid } from '../../../kernel/validation.ts';
import { verb } from '../../../kernel/verb.ts';
import { localDateIn } from '../../../lib/calendar/zone.ts';
import { letterPdf } from '../../../lib/pdf/letter.ts';
import { readSettings } from '../../settings/index.ts';
import { branchWithin, reachOf } from '../asked.ts';
import { needsNames, nobodyLate, tooManyLetters } from '../errors.ts';
import { lettersTo, personsLate } from '../letters.ts';
import { memberNames } from '../names.ts';
import { inSnapshot } from '../snapshot.ts';
import { readLate, reckon } from '../subjects/late-loans.ts';

/** Drawn at once, while nothing else runs: some two seconds. */
const MOST = 500;
const MOST_LOANS = 10_000;

/** A letter for everyone who is late now, in the order in which classes hand them out. */
export const printOverdueLetters = verb({
  name: 'reports.overdueLetters',
  permission: 'reports:generate',
  input: z.strictObject({
    className: trimmed(50).optional(),
    branchId: Uuid.optional(),
    format: z.literal('pdf').default('pdf'),
  }),
  async prepare(ctx, { className, branchId }) {
    const branch = branchId === undefined ? null : await branchWithin(ctx, branchId);
    const branches = branch ? [branch.id] : reachOf(ctx);
    requireNames(ctx, branches);
    const asked = { at: ctx.now, branches, className, limit: MOST_LOANS };
    const rows = await inSnapshot(ctx, (sql) => readLate(sql, asked));
    const { loans, total } = await reckon(ctx, rows, ctx.now);
    const ids = loans.map((loan) => loan.memberId);
    const persons = personsLate(loans, await memberNames(ctx, ids, branches));
    if (persons.length === 0) throw nobodyLate();
    if (persons.length > MOST || total > loans.length) throw tooManyLetters(MOST);
    return { persons, loans: loans.length, branch };
  },
  async run(ctx, { className, branchId }, { persons, loans, branch }): Promise<FileReply> {
    const settings = await readSettings(ctx);
    const today = localDateIn(branch?.timeZone ?? settings.timeZone, ctx.now);
    const name = ['surat-keterlambatan', today, className].filter(Boolean).join('-').concat('.pdf');
    ctx.record('overdue-letters.printed', {
      type: 'EXPORT',
      id: today,
      name,
      new: { className: className ?? null, branchId: branchId ?? null, letters: persons.length, loans },
      branchId,
    });
    const letters = lettersTo(ctx, persons, { settings, branch, today });
    return { type: 'application/pdf', name, body: letterPdf(letters, { createdAt: ctx.now, lang: ctx.locale }) };
  },
});

/** Every name must be within reach: a letter left out would go unnoticed. */
function requireNames(ctx: Ctx, branches: readonly string[] | null): void {
  const scope = scopeFor(ctx.actor, 'member:read');
  if (scope?.kind === 'all') return;
  const named = scope?.kind === 'branches' ? scope.ids : [];
  if (!branches || branches.length === 0 || !branches.every((id) => named.includes(id))) throw needsNames();
}
