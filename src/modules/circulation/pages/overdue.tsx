import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, ScreenAnswer, Shown } from '../../../kernel/http/screen.ts';
import { FormErrors, FormKey } from '../../../ui/components/field.tsx';
import { Empty, PageHead, Pager } from '../../../ui/components/page.tsx';
import { type Column, Table } from '../../../ui/components/table.tsx';
import { attempt, blankForm, type FormState } from '../../../ui/form.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import type { Borrowing } from '../replies.ts';
import { sendReminders } from '../verbs/send-reminders.ts';
import { listOverdue } from '../views.ts';
import { type LateReader, latePlaces, type Places, readersOf } from '../work-views.ts';
import { deskWords } from './scan.ts';

const PICK = 'pilihan';
const ROWS = 50;
const DAY_MS = 86_400_000;

export const overduePage = (ctx: Ctx, asked: Asked): Promise<Shown> => shown(ctx, asked.query, blankForm());

/** Letters for the picked loans, or for all of the page when none is picked on purpose. */
export async function takeReminders(ctx: Ctx, { form, query }: Asked): Promise<ScreenAnswer> {
  const { done, refused } = await attempt(ctx, form, () => sendReminders(ctx, { ids: form.getAll('ids') }));
  if (!done) return { ...(await shown(ctx, query, refused)), status: 422 };
  const { loans, readers, noAddress, already } = done;
  const code = loans > 0 ? 'circulation.late.reminded' : 'circulation.late.reminded.none';
  return { to: `/staf/terlambat?${query}`, news: { code, params: { loans, readers, noAddress, already } } };
}

async function shown(ctx: Ctx, query: URLSearchParams, form: FormState): Promise<Shown> {
  const words = await deskWords(ctx);
  const cursor = query.get('cursor');
  const found = await listOverdue(ctx, {
    limit: ROWS,
    ...(query.get('branchId') ? { branchId: query.get('branchId') ?? '' } : {}),
    ...(query.get('className') ? { className: query.get('className') ?? '' } : {}),
    ...(cursor ? { cursor } : {}),
  });
  const [readers, places] = await Promise.all([
    readersOf(ctx, { ids: found.items.map((loan) => loan.id) }),
    latePlaces(ctx, {}),
  ]);
  const byLoan = new Map(readers.map((reader) => [reader.id, reader]));
  const href = (change: { page?: number; cursor?: string }): string => {
    const next = new URLSearchParams(query);
    next.set('cursor', change.cursor ?? '');
    return `?${next}`;
  };
  // A list by the due date goes onwards only; its first page is where it began.
  const { page: _page, hasPrev: _prev, ...meta } = found.meta;
  return {
    title: words('circulation.late.title'),
    body: (
      <>
        <PageHead
          title={words('circulation.late.title')}
          about={
            <p role="status" class="tabular">
              {words('circulation.late.count', { count: words.number(places.late) })}
            </p>
          }
          actions={holds(ctx.actor, 'reports:generate') && <Letters query={query} words={words} />}
        />
        <Filter query={query} places={places} words={words} />
        <FormErrors form={form} words={words} />
        {found.items.length === 0 ? (
          <Empty title={words('circulation.late.none')}>
            <p>{words('circulation.late.none.hint')}</p>
          </Empty>
        ) : (
          <>
            {holds(ctx.actor, 'borrowing:create') && <Remind query={query} words={words} />}
            <div class="panel">
              <Table
                caption={words('circulation.late.title')}
                columns={columnsIn(words, byLoan, ctx.now)}
                rows={found.items}
                keyOf={(loan) => loan.id}
                pick={{
                  form: PICK,
                  name: 'ids',
                  all: words('ui.pick_all'),
                  label: (loan) => words('circulation.late.pick', { title: loan.title, name: loan.memberName }),
                }}
              />
            </div>
          </>
        )}
        <Pager words={words} meta={{ ...meta, hasPrev: false }} href={href} />
      </>
    ),
  };
}

