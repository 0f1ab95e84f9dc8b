import type { Connection } from 'mysql2/promise';
import { loadSlims } from '../../test/support/slims-dump.ts';

export const VISITS = 2_000_000;
export const LOANS = 1_000_000;
const MEMBERS = 50_000;
const TITLES = 100_000;
const ITEMS = 200_000;
const YEARS = 5;

/** The same number for the same row each time; small ones often, as with readers and titles. */
const skewed = (seed: string, upTo: number): string => `floor(pow(rand(${seed}), 2) * ${upTo})`;
const ago = (n: string, rows: number): string =>
  `date_sub(@now, interval floor((${rows} - ${n}) * ${YEARS * 365 * 86_400} / ${rows}) second)`;

const STEPS: readonly [string, string][] = [
  [
    'members',
    `insert into member (member_id, member_name, gender, expire_date, is_pending)
    select concat('A', lpad(seq, 6, '0')), concat('Pembaca ', seq), seq % 2, '2030-12-31', 0 from seq_1_to_${MEMBERS}`,
  ],
  ['titles', `insert into biblio (title, input_date) select concat('Judul ', seq), @now from seq_1_to_${TITLES}`],
  [
    'items',
    `insert into item (item_code, biblio_id, coll_type_id, location_id, item_status_id, input_date)
    select concat('S', lpad(seq, 7, '0')), 16 + (seq - 1) % ${TITLES}, 1, 'SL', '0', @now from seq_1_to_${ITEMS}`,
  ],
  // A fourth are guests. The last half hour of the newest visits is of today.
  [
    'visits',
    `insert into visitor_count (member_id, member_name, institution, checkin_date)
    select if(seq % 4 = 0, null, concat('A', lpad(1 + ${skewed('seq', MEMBERS)}, 6, '0'))), 'Nama', 'SMA Contoh', ${ago('seq', VISITS)}
    from seq_1_to_${VISITS}`,
  ],
  [
    'loans',
    `insert into loan (item_code, member_id, loan_date, due_date, renewed, is_lent, is_return, return_date, input_date)
    select concat('S', lpad(1 + ${skewed('seq', ITEMS)}, 7, '0')), concat('A', lpad(1 + ${skewed('seq + 7', MEMBERS)}, 6, '0')),
      ${ago('seq', LOANS)}, ${ago('seq', LOANS)}, seq % 5 = 0, 1, seq < ${LOANS} - 20000, if(seq < ${LOANS} - 20000 or seq % 5 = 0, ${ago('seq', LOANS)}, null), @now
    from seq_1_to_${LOANS}`,
  ],
  [
    'history',
    `insert ignore into loan_history (loan_id, item_code, biblio_id, title, member_id, loan_date, is_lent, is_return)
    select l.loan_id, l.item_code, i.biblio_id, b.title, l.member_id, l.loan_date, l.is_lent, l.is_return
    from loan l join item i on i.item_code = l.item_code join biblio b on b.biblio_id = i.biblio_id`,
  ],
];

/** The driven year, grown to what a provincial library gathers in five years; made once, in a minute or two. */
export async function scaledSlims(admin: Connection, name: string, say: (line: string) => void): Promise<void> {
  const [there] = await admin.query(
    'select 1 from information_schema.tables where table_schema = ? and table_name = ?',
    [name, 'scale_done'],
  );
  if (Array.isArray(there) && there.length > 0) return;
  await admin.query(`drop database if exists ${name}; create database ${name}; use ${name}`);
  await loadSlims(admin);
  // They look each row up many times; the history is filled at once instead.
  await admin.query(
    'drop trigger insert_loan_history; drop trigger update_loan_history; drop trigger delete_loan_history',
  );
  await admin.query("set time_zone = '+07:00'; set @now = now()");
  for (const [what, sql] of STEPS) {
    const began = performance.now();
    await admin.query(sql);
    say(`generated ${what} in ${Math.round((performance.now() - began) / 1000)} s`);
  }
  await admin.query('create table scale_done (id int)');
}
