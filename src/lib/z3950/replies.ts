import { booleanOf, childrenOf, type Element, elementAt, integerOf, octetsOf, oidOf } from './ber.ts';
import { Z3950Trouble } from './trouble.ts';

/** What a server says is wrong: a number of Bib-1 and its own words. */
export interface Diagnostic {
  readonly condition: number;
  readonly message: string;
}

export interface ServerRecord {
  /** OID of its syntax. */
  readonly syntax: string;
  readonly bytes: Buffer;
}

export type Reply =
  | { readonly kind: 'init'; readonly accepted: boolean; readonly server: string }
  | {
      readonly kind: 'search';
      readonly hits: number;
      readonly succeeded: boolean;
      readonly records: readonly ServerRecord[];
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly kind: 'present'; readonly records: readonly ServerRecord[]; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'close'; readonly reason: number; readonly message: string };

/** One message of a server; anything that is none is refused with a Z3950Trouble. */
export function decodeReply(bytes: Buffer): Reply {
  const { element, next } = elementAt(bytes, 0);
  if (next !== bytes.length) throw new Z3950Trouble('z3950.not_ber', 'more than one message');
  const parts = childrenOf(element);
  if (element.name === 'c21') return initReply(parts);
  if (element.name === 'c23') return searchReply(parts);
  if (element.name === 'c25') return { kind: 'present', ...recordsIn(parts) };
  if (element.name === 'c48') return closeReply(parts);
  throw new Z3950Trouble('z3950.unexpected', element.name);
}

const named = (parts: readonly Element[], name: string): Element | undefined =>
  parts.find((part) => part.name === name);

function required(parts: readonly Element[], name: string): Element {
  const part = named(parts, name);
  if (!part) throw new Z3950Trouble('z3950.unexpected', `${name} is missing`);
  return part;
}

const textOf = (part: Element | undefined): string => (part ? plainText(octetsOf(part).toString('utf8')) : '');
const plainText = (text: string): string => [...text.replace(/[\p{Cc}\s]+/gu, ' ').trim()].slice(0, 200).join('');

const initReply = (parts: readonly Element[]): Reply => ({
  kind: 'init',
  accepted: booleanOf(required(parts, 'c12')),
  server: [named(parts, 'c111'), named(parts, 'c112')].map(textOf).filter(Boolean).join(' '),
});

function searchReply(parts: readonly Element[]): Reply {
  const hits = integerOf(required(parts, 'c23'));
  if (hits < 0) throw new Z3950Trouble('z3950.bad_number', 'hits');
  return { kind: 'search', hits, succeeded: booleanOf(required(parts, 'c22')), ...recordsIn(parts) };
}

const closeReply = (parts: readonly Element[]): Reply => {
  const reason = named(parts, 'c211');
  return { kind: 'close', reason: reason ? integerOf(reason) : -1, message: textOf(named(parts, 'c3')) };
};

interface Records {
  readonly records: ServerRecord[];
  readonly diagnostics: Diagnostic[];
}

function recordsIn(parts: readonly Element[]): Records {
  const found: Records = { records: [], diagnostics: [] };
  const list = named(parts, 'c28');
  for (const one of list ? childrenOf(list) : []) takeRecord(one, found);
  const whole = named(parts, 'c130');
  if (whole) found.diagnostics.push(diagnosticOf(whole));
  const several = named(parts, 'c205');
  for (const one of several ? childrenOf(several) : []) found.diagnostics.push(diagnosticOf(one));
  return found;
}

/** A record, or what is wrong with it, in its place of the list. */
function takeRecord(one: Element, { records, diagnostics }: Records): void {
  const outer = required(childrenOf(one), 'c1');
  for (const choice of childrenOf(outer)) {
    if (choice.name === 'c1') {
      const external = childrenOf(choice).find(({ name }) => name === 'u8') ?? choice;
      records.push(recordIn(childrenOf(external)));
    } else if (choice.name === 'c2') for (const each of childrenOf(choice)) diagnostics.push(diagnosticOf(each));
  }
}

function recordIn(parts: readonly Element[]): ServerRecord {
  const direct = named(parts, 'u6');
  const single = named(parts, 'c0');
  const bytes = named(parts, 'c1') ?? (single?.constructed ? childrenOf(single)[0] : single);
  return { syntax: direct ? oidOf(direct) : '', bytes: bytes ? octetsOf(bytes) : Buffer.alloc(0) };
}

function diagnosticOf(part: Element): Diagnostic {
  const parts = part.constructed ? childrenOf(part) : [];
  const condition = named(parts, 'u2');
  const words = parts.filter(({ name }) => /^u(?:26|27|12|22|4)$/.test(name)).map(textOf);
  return { condition: condition ? integerOf(condition) : 0, message: words.join(' ') };
}