const columnsIn = (words: Words, readers: ReadonlyMap<string, LateReader>, now: Date): Column<Borrowing>[] => [
  {
    label: words('circulation.late.reader'),
    head: true,
    cell: (loan) => (
      <>
        <a class="link block py-0.5" href={`/staf/anggota/${loan.memberId}`}>
          {loan.memberName}
        </a>
        <span class="text-muted-foreground text-sm font-normal">
          <span class="font-mono">{loan.memberNumber}</span>
          {readers.get(loan.id)?.className && <> · {readers.get(loan.id)?.className}</>}
        </span>
      </>
    ),
  },
  {
    label: words('circulation.late.book'),
    cell: (loan) => (
      <>
        {loan.title} <span class="text-muted-foreground font-mono text-sm">{loan.barcode}</span>
      </>
    ),
  },
  {
    label: words('circulation.late.due'),
    cell: (loan) => <span class="tabular whitespace-nowrap">{words.date(loan.dueDate)}</span>,
  },
  {
    label: words('circulation.late.days'),
    number: true,
    cell: (loan) => words.number(Math.max(1, Math.floor((now.getTime() - loan.dueDate.getTime()) / DAY_MS) + 1)),
  },
  { label: words('circulation.desk.fines'), number: true, cell: (loan) => words.rupiah(loan.accruedFine) },
  {
    label: words('circulation.late.contact'),
    cell: (loan) => <Contact reader={readers.get(loan.id)} loan={loan} words={words} now={now} />,
  },
];

interface ContactProps {
  reader: LateReader | undefined;
  loan: Borrowing;
  words: Words;
  now: Date;
}

function Contact({ reader, loan, words, now }: ContactProps): VNode {
  const number = reader?.phone && whatsApp(reader.phone);
  const text = words('circulation.late.message', { title: loan.title, date: words.date(loan.dueDate) });
  return (
    <>
      <span class="text-muted-foreground text-sm">
        {reader?.remindedAt
          ? words('circulation.late.last', { when: words.since(reader.remindedAt, now) })
          : words(reader?.hasEmail ? 'circulation.late.never' : 'circulation.late.no_email')}
      </span>
      {number && (
        <a
          class="link block py-0.5 text-sm"
          href={`https://wa.me/${number}?text=${encodeURIComponent(text)}`}
          target="_blank"
          rel="noopener noreferrer"
        >
          WhatsApp
        </a>
      )}
    </>
  );
}

/** 0812… is +62 812…; anything that is no mobile number gives no link. */
function whatsApp(phone: string): string | null {
  const digits = phone.replace(/\D/g, '').replace(/^0/, '62');
  return /^628\d{7,12}$/.test(digits) ? digits : null;
}

const Remind = ({ query, words }: { query: URLSearchParams; words: Words }): VNode => (
  <form id={PICK} method="post" action={`/staf/terlambat?${query}`} class="mb-2 flex flex-wrap items-center gap-3">
    <FormKey form={blankForm()} />
    <button type="submit" class="btn" data-variant="outline" data-size="sm">
      {words('circulation.late.remind')}
    </button>
    <p class="text-muted-foreground text-sm">{words('circulation.late.remind.hint')}</p>
  </form>
);

const Letters = ({ query, words }: { query: URLSearchParams; words: Words }): VNode => {
  const asked = new URLSearchParams(
    ['className', 'branchId'].flatMap((name) => {
      const value = query.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  return (
    <a
      class="btn"
      data-variant="outline"
      href={`/api/v1/reports/overdue-letters?${asked}`}
      data-turbo="false"
      target="_blank"
      rel="noopener"
    >
      <Icon name="print" />
      {words(query.get('className') ? 'circulation.late.letters.class' : 'circulation.late.letters')}
    </a>
  );
};

function Filter({ query, places, words }: { query: URLSearchParams; places: Places; words: Words }): VNode {
  const select = (name: string, label: string, options: readonly { value: string; label: string }[]) => (
    <div class="min-w-40">
      <label class="block text-sm font-semibold" for={name}>
        {words(label)}
      </label>
      <select id={name} name={name} class="select w-full" data-submit>
        <option value="">{words('ui.all')}</option>
        {options.map((option) => (
          <option value={option.value} selected={query.get(name) === option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
  const classes = places.classes.map((value) => ({ value, label: value }));
  return (
    <form method="get" class="panel mb-4 flex flex-wrap items-end gap-3 p-3">
      {select('className', 'circulation.late.class', classes)}
      {places.branches.length > 1 && select('branchId', 'circulation.late.branch', places.branches)}
      <noscript>
        <button type="submit" class="btn" data-variant="outline">
          {words('ui.filter')}
        </button>
      </noscript>
    </form>
  );
}
