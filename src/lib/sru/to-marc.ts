import { toMarcLanguage } from '../marc/languages.ts';
import type { DataField, MarcField, MarcRecord } from '../marc/record.ts';
import { all, type Node, textOf, texts } from './tree.ts';

/** A field of these subfields that say something; none when the first of them does not. */
function field(
  tag: string,
  indicators: string,
  ...parts: readonly (readonly [string, string | undefined])[]
): DataField[] {
  const subfields = parts.flatMap(([code, value]) => (value ? [{ code, value }] : []));
  return subfields.length > 0 && parts[0]?.[1] ? [{ tag, indicators, subfields }] : [];
}

const namesOf = (names: readonly string[]): DataField[] =>
  names.flatMap((name, at) => field(at === 0 ? '100' : '700', name.includes(',') ? '1 ' : '0 ', ['a', name]));

const yearIn = (text: string | undefined): string | undefined => /\d{4}/.exec(text ?? '')?.[0];
const isbnIn = (text: string): string | undefined => /(?:97[89][\d -]{10,14}|\b[\d -]{9,12}[\dXx])\b/.exec(text)?.[0];
const languageOf = (text: string | undefined): string | undefined =>
  text && /^[a-z]{3}$/i.test(text)
    ? text.toLowerCase()
    : text && /^[a-z]{2}$/i.test(text)
      ? toMarcLanguage(text)
      : undefined;

const made = (fields: MarcField[], isBook = true): MarcRecord => ({
  leader: `00000n${isBook ? 'am' : 'as'} a2200000 u 4500`,
  fields: fields.toSorted((a, b) => (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0)),
});

/** Dublin Core: the least that is called a record. Null without a title. */
export function dcToMarc(node: Node): MarcRecord | null {
  const [title] = texts(node, 'title');
  if (!title) return null;
  const of = (name: string): string[] => texts(node, name);
  const isbns = of('identifier').flatMap((text) =>
    /isbn/i.test(text) || /^97[89]/.test(text) ? (isbnIn(text) ?? []) : [],
  );
  return made([
    ...isbns.flatMap((isbn) => field('020', '  ', ['a', isbn])),
    ...field('041', '  ', ['a', languageOf(of('language')[0])]),
    ...namesOf(of('creator')),
    ...field('245', '00', ['a', title]),
    ...publication(['b', of('publisher')[0]], ['c', yearIn(of('date')[0])]),
    ...field('520', '  ', ['a', of('description')[0]]),
    ...of('subject').flatMap((name) => field('650', ' 4', ['a', name])),
    ...of('contributor').flatMap((name) => field('700', '0 ', ['a', name])),
  ]);
}

/** MODS: what a book's columns hold. Null without a title. */
export function modsToMarc(node: Node): MarcRecord | null {
  const main = all(node, 'titleInfo').find(({ attributes }) => !attributes.type);
  const part = (name: string): string | undefined => (main ? texts(main, name)[0] : undefined);
  const title = [part('nonSort'), part('title')].filter(Boolean).join(' ');
  if (!main || !part('title')) return null;
  const numbers = (type: string): string[] =>
    all(node, 'identifier')
      .filter(({ attributes }) => attributes.type === type)
      .map(textOf);
  const [origin] = all(node, 'originInfo');
  const from = (path: string): string | undefined => (origin ? texts(origin, path)[0] : undefined);
  const [record] = all(node, 'recordInfo/recordIdentifier');
  const series = all(node, 'relatedItem').filter(({ attributes }) => attributes.type === 'series');
  return made(
    [
      ...(record && textOf(record) ? [{ tag: '001', value: textOf(record) }] : []),
      ...(record?.attributes.source ? [{ tag: '003', value: record.attributes.source }] : []),
      ...numbers('isbn').flatMap((isbn) => field('020', '  ', ['a', isbn])),
      ...numbers('issn').flatMap((issn) => field('022', '  ', ['a', issn])),
      ...field('041', '  ', ['a', languageOf(texts(node, 'language/languageTerm').find((text) => languageOf(text)))]),
      ...classOf(node),
      ...namesOf(all(node, 'name').map(nameOf).filter(Boolean)),
      ...field('245', '00', ['a', title], ['b', part('subTitle')], ['n', part('partNumber')], ['p', part('partName')]),
      ...field('250', '  ', ['a', from('edition')]),
      ...publicationOf(origin),
      ...field('300', '  ', ['a', texts(node, 'physicalDescription/extent')[0]]),
      ...series.flatMap((one) => field('490', '0 ', ['a', texts(one, 'titleInfo/title')[0]])),
      ...field('520', '  ', ['a', texts(node, 'abstract')[0]]),
      ...all(node, 'subject').flatMap(subjectOf),
    ],
    from('issuance') !== 'serial',
  );
}

const classOf = (node: Node): DataField[] =>
  all(node, 'classification')
    .filter(({ attributes }) => attributes.authority === 'ddc')
    .slice(0, 1)
    .flatMap((one) => field('082', '04', ['a', textOf(one)]));

function nameOf(node: Node): string {
  const parts = all(node, 'namePart').filter(({ attributes }) => attributes.type !== 'date');
  const given = parts.filter(({ attributes }) => attributes.type === 'given').map(textOf);
  const others = parts.filter(({ attributes }) => attributes.type !== 'given').map(textOf);
  return [...others, ...(given.length > 0 ? [given.join(' ')] : [])].filter(Boolean).join(', ');
}

function publicationOf(origin: Node | undefined): DataField[] {
  if (!origin) return [];
  const place = all(origin, 'place/placeTerm').find(({ attributes }) => attributes.type !== 'code');
  const [publisher] = texts(origin, 'publisher');
  const year = yearIn(texts(origin, 'dateIssued')[0] ?? texts(origin, 'copyrightDate')[0]);
  return publication(['a', place && textOf(place)], ['b', publisher], ['c', year]);
}

const publication = (...parts: readonly (readonly [string, string | undefined])[]): DataField[] =>
  field('264', ' 1', ...parts.filter(([, value]) => value));

function subjectOf(node: Node): DataField[] {
  const parts = node.children.filter(({ local }) => ['topic', 'geographic', 'temporal', 'genre'].includes(local));
  const [head, ...rest] = parts.map(textOf).filter(Boolean);
  return field('650', ' 4', ['a', head], ...rest.map((text) => ['x', text] as const));
}
