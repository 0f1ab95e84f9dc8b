import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tamper } from '../../../test/support/audit-log.ts';
import { openLibrary, type TestLibrary } from '../../../test/support/library.ts';
import type { JobDefinition } from '../../kernel/jobs.ts';
import { makeJobs } from './pg-boss.ts';

describe('the queues of jobs', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  const letter: JobDefinition = {
    name: 'uji.surat',
    title: { id: 'Surat', en: 'Letter' },
    retryLimit: 7,
    run: async () => {},
  };
  const queue = async () =>
    (
      await library.app.pool.query(
        `select retry_limit as "retryLimit", expire_seconds as expire, notify, updated_on from pgboss.queue where name = 'uji.surat'`,
      )
    ).rows[0];
  async function open(job: JobDefinition): Promise<void> {
    const jobs = makeJobs(library.database.owner, library.database.app.user);
    await jobs.open(library.app, [job], []);
    await jobs.stop();
  }

  it('are as the program wants them, also where an earlier version made them', async () => {
    await open(letter);
    expect(await queue()).toMatchObject({ retryLimit: 7, expire: 900, notify: false });
    await tamper(library, `update pgboss.queue set notify = true, retry_limit = 2 where name = 'uji.surat'`);
    await open({ ...letter, expireSeconds: 60 });
    expect(await queue()).toMatchObject({ retryLimit: 7, expire: 60, notify: false });
  });

  it('are left alone when they are right already', async () => {
    await open(letter);
    const before = await queue();
    await open(letter);
    expect(await queue()).toEqual(before);
  });
});
