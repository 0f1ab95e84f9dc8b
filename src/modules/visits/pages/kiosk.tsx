import type { VNode } from 'preact';
import type { Ctx } from '../../../kernel/context.ts';
import type { Asked, Shown } from '../../../kernel/http/screen.ts';
import { Field, FormErrors, FormKey, SelectField } from '../../../ui/components/field.tsx';
import { attempt, blankForm, type FormState, textIn } from '../../../ui/form.ts';
import { Icon } from '../../../ui/icon.tsx';
import { type Words, wordsFor } from '../../../ui/words.ts';
import { listBranches, readSettings } from '../../settings/index.ts';
import { recordVisit } from '../verbs/record-visit.ts';
import { listRooms } from '../views.ts';
import type { RecordedReply } from '../visit.ts';

export const kioskPath = '/kunjungan';
const PURPOSES = ['read', 'borrow', 'study', 'computer', 'event', 'other'] as const;

/** The door: a card is scanned and greeted; who has none writes a name. Ready for the next after some seconds. */
export const kioskPage = (ctx: Ctx, { query }: Asked): Promise<Shown> => page(ctx, blankForm(), spotIn(query), null);

/** Where the kiosk stands, where that does not go without saying. */
interface Spot {
  roomId: string | undefined;
  branchId: string | undefined;
}
const spotIn = (said: URLSearchParams): Spot => ({ roomId: textIn(said, 'ruang'), branchId: textIn(said, 'cabang') });

export async function takeVisit(ctx: Ctx, { form }: Asked): Promise<Shown> {
  const spot = spotIn(form);
  const memberId = textIn(form, 'memberId');
  const guest = {
    guestName: textIn(form, 'guestName'),
    institution: textIn(form, 'institution'),
    purpose: textIn(form, 'purpose'),
  };
  const { done, refused } = await attempt(ctx, form, () =>
    recordVisit(ctx, { ...(memberId ? { memberId } : guest), ...spot }),
  );
  if (done) return page(ctx, blankForm(), spot, done);
  return { ...(await page(ctx, refused, spot, null)), status: 422 };
}

async function page(ctx: Ctx, form: FormState, spot: Spot, came: RecordedReply | null): Promise<Shown> {
  const words = wordsFor(ctx.locale, (await readSettings(ctx)).timeZone);
  const [rooms, branches] = await Promise.all([listRooms(ctx, {}), branchesToChoose(ctx)]);
  const place = [...rooms, ...branches].find(({ id }) => id === spot.roomId || id === spot.branchId);
  return {
    title: words('visits.kiosk.title'),
    body: (
      <kiosk-box>
        <div id="kiosk">
          <h1 class="font-serif text-4xl font-semibold text-balance">{words('visits.kiosk.welcome')}</h1>
          {place && <p class="text-muted-foreground mt-1 text-xl">{place.name}</p>}
          <div class="mt-6" role="status">
            {came && <Greeting came={came} words={words} />}
          </div>
          <FormErrors form={form} words={words} />
          <Card form={form} spot={spot} words={words} />
          <Guest form={form} spot={spot} words={words} />
          {rooms.length + branches.length > 0 && !place && <Places rooms={rooms} branches={branches} words={words} />}
        </div>
      </kiosk-box>
    ),
  };
}

/** Of several, where the person does not work at one. */
async function branchesToChoose(ctx: Ctx): Promise<Named[]> {
  if (ctx.actor.kind === 'account' && ctx.actor.branchId !== null) return [];
  const { items } = await listBranches(ctx, { limit: 100, status: 'ACTIVE' });
  return items.length > 1 ? items : [];
}

