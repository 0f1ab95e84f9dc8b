import { createReadStream } from 'node:fs';
import type { Ctx } from '../../../kernel/context.ts';
import { invalid } from '../../../kernel/errors.ts';
import type { Asked, ScreenAnswer } from '../../../kernel/http/screen.ts';
import { attempt, refusalStatus, textIn } from '../../../ui/form.ts';
import { CHOICES, type Choice, MATCH_RULES } from '../../catalog/index.ts';
import { type Import, isTable } from '../import.ts';
import { cancelImport, pauseImport, resumeImport, startImport, startUndo } from '../verbs/acts.ts';
import { changeImportPlan } from '../verbs/change.ts';
import { putImportPhotos } from '../verbs/photos.ts';
import { previewImport } from '../verbs/preview.ts';
import { saveProfile } from '../verbs/profiles.ts';
import { getImport } from '../views.ts';
import { importShown } from './one.tsx';

type Doing = (ctx: Ctx, id: string, asked: Asked) => Promise<unknown>;

/** Does it and shows the import again; a refusal is told above what was written. */
const take =
  (doing: Doing, news?: string) =>
  async (ctx: Ctx, asked: Asked): Promise<ScreenAnswer> => {
    const id = asked.params.id ?? '';
    const { refused, failure } = await attempt(ctx, asked.form, () => doing(ctx, id, asked));
    if (!refused) return { to: `/staf/impor/${id}`, ...(news ? { news: { code: news } } : {}) };
    return { ...(await importShown(ctx, id, refused)), status: refusalStatus(failure) };
  };

const ACTS = {
  run: [startImport, 'imports.news.started'],
  pause: [pauseImport, 'imports.news.paused'],
  resume: [resumeImport, 'imports.news.resumed'],
  cancel: [cancelImport, 'imports.news.cancelled'],
  undo: [startUndo, 'imports.news.undoing'],
} as const;
export const takeAct = (name: keyof typeof ACTS) => {
  const [act, news] = ACTS[name];
  return take((ctx, id) => act(ctx, { id }), news);
};

/** The version that was seen binds the change, and the preview that follows is of what was changed. */
export const takePlan = take(async (ctx, id, { form }) => {
  const shown = await getImport(ctx, { id });
  await changeImportPlan(ctx, { id, ...planIn(shown, form) });
  await previewImport(withoutKey(ctx), { id });
});

const withoutKey = (ctx: Ctx): Ctx => ({
  ...ctx,
  request: { ...ctx.request, idempotencyKey: undefined, ifMatch: undefined },
});

const choiceIn = (form: URLSearchParams, rule: string): Choice | undefined =>
  CHOICES.find((choice) => choice === form.get(`choice-${rule}`));

function planIn({ kind, format, columns }: Import, form: URLSearchParams) {
  const mapping = columns.map((header, at) => ({ header, field: textIn(form, `column-${at}`) ?? null }));
  const choices = Object.fromEntries(
    MATCH_RULES.flatMap((rule) => [[rule, choiceIn(form, rule)]].filter(([, c]) => c)),
  );
  const where = { branchId: textIn(form, 'branchId') ?? null, gentle: form.get('gentle') === 'true' };
  const options =
    kind === 'BOOKS'
      ? {
          ...where,
          choices,
          items: form.get('items') === 'true',
          collectionTypeId: textIn(form, 'collectionTypeId') ?? null,
        }
      : {
          ...where,
          onExisting: form.get('onExisting') === 'update' ? ('update' as const) : ('skip' as const),
          memberTypeId: textIn(form, 'memberTypeId') ?? null,
        };
  return { ...(isTable(format) ? { mapping } : {}), options };
}

export const takePhotos = take(async (ctx, id, { files }) => {
  const file = files.get('photos');
  const path = file?.path;
  if (!file || !path) throw invalid('photos', 'imports.file_needed');
  const name = file.name.slice(-255).toWellFormed();
  return putImportPhotos(ctx, { id, file: () => createReadStream(path), name });
}, 'imports.news.photos');

export const takeProfile = take(
  (ctx, id, { form }) => saveProfile(ctx, { importId: id, name: form.get('name') ?? '' }),
  'imports.news.profile',
);
