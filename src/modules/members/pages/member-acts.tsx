import type { ComponentChildren, VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Field, FormErrors, FormKey, TextField } from '../../../ui/components/field.tsx';
import { Panel } from '../../../ui/components/page.tsx';
import type { FormState } from '../../../ui/form.ts';
import type { Words } from '../../../ui/words.ts';
import type { MemberReply } from '../member.ts';

interface Props {
  member: MemberReply;
  ctx: Ctx;
  words: Words;
  form: (act: string) => FormState;
  /** The act whose form was refused: it stands open. */
  open: string | null;
}

/** What can be done with a member; what cannot be done says why. */
export function MemberActs(props: Props): VNode {
  const { member, ctx } = props;
  const may = (permission: string): boolean => holds(ctx.actor, permission);
  const live = member.status !== 'DELETED';
  const parts = [
    live && may('member:update') && <Membership {...props} />,
    live && may('member:pin') && <Pin {...props} />,
    live && may('member:update') && <PhotoAct {...props} />,
    (may('member:export') || may('member:delete') || may('member:erase') || (live && may('member:update'))) && (
      <Records {...props} />
    ),
  ];
  return <div>{parts}</div>;
}

interface ActProps {
  id: string;
  act: string;
  title: string;
  open: boolean;
  form: FormState;
  words: Words;
  /** Why it cannot be done now. */
  why?: string | undefined;
  danger?: boolean;
  label: string;
  version?: number | undefined;
  upload?: boolean;
  newWindow?: boolean;
  children?: ComponentChildren;
}

/** A form behind its name; closed until it is wanted. */
function Act(props: ActProps): VNode {
  const { id, act, title, open, form, words, why, danger, label, version, upload, newWindow, children } = props;
  if (why)
    return (
      <div class="px-4 py-2.5">
        <p class="text-muted-foreground font-medium">{title}</p>
        <p class="text-muted-foreground text-sm">{words(why)}</p>
      </div>
    );
  const sent: object = {
    ...(upload ? { enctype: 'multipart/form-data' } : {}),
    ...(newWindow ? { target: '_blank', 'data-turbo': 'false' } : {}),
  };
  return (
    <details class="px-4 py-1" open={open}>
      <summary class={`py-1.5 font-medium ${danger ? 'text-stop' : ''}`}>{title}</summary>
      <form method="post" action={`/staf/anggota/${id}/${act}`} class="grid gap-3 pt-1 pb-3" {...sent}>
        {open && <FormErrors form={form} words={words} />}
        <FormKey form={form} version={version} />
        {children}
        <div>
          <button type="submit" class="btn" data-variant={danger ? 'destructive' : 'outline'}>
            {label}
          </button>
        </div>
      </form>
    </details>
  );
}

const common = ({ member, words, form, open }: Props, act: string) => ({
  id: member.id,
  act,
  words,
  form: form(act),
  open: open === act,
});

function Membership(props: Props): VNode {
  const { member, words, form } = props;
  return (
    <Panel title={words('members.page.membership')} flush>
      <div class="rows">
        <Act
          {...common(props, 'perpanjang')}
          title={words('members.page.renew')}
          why={member.why.renewMembership}
          label={words('members.page.renew')}
        >
          <p class="text-muted-foreground text-sm">{words('members.page.renew.hint')}</p>
          <Field form={form('perpanjang')} name="until" type="date" label={words('members.page.renew.until')} />
        </Act>
        {member.can.activate ? (
          <Act
            {...common(props, 'aktifkan')}
            title={words('members.page.activate')}
            label={words('members.page.activate')}
          >
            <p class="text-sm">{words('members.page.activate.hint')}</p>
          </Act>
        ) : (
          <Act
            {...common(props, 'tangguhkan')}
            title={words('members.page.suspend')}
            why={member.why.suspend}
            label={words('members.page.suspend')}
            danger
          >
            <div class="grid grid-cols-2 gap-3">
              <Field form={form('tangguhkan')} name="from" type="date" label={words('members.page.suspend.from')} />
              <Field form={form('tangguhkan')} name="to" type="date" label={words('members.page.suspend.to')} />
            </div>
            <p class="text-muted-foreground text-sm">{words('members.page.suspend.hint')}</p>
            <TextField
              form={form('tangguhkan')}
              name="reason"
              label={words('members.page.reason')}
              maxLength={500}
              rows={2}
              required
            />
          </Act>
        )}
      </div>
    </Panel>
  );
}

