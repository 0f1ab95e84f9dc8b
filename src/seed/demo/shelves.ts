import type { Random } from '../random.ts';
import { SHELVES_1 } from './data/shelves-1.ts';
import { SHELVES_2 } from './data/shelves-2.ts';
import { SLOTS } from './data/slots.ts';

/** One DDC class with what stands there. */
export interface Shelf {
  classification: string;
  category: string;
  subjects: string[];
  books: number;
  publishers: string;
  templates: string[];
}

export const fields = (line: string): string[] => line.split('|').map((field) => field.trim());
export const commas = (text: string): string[] => text.split(', ');

export const shelves: readonly Shelf[] = `${SHELVES_1}${SHELVES_2}`
  .split('@ ')
  .slice(1)
  .map((block) => {
    const [head = '', ...templates] = block.trim().split('\n');
    const [classification = '', category = '', subjects = '', books = '', publishers = ''] = fields(head);
    return { classification, category, subjects: commas(subjects), books: Number(books), publishers, templates };
  });

/** A title of the shelf that was not taken yet; the same animal does not stand in it twice. */
export function composeTitle(random: Random, shelf: Shelf, taken: Set<string>): string {
  for (;;) {
    const used = new Set<string>();
    const title = random.pick(shelf.templates).replace(/\{(\w+)\}/g, (_, slot: string) => {
      const word = random.pick((SLOTS[slot] ?? []).filter((each) => !used.has(each)));
      used.add(word);
      return word;
    });
    if (taken.has(title)) continue;
    taken.add(title);
    return title;
  }
}
