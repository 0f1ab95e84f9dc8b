import type { Ctx } from '../../../../kernel/context.ts';
import { translate } from '../../../../kernel/i18n.ts';
import { type FormState, keptForm, textIn } from '../../../../ui/form.ts';
import { suggestCallNumber } from '../../call-number.ts';

/** Buttons in the form of a book that show it again with something more in it: one row, or a call number. */
export async function helpedForm(ctx: Ctx, form: URLSearchParams): Promise<FormState | null> {
  if (form.get('aksi') === 'baris') return keptForm(form);
  if (form.get('aksi') !== 'nomor') return null;
  const { callNumber } = await suggestCallNumber(ctx, {
    classification: textIn(form, 'classification')?.slice(0, 50),
    author: textIn(form, 'author')?.slice(0, 255),
    title: textIn(form, 'title')?.slice(0, 500),
    language: textIn(form, 'language')?.slice(0, 3),
    collectionTypeId: textIn(form, 'collectionTypeId'),
  });
  const kept = keptForm(form);
  if (callNumber !== null) return { ...kept, values: { ...kept.values, callNumber } };
  return { ...kept, errors: { classification: translate(ctx.locale, 'catalog.staff.callNumber.no_class') } };
}
