import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { formatRupiah } from '../../../kernel/money.ts';
import { Badge, Notice } from '../../../ui/components/page.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import type { AtDesk } from '../desk-views.ts';
import { StateFields } from './desk.tsx';

interface Props {
  member: AtDesk;
  words: Words;
  ctx: Ctx;
}

/** Who stands here: photo, expiry, quota, fines, holds ready, and what stands in the way. */
export function MemberPanel({ member, words, ctx }: Props): VNode {
  const max = member.rule?.maxLoans ?? 0;
  const full = member.loans.length >= max;
  return (
    <aside class="panel min-w-0 xl:sticky xl:top-4" aria-label={words('circulation.desk.member')}>
      <div class="flex gap-3 border-b p-4">
        <Photo member={member} />
        <div class="min-w-0 flex-1">
          <h2 class="text-xl leading-tight font-semibold">
            <a class="hover:underline" href={`/staf/anggota/${member.memberId}`} data-member>
              {member.memberName}
            </a>
          </h2>
          <p class="text-muted-foreground">
            <span class="tabular font-mono">{member.memberNumber}</span> · {member.memberType}
            {member.className && <> · {member.className}</>}
          </p>
          <p class="text-muted-foreground text-sm">
            {member.expiryDate
              ? words('circulation.desk.valid_until', { date: words.date(member.expiryDate) })
              : words('circulation.desk.no_expiry')}
          </p>
        </div>
      </div>
      {member.checks.map((check) => (
        <div class="border-b p-3">
          <Notice
            tone={check.strength === 'block' ? 'stop' : 'attention'}
            title={words(check.code, shown(check.params, words))}
          />
        </div>
      ))}
      <dl class="grid grid-cols-3 divide-x border-b text-center last:border-b-0">
        <Figure
          label={words('circulation.desk.quota')}
          value={`${member.loans.length}/${max}`}
          tone={full ? 'text-attention' : ''}
        />
        <Figure
          label={words('circulation.desk.fines')}
          value={formatRupiah(member.owed)}
          tone={member.owed > 0 ? 'text-stop' : ''}
        />
        <Figure
          label={words('circulation.desk.holds')}
          value={`${member.ready.length}`}
          tone={member.ready.length > 0 ? 'text-ok' : ''}
        />
      </dl>
      {member.credit > 0 && (
        <p class="flex justify-between gap-3 border-b px-4 py-2">
          <span class="text-muted-foreground">{words('circulation.desk.credit')}</span>
          <strong class="tabular">{formatRupiah(member.credit)}</strong>
        </p>
      )}
      {member.ready.length > 0 && <Ready member={member} words={words} />}
      {member.charged > 0 && holds(ctx.actor, 'fine:pay') && <Pay member={member} words={words} />}
      {member.notes && <p class="text-muted-foreground p-4 text-sm whitespace-pre-line">{member.notes}</p>}
    </aside>
  );
}

function shown(params: Record<string, string | number> | undefined, words: Words): Record<string, string | number> {
  const day = (value: string | number): string | number =>
    /^\d{4}-\d\d-\d\d$/.test(String(value)) ? words.date(String(value)) : value;
  return Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, day(value)]));
}

function Photo({ member }: { member: AtDesk }): VNode {
  if (member.hasPhoto)
    return (
      <img
        class="size-18 rounded-md border object-cover"
        src={`/api/v1/members/${member.memberId}/photo`}
        alt=""
        width={72}
        height={72}
      />
    );
  return (
    <span class="bg-muted text-muted-foreground grid size-18 shrink-0 place-items-center rounded-md">
      <Icon name="user" size={36} />
    </span>
  );
}

const Figure = ({ label, value, tone }: { label: string; value: string; tone: string }): VNode => (
  <div class="flex flex-col-reverse px-2 py-2.5">
    <dt class="text-muted-foreground text-xs">{label}</dt>
    <dd class={`tabular text-lg font-semibold ${tone}`}>{value}</dd>
  </div>
);

const Ready = ({ member, words }: { member: AtDesk; words: Words }): VNode => (
  <ul class="rows border-b">
    {member.ready.map((hold) => (
      <li class="px-4 py-2">
        <p class="flex items-center gap-2">
          <Badge tone="ok">{words('circulation.desk.ready')}</Badge>
          <span class="min-w-0 font-medium">{hold.title}</span>
        </p>
        <p class="text-muted-foreground text-sm">
          {hold.branch}
          {hold.barcode && <span class="font-mono"> · {hold.barcode}</span>}
          {hold.expiresAt && <> · {words('circulation.desk.until', { date: words.date(new Date(hold.expiresAt)) })}</>}
        </p>
      </li>
    ))}
  </ul>
);

const METHODS = ['CASH', 'QRIS', 'TRANSFER', 'E_WALLET', 'CARD'] as const;

/** Take money without leaving the desk; all of it or a part, and what is too much kept as credit. */
function Pay({ member, words }: { member: AtDesk; words: Words }): VNode {
  const methods = member.credit > 0 ? ([...METHODS, 'CREDIT'] as const) : METHODS;
  return (
    <details class="border-b p-4">
      <summary class="btn w-full list-none" data-variant="outline" data-key="F7">
        {words('circulation.desk.pay', { amount: formatRupiah(member.charged) })} <kbd class="kbd">F7</kbd>
      </summary>
      <form method="post" action="/desk/bayar" data-desk data-turbo="false" class="mt-3 grid grid-cols-2 gap-3">
        <StateFields memberId={member.memberId} returning={false} />
        <div>
          <label class="text-sm font-semibold" for="jumlah">
            {words('circulation.desk.amount')}
          </label>
          <input
            id="jumlah"
            name="jumlah"
            class="input tabular w-full"
            inputmode="numeric"
            value={String(member.charged)}
            aria-describedby="jumlah-hint"
            required
          />
        </div>
        <div>
          <label class="text-sm font-semibold" for="cara">
            {words('circulation.desk.method')}
          </label>
          <select id="cara" name="cara" class="select w-full">
            {methods.map((method) => (
              <option value={method}>{words(`fines.method.${method}`)}</option>
            ))}
          </select>
        </div>
        <p id="jumlah-hint" class="text-muted-foreground col-span-2 text-sm">
          {words('circulation.desk.amount.hint')}
        </p>
        <div class="col-span-2">
          <label class="text-sm font-semibold" for="referensi">
            {words('circulation.desk.reference')}
          </label>
          <input id="referensi" name="referensi" class="input w-full" maxLength={200} autocomplete="off" />
        </div>
        <div class="col-span-2 flex items-start gap-2.5">
          <input id="kembalian" name="kembalian" type="checkbox" value="credit" class="input mt-0.5" />
          <label for="kembalian">{words('circulation.desk.keep_change')}</label>
        </div>
        <button type="submit" class="btn col-span-2">
          {words('circulation.desk.take_money')}
        </button>
      </form>
    </details>
  );
}
