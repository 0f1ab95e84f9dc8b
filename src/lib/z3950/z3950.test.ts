import { describe, expect, it } from 'vitest';
import { childrenOf, elementAt, integerOf, octetsOf, oidOf } from './ber.ts';
import { MessageReader } from './messages.ts';
import { encodeQuery, rpnOf } from './query.ts';
import { decodeReply } from './replies.ts';
import { initRequest, presentRequest, SYNTAXES, searchRequest } from './requests.ts';
import { Z3950Trouble } from './trouble.ts';
import { boolean, element, integer, oid, primitive, text } from './write.ts';

const troubleOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Z3950Trouble) return error.code;
    throw error;
  }
  return 'none';
};
const only = (bytes: Buffer) => elementAt(bytes, 0).element;

describe('BER', () => {
  it.each([0, 1, 127, 128, 255, 256, 32_767, 32_768, 1_048_576, -1, -128, -129])('keeps the number %i', (number) => {
    expect(integerOf(only(integer('c5', number)))).toBe(number);
  });

  it('writes numbers and names in their shortest form', () => {
    expect(integer('c5', 1_048_576).toString('hex')).toBe('8503100000');
    expect(integer('c212', 0).toString('hex')).toBe('9f815401' + '00');
    expect(oid('u6', SYNTAXES.USMARC).toString('hex')).toBe('06072a8648ce13050a');
    expect(oidOf(only(oid('u6', '1.2.840.10003.5.109.10')))).toBe('1.2.840.10003.5.109.10');
  });

  it('reads what does not say its length, and texts in pieces', () => {
    const inner = Buffer.concat([Buffer.from([0x24, 0x80]), text('u4', 'Lask'), text('u4', 'ar'), Buffer.from([0, 0])]);
    const outer = Buffer.concat([Buffer.from([0x30, 0x80]), inner, integer('u2', 7), Buffer.from([0, 0])]);
    const [words, number] = childrenOf(only(outer));
    expect([words && octetsOf(words).toString(), number && integerOf(number)]).toEqual(['Laskar', 7]);
  });

  it.each([
    ['a length beyond the end', Buffer.from('3005020101', 'hex')],
    ['a length of five bytes', Buffer.from('308500000000010203', 'hex')],
    ['an endless name', Buffer.from('3fffffffffff010000', 'hex')],
    ['no end mark', Buffer.from('3080020101', 'hex')],
    ['a plain value of unknown length', Buffer.from('0280020100', 'hex')],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', (_what, bytes) => {
    expect(troubleOf(() => elementAt(bytes, 0))).toBe('z3950.not_ber');
  });

  it('goes only so deep', () => {
    const deep = Buffer.concat([Buffer.from('3080'.repeat(5_000), 'hex'), Buffer.alloc(10_000)]);
    expect(troubleOf(() => elementAt(deep, 0))).toBe('z3950.too_deep');
  });
});

describe('a question by attributes', () => {
  it('asks for a number in each of its forms, and for every word of a title and its author', () => {
    expect(rpnOf({ isbns: ['9789793062792', '9793062797'] })).toEqual({
      op: 'or',
      of: [
        { use: 7, term: '9789793062792' },
        { use: 7, term: '9793062797' },
      ],
    });
    expect(rpnOf({ issn: '0126-4222' })).toEqual({ use: 8, term: '0126-4222' });
    expect(rpnOf({ title: 'Laskar  "Pelangi"', author: 'Hirata' })).toEqual({
      op: 'and',
      of: [
        {
          op: 'and',
          of: [
            { use: 4, term: 'Laskar' },
            { use: 4, term: 'Pelangi' },
          ],
        },
        { use: 1003, term: 'Hirata' },
      ],
    });
    expect(rpnOf({ title: ' "*" ' })).toBeNull();
  });

  it.each([
    [
      { title: 'computer' },
      'find @attr 1=4 computer',
      'b528a12606072a8648ce130301a01bbf6618bf2c0a30089f7801019f7901049f2d08636f6d7075746572',
    ],
    [
      { isbns: ['9789793062792', '9793062797'] },
      'find @or @attr 1=7 9789793062792 @attr 1=7 9793062797',
      'b553a15106072a8648ce130301a146a020bf661dbf2c0a30089f7801019f7901079f2d0d39373839373933303632373932a01dbf661abf2c0a30089f7801019f7901079f2d0a39373933303632373937bf2e028100',
    ],
  ])('is the very bytes that yaz-client 5.34 sends for it: %j', (wish, _command, bytes) => {
    const rpn = rpnOf(wish);
    expect(rpn && encodeQuery(rpn).toString('hex')).toBe(bytes);
  });
});

