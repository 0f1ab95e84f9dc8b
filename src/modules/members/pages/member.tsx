import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { Facts, Notice, PageHead, Panel } from '../../../ui/components/page.tsx';
import { blankForm, type FormState } from '../../../ui/form.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import type { MemberReply } from '../member.ts';
import { figuresOf, type MemberFigures } from '../page-views.ts';
import { timelineOf } from '../timeline-views.ts';
import { viewMember } from '../verbs/view-member.ts';
import { withoutKey } from './form.tsx';
import { StatusBadge } from './list.tsx';
import { MemberActs } from './member-acts.tsx';
import { Story } from './timeline.tsx';
import { memberWords } from './words.ts';

/** A form of the page that was refused: which one, and as it was written. */
export interface Refused {
  act: string;
  form: FormState;
}

export const memberPage = (ctx: Ctx, asked: Asked): Promise<Shown> => memberShown(ctx, asked, null);

export async function memberShown(ctx: Ctx, { params, query }: Asked, refused: Refused | null): Promise<Shown> {
  const id = params.id ?? '';
  const cursor = query.get('cursor') ?? undefined;
  const [words, member] = [await memberWords(ctx), await viewMember(withoutKey(ctx), { id })];
  const [figures, story] = await Promise.all([figuresOf(ctx, { id }), timelineOf(ctx, { id, cursor })]);
  return {
    title: member.name,
    body: (
      <>
        <Head member={member} ctx={ctx} words={words} />
        <State member={member} figures={figures} words={words} />
        <div class="grid items-start gap-x-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div class="min-w-0">
            {refused && (
              <p class="sr-only" role="alert">
                {refused.form.summary ?? words('ui.problems')}
              </p>
            )}
            <Numbers member={member} figures={figures} ctx={ctx} words={words} />
            <Out figures={figures} words={words} />
            <Story story={story} id={id} words={words} now={ctx.now} />
          </div>
          <div class="min-w-0">
            <Record member={member} words={words} />
            <MemberActs
              member={member}
              ctx={ctx}
              words={words}
              form={(act) => (refused?.act === act ? refused.form : blankForm())}
              open={refused?.act ?? null}
            />
          </div>
        </div>
      </>
    ),
  };
}

interface Part {
  member: MemberReply;
  words: Words;
}

