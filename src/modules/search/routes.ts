import { z } from 'zod';
import { ANYONE } from '../../kernel/access.ts';
import { route } from '../../kernel/http/route.ts';
import { view } from '../../kernel/view.ts';
import { suggest } from './suggest.ts';

const SuggestReply = z.object({
  words: z.array(z.string()),
  titles: z.array(z.object({ kind: z.string(), id: z.uuid(), title: z.string() })),
});

const KINDS = ['book'] as const;

export const suggestions = view({
  name: 'search.suggest',
  permission: ANYONE,
  input: z.strictObject({ q: z.string().max(500) }),
  async run(ctx, { q }): Promise<z.input<typeof SuggestReply>> {
    const found = await suggest(ctx, q, KINDS);
    return { words: [...found.words], titles: [...found.titles] };
  },
});

export const searchRoutes = [
  route('GET /search/suggest', suggestions, SuggestReply, {
    rate: 'SUGGEST',
    cache: { ttlSeconds: 30, tags: () => ['search'] },
  }),
];