function Greeting({ came, words }: { came: RecordedReply; words: Words }): VNode {
  const name = came.member?.name ?? came.guestName ?? '';
  const state = came.member?.state ?? 'ACTIVE';
  const calm = state === 'ACTIVE';
  return (
    <div
      class={`mb-6 rounded-xl border-2 p-6 ${calm ? 'border-ok bg-ok-ground' : 'border-attention bg-attention-ground'}`}
      data-tone={calm ? 'ok' : 'attention'}
      data-result
    >
      <p class={`flex items-center gap-3 text-3xl font-bold ${calm ? 'text-ok' : 'text-attention'}`}>
        <Icon name={calm ? 'check' : 'warning'} size={34} />
        {words(came.counted ? 'visits.kiosk.hello' : 'visits.kiosk.again', { name })}
      </p>
      {!calm && <p class="mt-2 text-xl">{words(`visits.kiosk.${state}`)}</p>}
    </div>
  );
}

interface Part {
  form: FormState;
  spot: Spot;
  words: Words;
}

const Here = ({ spot: { roomId, branchId } }: { spot: Spot }): VNode => (
  <>
    {roomId && <input type="hidden" name="ruang" value={roomId} />}
    {branchId && <input type="hidden" name="cabang" value={branchId} />}
  </>
);

const Card = ({ form, spot, words }: Part): VNode => (
  <form method="post" action={kioskPath} data-turbo="false" data-scan class="panel p-5">
    <FormKey form={blankForm()} />
    <Here spot={spot} />
    <label for="memberId" class="text-lg font-semibold">
      {words('visits.kiosk.card')}
    </label>
    <div class="mt-2 flex gap-2">
      <input
        id="memberId"
        name="memberId"
        class="input h-14! w-full font-mono text-2xl!"
        autocomplete="off"
        autofocus
        maxLength={40}
        required
        aria-invalid={form.errors.memberId ? 'true' : undefined}
      />
      <button type="submit" class="btn h-14!" data-size="lg">
        {words('visits.kiosk.enter')}
      </button>
    </div>
  </form>
);

const Guest = ({ form, spot, words }: Part): VNode => (
  <details class="mt-4" open={Boolean(form.values.guestName)}>
    <summary class="btn w-full list-none" data-size="lg" data-variant="outline">
      {words('visits.kiosk.no_card')}
    </summary>
    <form method="post" action={kioskPath} data-turbo="false" class="panel mt-3 grid gap-4 p-5">
      <FormKey form={blankForm()} />
      <Here spot={spot} />
      <Field
        form={form}
        name="guestName"
        label={words('visits.kiosk.name')}
        required
        maxLength={100}
        autocomplete="off"
      />
      <Field
        form={form}
        name="institution"
        label={words('visits.kiosk.institution')}
        maxLength={100}
        autocomplete="off"
      />
      <SelectField
        form={form}
        name="purpose"
        label={words('visits.kiosk.purpose')}
        options={PURPOSES.map((purpose) => ({
          value: words(`visits.purpose.${purpose}`),
          label: words(`visits.purpose.${purpose}`),
        }))}
        empty="–"
      />
      <button type="submit" class="btn" data-size="lg">
        {words('visits.kiosk.enter')}
      </button>
    </form>
  </details>
);

interface Named {
  id: string;
  name: string;
}
interface PlacesProps {
  rooms: readonly Named[];
  branches: readonly Named[];
  words: Words;
}

/** Set once, when the kiosk is put up: the address keeps it. A room says its branch. */
const Places = ({ rooms, branches, words }: PlacesProps): VNode => (
  <form method="get" action={kioskPath} class="text-muted-foreground mt-10 flex flex-wrap items-end gap-2 text-sm">
    <Choice name="cabang" label={words('visits.kiosk.branch')} of={branches} />
    <Choice name="ruang" label={words('visits.kiosk.room')} of={rooms} />
    <button type="submit" class="btn" data-variant="outline">
      {words('visits.kiosk.use_room')}
    </button>
  </form>
);

const Choice = ({ name, label, of }: { name: string; label: string; of: readonly Named[] }): VNode | null =>
  of.length === 0 ? null : (
    <SelectField
      form={blankForm()}
      name={name}
      label={label}
      options={of.map(({ id, name: text }) => ({ value: id, label: text }))}
      empty="–"
    />
  );