const Head = ({ member, ctx, words }: Part & { ctx: Ctx }): VNode => (
  <PageHead
    title={member.name}
    back={{ href: '/staf/anggota', label: words('members.page.title') }}
    about={
      <p class="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span class="text-foreground font-mono">{member.memberId}</span>
        <span>
          {[member.memberType.name, member.className, member.department, member.branch.name]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <StatusBadge member={member} words={words} />
      </p>
    }
    actions={
      member.status === 'DELETED' ? undefined : (
        <>
          {holds(ctx.actor, 'borrowing:create') && (
            <a class="btn" href={`/desk?anggota=${member.id}`}>
              <Icon name="desk" />
              {words('members.page.to_desk')}
            </a>
          )}
          <a
            class="btn"
            data-variant="outline"
            href={`/staf/anggota/${member.id}/kartu.pdf`}
            target="_blank"
            rel="noopener"
          >
            <Icon name="print" />
            {words('members.page.card')}
          </a>
          {holds(ctx.actor, 'member:update') && (
            <a class="btn" data-variant="outline" href={`/staf/anggota/${member.id}/ubah`}>
              {words('ui.edit')}
            </a>
          )}
        </>
      )
    }
  />
);

/** What everybody must know first. */
function State({ member, figures, words }: Part & { figures: MemberFigures }): VNode | null {
  const { suspensionStart: from, suspensionEnd: to } = member;
  const kept = figures.mergedInto;
  if (member.status === 'DELETED')
    return (
      <div class="mb-4">
        <Notice tone="stop" title={words('members.is_deleted')}>
          {kept && (
            <a class="link" href={`/staf/anggota/${kept.id}`}>
              {words('members.page.merged_into', { name: kept.name, number: kept.memberId })}
            </a>
          )}
        </Notice>
      </div>
    );
  if (from)
    return (
      <div class="mb-4">
        <Notice
          tone={member.status === 'SUSPENDED' ? 'stop' : 'attention'}
          title={words(to ? 'members.page.suspended_until' : 'members.page.suspended_open', {
            from: words.date(from),
            to: to ? words.date(to) : '',
          })}
        >
          {figures.suspensionReason}
        </Notice>
      </div>
    );
  if (!member.isExpired) return null;
  return (
    <div class="mb-4">
      <Notice
        tone="attention"
        title={words('members.page.expired_on', { date: words.date(member.expiryDate ?? '') })}
      />
    </div>
  );
}

const Numbers = ({ member, figures, ctx, words }: Part & { figures: MemberFigures; ctx: Ctx }): VNode => (
  <div class="panel mb-4 flex flex-wrap gap-4 p-4">
    <Photo member={member} />
    <dl class="grid flex-1 basis-64 grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
      {figures.loans && <Figure label={words('members.page.out')} value={words.number(figures.loans.length)} />}
      {figures.holds && <Figure label={words('members.page.holds')} value={words.number(figures.holds.length)} />}
      {holds(ctx.actor, 'fine:read') && (
        <Figure
          label={words('members.page.owed')}
          value={
            <a class="hover:underline" href={`/staf/denda?memberId=${member.memberId}`}>
              {words.rupiah(figures.owed)}
            </a>
          }
          tone={figures.owed > 0 ? 'text-stop' : ''}
        />
      )}
      {figures.credit > 0 && <Figure label={words('members.page.credit')} value={words.rupiah(figures.credit)} />}
      {figures.loans && <Figure label={words('members.page.total')} value={words.number(figures.totalLoans)} />}
    </dl>
  </div>
);

const Figure = ({ label, value, tone = '' }: { label: string; value: VNode | string; tone?: string }): VNode => (
  <div>
    <dt class="text-muted-foreground text-sm">{label}</dt>
    <dd class={`tabular text-xl font-semibold ${tone}`}>{value}</dd>
  </div>
);

function Photo({ member }: { member: MemberReply }): VNode {
  if (!member.hasPhoto)
    return (
      <span class="bg-muted text-muted-foreground grid size-20 shrink-0 place-items-center rounded-md">
        <Icon name="user" size={40} />
      </span>
    );
  return (
    <img
      class="size-20 shrink-0 rounded-md border object-cover"
      src={`/api/v1/members/${member.id}/photo?v=${member.version}`}
      alt=""
      width={80}
      height={80}
    />
  );
}

function Out({ figures: { loans, holds: waiting }, words }: { figures: MemberFigures; words: Words }): VNode | null {
  if (!loans || (loans.length === 0 && waiting?.length === 0)) return null;
  return (
    <Panel title={words('members.page.now')} flush>
      <ul class="rows">
        {loans.map((loan) => (
          <li class="flex flex-wrap justify-between gap-x-4 px-4 py-2">
            <span class="min-w-0 flex-1 basis-48">
              <a class="link" href={`/staf/buku/${loan.bookId}`}>
                {loan.title}
              </a>{' '}
              <span class="text-muted-foreground font-mono text-sm">{loan.barcode}</span>
            </span>
            <span class={`tabular ${loan.late ? 'text-stop font-semibold' : ''}`}>
              {words(loan.late ? 'members.page.late' : 'members.page.due', {
                date: words.date(new Date(loan.dueDate)),
              })}
            </span>
          </li>
        ))}
        {waiting?.map((hold) => (
          <li class="flex flex-wrap justify-between gap-x-4 px-4 py-2">
            <a class="link min-w-0 flex-1 basis-48" href={`/staf/buku/${hold.bookId}`}>
              {hold.title}
            </a>
            <span class={hold.status === 'SHELVED' ? 'text-ok font-semibold' : 'text-muted-foreground'}>
              {words(`members.page.hold.${hold.status}`)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const Record = ({ member, words }: Part): VNode => (
  <Panel title={words('members.page.record')}>
    <Facts
      facts={[
        { label: words('members.page.identity'), value: member.identityNumber },
        { label: words('members.page.email'), value: member.email },
        { label: words('members.page.phone'), value: member.phone },
        { label: words('members.page.address'), value: member.address },
        { label: words('members.page.joined'), value: words.date(member.joinDate) },
        {
          label: words('members.page.expiry'),
          value: member.expiryDate ? words.date(member.expiryDate) : words('members.page.forever'),
        },
        { label: words('members.page.consent.history'), value: member.consent.history ? words('ui.yes') : null },
        { label: words('members.page.consent.publicName'), value: member.consent.publicName ? words('ui.yes') : null },
        {
          label: words('members.page.notes'),
          value: member.notes && <span class="whitespace-pre-line">{member.notes}</span>,
        },
      ]}
    />
  </Panel>
);
