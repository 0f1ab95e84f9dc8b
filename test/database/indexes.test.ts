import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../support/library.ts';

describe('indexes', () => {
  let library: TestLibrary;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  /** The plan when neither reading everything nor sorting is thought cheap, as it is not in a large library. */
  async function planOf(sql: string): Promise<string> {
    const client = await library.app.pool.connect();
    try {
      for (const way of ['seqscan', 'sort', 'bitmapscan']) await client.query(`set enable_${way} = off`);
      const { rows } = await client.query(`explain ${sql}`);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    } finally {
      client.release(true);
    }
  }

  it('serve the loans of one branch, newest first', async () => {
    const plan = await planOf(
      `select id from borrowings where branch_id = '${library.cast.central}' order by borrow_date desc, id desc limit 21`,
    );
    expect(plan).toContain('borrowings_branch');
    expect(plan).not.toContain('Sort');
  });

  it('serve the members of one import, part by part', async () => {
    const plan = await planOf(
      `select id from members where batch_id = '${library.cast.central}' and id > '${library.cast.central}' order by id limit 500`,
    );
    expect(plan).toContain('members_batch');
    expect(plan).not.toContain('Sort');
  });
});
