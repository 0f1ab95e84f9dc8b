import type { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { createClient } from '../../../drivers/postgres/pool.ts';
import type { Told } from './count.ts';
import { type Leader, makeLeader } from './leader.ts';

const TOLD: Told = { zone: 'Asia/Jakarta', date: '2026-03-02', total: 7, at: '2026-03-02T03:00:00.000Z', id: 70 };

describe('one loop in the cluster', () => {
  let database: TestDatabase;
  let admin: Client;
  beforeAll(async () => {
    database = await testDatabase({ empty: true });
    admin = createClient(database.superuser ?? database.owner);
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await database.drop();
  });
  const instance = () => {
    const heard: Told[] = [];
    const clients: Client[] = [];
    const connect = async () => {
      const client = createClient(database.app);
      await client.connect();
      clients.push(client);
      return client;
    };
    const leader = makeLeader(connect, (told) => heard.push(told), pino({ level: 'silent' }));
    return { leader, heard, clients };
  };
  const together = async (...leaders: Leader[]): Promise<void> => {
    for (const leader of leaders) await leader.stop();
  };

  it('is led by one of two instances, which tells the other and not itself', async () => {
    const [one, two] = [instance(), instance()];
    expect([await one.leader.leads(), await two.leader.leads()]).toEqual([true, false]);
    expect([await one.leader.leads(), await two.leader.leads()]).toEqual([true, false]);
    await one.leader.tell(TOLD);
    await expect.poll(() => two.heard).toEqual([TOLD]);
    expect(one.heard).toEqual([]);
    await together(one.leader, two.leader);
  });

  it('is taken over when the leader’s connection is cut, and the old leader follows', async () => {
    const [one, two] = [instance(), instance()];
    await one.leader.leads();
    await two.leader.leads();
    const { rows } = await (one.clients[0] as Client).query('select pg_backend_pid() as pid');
    await admin.query('select pg_terminate_backend($1)', [rows[0].pid]);
    await expect.poll(() => two.leader.leads()).toBe(true);
    await expect.poll(() => one.leader.leads()).toBe(false);
    await two.leader.tell(TOLD);
    await expect.poll(() => one.heard).toEqual([TOLD]);
    await together(one.leader, two.leader);
  });

  it('says nothing while nobody else listens: a notice is a write', async () => {
    const overheard: string[] = [];
    const eavesdropper = createClient(database.app);
    await eavesdropper.connect();
    eavesdropper.on('notification', ({ payload }) => overheard.push(payload ?? ''));
    await eavesdropper.query('listen pustaka_today');
    const [one, two] = [instance(), instance()];
    await one.leader.leads();
    await one.leader.tell(TOLD);
    await eavesdropper.query("select pg_notify('pustaka_today', 'alone')");
    await expect.poll(() => overheard).toEqual(['alone']);
    await two.leader.leads();
    await one.leader.tell(TOLD);
    await expect.poll(() => overheard).toEqual(['alone', JSON.stringify(TOLD)]);
    await two.leader.stop();
    await one.leader.tell(TOLD);
    await eavesdropper.query("select pg_notify('pustaka_today', 'alone again')");
    await expect.poll(() => overheard.at(-1)).toBe('alone again');
    expect(overheard).toHaveLength(3);
    await together(one.leader);
    await eavesdropper.end();
  });

  it('listens to nothing that is not a count', async () => {
    const [one, two] = [instance(), instance()];
    await one.leader.leads();
    await two.leader.leads();
    for (const payload of ['', '{}', 'null', '{"total":1}'])
      await admin.query('select pg_notify($1, $2)', ['pustaka_today', payload]);
    await one.leader.tell(TOLD);
    await expect.poll(() => two.heard).toEqual([TOLD]);
    await together(one.leader, two.leader);
  });
});
