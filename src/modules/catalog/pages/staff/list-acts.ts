import type { Ctx } from '../../../../kernel/context.ts';
import type { Asked, ScreenAnswer } from '../../../../kernel/http/screen.ts';
import { attempt } from '../../../../ui/form.ts';
import { removeFilter, saveFilter } from '../../staff/saved-filters.ts';
import { listShown } from './list.tsx';
import { listPath } from './list-query.ts';

export async function keepFilter(ctx: Ctx, { form }: Asked): Promise<ScreenAnswer> {
  const query = new URLSearchParams(form.get('query') ?? '');
  const name = form.get('name') ?? '';
  const { done, refused } = await attempt(ctx, form, () => saveFilter(ctx, { name, query: query.toString() }));
  if (done) return { to: `/staf/buku?${done.query}`, news: { code: 'catalog.staff.filter.saved', params: { name } } };
  return { ...(await listShown(ctx, query, listPath(form.get('ke')), refused)), status: 422 };
}

export async function dropFilter(ctx: Ctx, { params }: Asked): Promise<ScreenAnswer> {
  const { name } = await removeFilter(ctx, { id: params.id ?? '' });
  return { to: '/staf/buku', news: { code: 'catalog.staff.filter.removed', params: { name } } };
}