const Pin = (props: Props): VNode => (
  <Panel title={props.words('members.page.signing_in')} flush>
    <Act
      {...common(props, 'pin')}
      title={props.words('members.page.pin')}
      label={props.words('members.page.pin.print')}
      newWindow
    >
      <p class="text-sm">{props.words('members.page.pin.hint')}</p>
    </Act>
  </Panel>
);

function PhotoAct(props: Props): VNode {
  const { member, words, form } = props;
  return (
    <Panel title={words('members.page.photo')} flush>
      <div class="rows">
        <Act
          {...common(props, 'foto')}
          title={words(member.hasPhoto ? 'members.page.photo.replace' : 'members.page.photo.add')}
          label={words('ui.save')}
          upload
        >
          <Field
            form={form('foto')}
            name="file"
            type="file"
            label={words('members.page.photo.file')}
            hint={words('members.page.photo.hint')}
            accept="image/png,image/jpeg,image/webp"
            required
          />
        </Act>
        {member.hasPhoto && (
          <Act
            {...common(props, 'hapus-foto')}
            title={words('members.page.photo.remove')}
            label={words('members.page.photo.remove')}
            danger
          />
        )}
      </div>
    </Panel>
  );
}

function Records(props: Props): VNode {
  const { member, ctx, words, form } = props;
  const may = (permission: string): boolean => holds(ctx.actor, permission);
  const live = member.status !== 'DELETED';
  return (
    <Panel title={words('members.page.data')} flush>
      <div class="rows">
        {may('member:export') && (
          <p class="px-4 py-2">
            <a class="link inline-block py-1" href={`/staf/anggota/${member.id}/data.json`} data-turbo="false">
              {words('members.page.export')}
            </a>
            <span class="text-muted-foreground block text-sm">{words('members.page.export.hint')}</span>
          </p>
        )}
        {live && may('member:update') && (
          <Act
            {...common(props, 'gabung')}
            title={words('members.page.merge')}
            label={words('members.page.merge')}
            danger
          >
            <p class="text-sm">{words('members.page.merge.hint', { name: member.name })}</p>
            <Field
              form={form('gabung')}
              name="other"
              label={words('members.page.merge.other')}
              maxLength={40}
              autocomplete="off"
              required
            />
          </Act>
        )}
        {may('member:delete') &&
          (live ? (
            <Act
              {...common(props, 'hapus')}
              title={words('members.page.delete')}
              why={member.why.delete}
              label={words('members.page.delete')}
              version={member.version}
              danger
            >
              <p class="text-sm">{words('members.page.delete.hint')}</p>
            </Act>
          ) : (
            <Act
              {...common(props, 'pulihkan')}
              title={words('members.page.restore')}
              why={member.why.restore}
              label={words('members.page.restore')}
            />
          ))}
        {may('member:erase') && !member.mergedInto && <Erase {...props} />}
      </div>
    </Panel>
  );
}

/** There is no way back, and it says so. */
function Erase(props: Props): VNode {
  const { member, words, form } = props;
  return (
    <Act
      {...common(props, 'hapus-data')}
      title={words('members.page.erase')}
      label={words('members.page.erase')}
      danger
    >
      <p class="bg-stop-ground text-stop rounded-md p-2.5 text-sm font-medium">{words('members.page.erase.hint')}</p>
      <Field
        form={form('hapus-data')}
        name="number"
        label={words('members.page.erase.number', { number: member.memberId })}
        maxLength={40}
        autocomplete="off"
        required
      />
      <TextField
        form={form('hapus-data')}
        name="reason"
        label={words('members.page.reason')}
        maxLength={500}
        rows={2}
        required
      />
    </Act>
  );
}
