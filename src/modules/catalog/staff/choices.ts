import { z } from 'zod';
import { prepared } from '../../../kernel/prepared.ts';
import { view } from '../../../kernel/view.ts';
import type { CollectionType } from '../copy.ts';
import { collectionTypes } from '../places.ts';

export interface Choices {
  branches: { id: string; name: string; status: string }[];
  collectionTypes: CollectionType[];
  categories: string[];
  materialTypes: string[];
  languages: string[];
}

const branches = prepared<Choices['branches'][number]>(
  'catalog.choices.branches',
  'select id, name, status from branches order by name',
);
const used = prepared<{ name: string; value: string }>(
  'catalog.choices.used',
  `select f.name, f.value from unnest(array['category', 'materialType', 'language']) n (name)
   cross join lateral (select name, value from search_facets where name = n.name order by value limit 500) f`,
);

/** What the lists of a form offer: places, and the values that are in use. */
export const choices = view({
  name: 'catalog.staff.choices',
  permission: 'copy:read',
  input: z.strictObject({}),
  async run(ctx): Promise<Choices> {
    const values = await used.all(ctx.sql, []);
    const of = (name: string): string[] => values.flatMap((row) => (row.name === name ? [row.value] : []));
    return {
      branches: await branches.all(ctx.sql, []),
      collectionTypes: await collectionTypes(ctx),
      categories: of('category'),
      materialTypes: of('materialType'),
      languages: of('language'),
    };
  },
});
