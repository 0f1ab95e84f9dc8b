import { encodeQuery, type Rpn } from './query.ts';
import { boolean, element, integer, oid, primitive, text } from './write.ts';

/** Record syntaxes, by the names a target's settings use. */
export const SYNTAX_NAMES = ['USMARC', 'UNIMARC', 'XML'] as const;
export type Syntax = (typeof SYNTAX_NAMES)[number];
export const SYNTAXES: Readonly<Record<Syntax, string>> = {
  USMARC: '1.2.840.10003.5.10',
  UNIMARC: '1.2.840.10003.5.1',
  XML: '1.2.840.10003.5.109.10',
};

const RESULT_SET = 'default';
/** What we take in one message, and at most in one record. */
export const MESSAGE_BYTES = 1024 * 1024;

/** Versions 1 to 3; search, present and named result sets. */
export const initRequest = (): Buffer =>
  element(
    'c20',
    primitive('c3', Buffer.from([0x05, 0xe0])),
    primitive('c4', Buffer.from([0x01, 0xc0, 0x02])),
    integer('c5', MESSAGE_BYTES),
    integer('c6', MESSAGE_BYTES),
    text('c111', 'Pustaka'),
    text('c112', '1'),
  );

/** Only the count is asked for; records come with `presentRequest`. */
export const searchRequest = (database: string, query: Rpn, syntax: Syntax): Buffer =>
  element(
    'c22',
    integer('c13', 0),
    integer('c14', 1),
    integer('c15', 0),
    boolean('c16', true),
    text('c17', RESULT_SET),
    element('c18', text('c105', database)),
    oid('c104', SYNTAXES[syntax]),
    encodeQuery(query),
  );

export const presentRequest = (start: number, count: number, syntax: Syntax): Buffer =>
  element(
    'c24',
    text('c31', RESULT_SET),
    integer('c30', start),
    integer('c29', count),
    element('c19', text('c0', 'F')),
    oid('c104', SYNTAXES[syntax]),
  );

/** Finished. */
export const closeRequest = (): Buffer => element('c48', integer('c211', 0));
