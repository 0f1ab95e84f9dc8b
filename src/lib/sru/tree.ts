import type { SaxesTagNS } from 'saxes';

/** An element of a record that is not MARC, small enough to be held. */
export interface Node {
  readonly local: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
}

export const MAX_NODES = 5_000;

export const nodeOf = (tag: SaxesTagNS): Node => ({
  local: tag.local,
  uri: tag.uri,
  attributes: Object.fromEntries(Object.values(tag.attributes).map(({ local, value }) => [local, value])),
  children: [],
  text: '',
});

export const plainText = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
export const textOf = (node: Node | undefined): string => plainText(node?.text ?? '');

/** Children by name, or grandchildren: 'originInfo/publisher'. */
export function all(node: Node, path: string): Node[] {
  let found = [node];
  for (const name of path.split('/'))
    found = found.flatMap((one) => one.children.filter(({ local }) => local === name));
  return found;
}

export const texts = (node: Node, path: string): string[] => all(node, path).map(textOf).filter(Boolean);
