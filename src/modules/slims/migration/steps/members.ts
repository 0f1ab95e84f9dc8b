import { newId } from '../../../../kernel/ids.ts';
import { isOldHash, putMovedAccounts } from '../../../identity/index.ts';
import { liftMoved, type MovedMember, putMovedMembers, takenEmails, takenNumbers } from '../../../members/index.ts';
import { remember } from '../ids.ts';
import type { Item, Move, Step } from '../move.ts';
import { dayOf } from '../naive-time.ts';
import { codeKey, fitted, type Misfit, type Row, text, whole } from '../row.ts';

const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;
const EMAIL = /^[^@\s]+@[^@\s]+$/;
export const PENDING = 'Menunggu persetujuan di SLiMS';
/** Changes with every visit of the member to SLiMS's pages, and is nobody's business here. */
const FLEETING = ['last_login', 'last_login_ip'];

/** A number of ours as near as can be; another one behind it where somebody has it. */
export function numberOf(given: string, taken: Set<string>, misfits: Misfit[]): string {
  const plain =
    given
      .replace(/[^A-Za-z0-9._/-]+/g, '-')
      .replace(/^[^A-Za-z0-9]+/, '')
      .slice(0, 36) || 'SLIMS';
  if (!NUMBER.test(given)) misfits.push({ code: 'bad_number', value: given });
  let number = plain;
  for (let n = 2; taken.has(number.toLowerCase()); n++) number = `${plain}-${n}`;
  if (number !== plain) misfits.push({ code: 'number_taken', value: given });
  taken.add(number.toLowerCase());
  return number;
}

export function memberOf(
  id: string,
  memberId: string,
  row: Row,
  move: Move,
): { member: MovedMember; misfits: Misfit[] } {
  const misfits: Misfit[] = [];
  const cut = (column: string, most: number) => fitted(misfits, text(row, column), most, `${column}_cut`);
  const typeId = move.grounds.memberTypes.get(String(row.member_type_id));
  if (!typeId) misfits.push({ code: 'no_member_type', value: String(row.member_type_id ?? '') });
  const name = cut('member_name', 255);
  if (!name) misfits.push({ code: 'no_name' });
  const since = dayOf(row.member_since_date) ?? dayOf(row.register_date) ?? dayOf(row.input_date);
  const expiryDate = dayOf(row.expire_date);
  if (expiryDate === null) misfits.push({ code: 'no_expiry' });
  const joinDate = since ?? expiryDate ?? move.now.toISOString().slice(0, 10);
  const early = expiryDate !== null && expiryDate < joinDate;
  if (early) misfits.push({ code: 'expired_before_joining', value: joinDate });
  const address = [text(row, 'member_address'), text(row, 'postal_code')].filter((part) => part !== null).join(' ');
  const email = text(row, 'member_email');
  const isEmail = email !== null && email.length <= 254 && EMAIL.test(email);
  if (email !== null && !isEmail) misfits.push({ code: 'bad_email', value: email });
  if (whole(row, 'is_pending') !== 0) misfits.push({ code: 'pending' });
  const member: MovedMember = {
    id,
    memberId,
    memberTypeId: typeId ?? move.grounds.anyMemberType,
    branchId: move.branchId,
    name: name ?? memberId,
    email: isEmail ? email : null,
    phone: cut('member_phone', 50),
    address: address === '' ? null : fitted(misfits, address, 1000, 'member_address_cut'),
    identityNumber: cut('pin', 50),
    department: cut('inst_name', 100),
    joinDate: early ? expiryDate : joinDate,
    expiryDate,
    notes: cut('member_notes', 2000),
    suspendedBecause: whole(row, 'is_pending') !== 0 ? PENDING : null,
    createdAt: move.clock.on(joinDate, row.input_date),
  };
  return { member, misfits };
}

interface Made {
  item: Item;
  member: MovedMember;
  misfits: Misfit[];
}

