import { freeBytes } from '../../drivers/files/free-space.ts';
import type { HealthPart } from '../../kernel/module.ts';
import { deadReactions } from './dead-reactions.ts';
import { scheduleStories } from './schedule-states.ts';

/** Below this a database may have to stop in the middle of a day. */
export const LEAST_FREE_BYTES = 512 * 1024 * 1024;
/** What was missed while the program was down is caught up in its first minutes. */
const CATCHING_UP_SECONDS = 300;

const mail: HealthPart = {
  name: 'mail',
  check: async ({ drivers }) => ({ ok: true, kind: drivers.mail.kind }),
};

const disk: HealthPart = {
  name: 'disk',
  async check({ dataRoot }) {
    const free = await freeBytes(dataRoot);
    return { ok: free >= LEAST_FREE_BYTES, freeBytes: free };
  },
};

/** Dead letters are shown, but a thing that waits for a person does not make the service unwell. */
const schedules: HealthPart = {
  name: 'schedules',
  async check({ pool, clock, jobs }) {
    const stories = await scheduleStories(pool, clock.now());
    const late = stories.filter((story) => story.late).map(({ name }) => name);
    const failing = stories.filter((story) => story.lastOk === false).map(({ name }) => name);
    const { failed = 0 } = await jobs.counts();
    const dead = (await deadReactions(pool)).length;
    const caughtUp = process.uptime() > CATCHING_UP_SECONDS;
    return { ok: !(caughtUp && late.length > 0), late, failing, failedJobs: failed, deadReactions: dead };
  },
};

export const operationsHealth = [mail, disk, schedules];
