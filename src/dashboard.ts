import type { Asked } from './database.ts';
import type { Env } from './kernel/config.ts';
import { translate } from './kernel/i18n.ts';
import { slimsProblem } from './modules/slims/index.ts';
import { EXIT, Problem } from './problem.ts';

/** What waiting mends is told and waited for; what it does not mend is refused before anything is started. */
export async function expectSlims(env: Env, { say }: Asked): Promise<void> {
  const found = await slimsProblem(env);
  if (found === 'none') throw new Problem('cli.dashboard_no_slims', {}, EXIT.usage);
  if (!found) return;
  if (!found.mayPass) throw found.failure;
  const { reason, options } = found.failure;
  say(`${translate('en', reason, options.params)} Waiting for it ...`);
}