/** An address belongs to one member; whoever comes later keeps it in the record only. */
async function oneAddressEach(move: Move, made: readonly Made[]): Promise<void> {
  const owners = await takenEmails(
    move.ctx.sql,
    made.flatMap(({ member }) => member.email ?? []),
  );
  const rehearsed = move.dry?.taken.get('email');
  for (const { member, misfits } of made) {
    if (member.email === null) continue;
    const key = member.email.toLowerCase();
    const owner = owners.get(key);
    if ((owner !== undefined && owner !== member.id) || rehearsed?.has(key)) {
      misfits.push({ code: 'email_taken', value: member.email });
      member.email = null;
      continue;
    }
    owners.set(key, member.id);
    rehearsed?.add(key);
  }
}

async function madeOf(move: Move, items: readonly Item[]): Promise<Made[]> {
  const fresh = items.filter(({ known }) => !known?.id).map(({ row }) => String(row.member_id));
  const taken = new Set([...(await takenNumbers(move.ctx.sql, fresh)), ...(move.dry?.taken.get('number') ?? [])]);
  const made = items.map((item): Made => {
    const misfits: Misfit[] = [];
    const given = String(item.row.member_id).trim();
    // On the record of the one who is there the number stays what it is.
    const number = item.known?.id ? numberOf(given, new Set(), []) : numberOf(given, taken, misfits);
    if (!item.known?.id) move.dry?.taken.get('number')?.add(number.toLowerCase());
    const { member, misfits: more } = memberOf(item.known?.id ?? newId(), number, item.row, move);
    return { item, member, misfits: [...misfits, ...more] };
  });
  await oneAddressEach(move, made);
  return made;
}

/** The password is read for the account alone: it stands in no record of ours. */
const HASH = 'mpasswd';
const withoutSecret = (item: Item): Item => {
  const { [HASH]: _hash, ...row } = item.row;
  return { ...item, row };
};

export const members: Step = {
  name: 'member',
  table: 'member',
  key: 'member_id',
  keepsRecord: true,
  runs: () => true,
  async read({ origin }, after, since) {
    const where = since ? 'and (m.last_update >= ? or m.input_date >= ?)' : '';
    const values = [after ?? '', ...(since ? [since.slice(0, 10), since.slice(0, 10)] : [])];
    const rows = await origin.rows(
      `select * from member m where m.member_id > ? ${where} order by m.member_id limit 1000`,
      values,
    );
    const custom = origin.has('member_custom')
      ? await origin.among(
          (marks) => `select * from member_custom where member_id in (${marks})`,
          rows.map((row) => String(row.member_id)),
        )
      : [];
    const byMember = new Map(custom.map((row) => [codeKey(String(row.member_id)), row]));
    return rows.map((row) => {
      const kept = Object.fromEntries(Object.entries(row).filter(([column]) => !FLEETING.includes(column)));
      const own = byMember.get(codeKey(String(row.member_id)));
      return own ? { ...kept, custom: [own] } : kept;
    });
  },
  keyOf: (row) => codeKey(String(row.member_id)),
  async store(move, tx, items) {
    const made = await madeOf({ ...move, ctx: tx ?? move.ctx }, items);
    for (const { item, member } of made) remember(move, 'member', item.old, member.id);
    for (const { item, misfits } of made) {
      const hash = text(item.row, HASH);
      if (hash !== null && !isOldHash(hash)) misfits.push({ code: 'strange_password' });
    }
    if (tx) {
      await putMovedMembers(
        tx,
        made.map(({ member }) => member),
      );
      const letIn = made.filter(({ item, member }) => item.known?.id && !member.suspendedBecause);
      if (letIn.length > 0)
        await liftMoved(
          tx,
          letIn.map(({ member }) => member.id),
          PENDING,
        );
      await putMovedAccounts(
        tx,
        made.flatMap(({ item, member: { id, name, email } }) => {
          const oldHash = text(item.row, HASH);
          return oldHash === null ? [] : [{ memberId: id, name, email, oldHash }];
        }),
      );
    }
    return { stored: made.map(({ item, member, misfits }) => ({ item: withoutSecret(item), id: member.id, misfits })) };
  },
};