const reply = (name: string, ...parts: Buffer[]): Buffer => element(name, ...parts);
const named = (syntax: string, bytes: Buffer): Buffer =>
  element(
    'u16',
    text('c0', 'Default'),
    element('c1', element('c1', element('u8', oid('u6', syntax), primitive('c1', bytes)))),
  );
const diagnostic = (condition: number, words: string): Buffer[] => [
  oid('u6', '1.2.840.10003.4.1'),
  integer('u2', condition),
  primitive('u26', Buffer.from(words)),
];

describe('answers', () => {
  it('are told apart and read', () => {
    const init = reply(
      'c21',
      primitive('c3', Buffer.from('05e0', 'hex')),
      boolean('c12', true),
      text('c111', 'Zebra'),
      text('c112', '2.2.7'),
    );
    expect(decodeReply(init)).toEqual({ kind: 'init', accepted: true, server: 'Zebra 2.2.7' });
    const search = reply('c23', integer('c23', 24), integer('c24', 0), integer('c25', 1), boolean('c22', true));
    expect(decodeReply(search)).toEqual({ kind: 'search', hits: 24, succeeded: true, records: [], diagnostics: [] });
    const refused = reply('c23', integer('c23', 0), boolean('c22', false), element('c130', ...diagnostic(114, '9999')));
    expect(decodeReply(refused)).toMatchObject({
      succeeded: false,
      diagnostics: [{ condition: 114, message: '9999' }],
    });
    expect(decodeReply(reply('c48', integer('c211', 5), text('c3', 'going\ndown')))).toEqual({
      kind: 'close',
      reason: 5,
      message: 'going down',
    });
  });

  it('bring records, with what is wrong with the others', () => {
    const surrogate = element('u16', element('c1', element('c2', element('u16', ...diagnostic(238, 'USmarc')))));
    const present = reply(
      'c25',
      integer('c24', 2),
      element('c28', named(SYNTAXES.USMARC, Buffer.from('00000')), surrogate),
    );
    expect(decodeReply(present)).toEqual({
      kind: 'present',
      records: [{ syntax: SYNTAXES.USMARC, bytes: Buffer.from('00000') }],
      diagnostics: [{ condition: 238, message: 'USmarc' }],
    });
  });

  it.each([
    ['another kind of message', reply('c26', integer('c1', 1))],
    ['a count that is missing', reply('c23', boolean('c22', true))],
    ['a negative count', reply('c23', integer('c23', -1), boolean('c22', true))],
    ['a count of twenty digits', reply('c23', primitive('c23', Buffer.alloc(9, 0x7f)), boolean('c22', true))],
    ['two messages in one', Buffer.concat([reply('c25'), reply('c25')])],
  ])('are refused: %s', (_what, bytes) => {
    expect(troubleOf(() => decodeReply(bytes))).toMatch(/^z3950\./);
  });
});

describe('messages on the line', () => {
  const messages = [
    initRequest(),
    searchRequest('Default', { use: 4, term: 'x' }, 'USMARC'),
    presentRequest(1, 10, 'USMARC'),
  ];
  const indefinite = Buffer.concat([Buffer.from([0xb5, 0x80]), boolean('c12', true), Buffer.from([0, 0])]);

  it('are whole again whatever the pieces', () => {
    const line = Buffer.concat([...messages, indefinite]);
    for (const size of [1, 2, 7, 64, line.length]) {
      const reader = new MessageReader(10_000);
      const whole: Buffer[] = [];
      for (let at = 0; at < line.length; at += size) whole.push(...reader.push(line.subarray(at, at + size)));
      expect(whole).toEqual([...messages, indefinite]);
    }
  });

  it('are refused as soon as they say that they are too large, or prove to be', () => {
    expect(troubleOf(() => new MessageReader(1000).push(Buffer.from('b584ffffffff', 'hex')))).toBe('z3950.too_large');
    const reader = new MessageReader(1000);
    reader.push(Buffer.from('b580', 'hex'));
    expect(troubleOf(() => reader.push(Buffer.alloc(2_000, 0x30)))).toBe('z3950.too_large');
    expect(troubleOf(() => new MessageReader(1000).push(Buffer.from('HTTP/1.1 400 Bad Request')))).toMatch(
      /^(none|z3950)/,
    );
  });
});
