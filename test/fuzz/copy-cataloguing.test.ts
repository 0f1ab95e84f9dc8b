import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SruAnswer, SruAnswerReader } from '../../src/lib/sru/answer.ts';
import { cqlOf } from '../../src/lib/sru/query.ts';
import { elementAt } from '../../src/lib/z3950/ber.ts';
import { MessageReader } from '../../src/lib/z3950/messages.ts';
import { encodeQuery, rpnOf } from '../../src/lib/z3950/query.ts';
import { decodeReply } from '../../src/lib/z3950/replies.ts';
import { Z3950Trouble } from '../../src/lib/z3950/trouble.ts';
import { changed, changes, fuzzRuns, fuzzTime } from '../support/fuzz.ts';
import { field, marc } from '../support/marc.ts';
import { diagnosticReply, initReply, presentReply, searchReply, sruAnswer } from '../support/targets.ts';

const RECORDS = [marc('Satu', [field('500', '  ', 'aā 書')]), marc('Dua'), marc('Tiga')];
const REPLIES = [
  initReply(),
  searchReply(24),
  searchReply(0, diagnosticReply(114, 'Unsupported Use attribute')),
  presentReply(...RECORDS),
];
const ANSWERS = [sruAnswer(RECORDS), sruAnswer(RECORDS).replaceAll('&', '&amp;'), '<collection><record/></collection>'];

/** Whatever it is: an answer, or a refusal that has a name. */
function tried<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    if (error instanceof Z3950Trouble) return error.code;
    throw error;
  }
}

describe('any answer of Z39.50', () => {
  const marks = ['\x80', '\0\0', '\x84\xff\xff\xff\xff', '\x30\x80', '\xbf\x82\x02', '\x1f\xff', '\x02\x09'];
  const damaged = fc
    .tuple(fc.constantFrom(...REPLIES), changes(marks, 200))
    .map(([reply, list]) => changed(reply, list));

  it(
    'is read, or refused by name',
    () => {
      fc.assert(
        fc.property(
          fc.oneof(
            damaged,
            fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
          ),
          (bytes) => {
            const read = tried(() => decodeReply(bytes));
            if (typeof read === 'object' && 'records' in read)
              expect(read.records.reduce((sum, one) => sum + one.bytes.length, 0)).toBeLessThanOrEqual(bytes.length);
          },
        ),
        fuzzRuns(2_500),
      );
    },
    fuzzTime(60_000),
  );

  it(
    'is cut into the same messages whatever the pieces, and never grows',
    () => {
      const line = (bytes: Buffer, size: number): (Buffer | string)[] => {
        const reader = new MessageReader(5_000);
        const whole: (Buffer | string)[] = [];
        for (let at = 0; at < bytes.length; at += size) {
          const got = tried(() => reader.push(bytes.subarray(at, at + size)));
          if (typeof got === 'string') return [...whole, got];
          whole.push(...got);
        }
        return whole;
      };
      fc.assert(
        fc.property(
          fc.array(fc.oneof(fc.constantFrom(...REPLIES), damaged), { maxLength: 4 }),
          fc.integer({ min: 1, max: 64 }),
          (list, size) => {
            const bytes = Buffer.concat(list);
            const messages = line(bytes, size);
            expect(
              messages.filter((one) => typeof one === 'object').reduce((sum, one) => sum + one.length, 0),
            ).toBeLessThanOrEqual(bytes.length);
          },
        ),
        fuzzRuns(2_000),
      );
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom(...REPLIES), { maxLength: 4 }),
          fc.integer({ min: 1, max: 64 }),
          (list, size) => {
            expect(line(Buffer.concat(list), size)).toEqual(list);
          },
        ),
        fuzzRuns(500),
      );
    },
    fuzzTime(60_000),
  );
});

describe('any answer of SRU', () => {
  const marks = [
    '<',
    '>',
    '&',
    '"',
    '<!--',
    '<![CDATA[',
    ']]>',
    '<!DOCTYPE x [',
    '\xff',
    '\x07',
    '<record>',
    '</zs:recordData>',
    '<zs:recordData>',
    'xmlns="" ',
  ];
  const read = (bytes: Buffer, size: number): SruAnswer => {
    const reader = new SruAnswerReader(2);
    for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
    return reader.end();
  };

  it(
    'is read up to where it makes sense, the same whatever the pieces',
    () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...ANSWERS),
          changes(marks, 200),
          fc.integer({ min: 1, max: 500 }),
          (xml, list, size) => {
            const bytes = changed(Buffer.from(xml), list);
            const answer = read(bytes, size);
            expect(answer).toEqual(read(bytes, bytes.length + 1));
            expect(answer.records.length + answer.unread).toBeLessThanOrEqual(2);
            for (const { leader, fields } of answer.records)
              expect([leader.length, fields.length > 0]).toEqual([24, true]);
          },
        ),
        fuzzRuns(2_500),
      );
    },
    fuzzTime(90_000),
  );
});

describe('whatever people look for', () => {
  const indexes = { isbn: 'bath.isbn', issn: null, title: 'dc.title', author: 'dc.creator' };
  const words = fc.string({ unit: 'binary', maxLength: 40 });
  const said = fc.record({ title: words, author: words });

  it(
    'is clauses of our indexes joined by and, with a plain word each',
    () => {
      fc.assert(
        fc.property(said, (wish) => {
          const cql = cqlOf(wish, indexes);
          if (cql !== null) expect(cql).toMatch(/^(?:dc\.(?:title|creator)="[\p{L}\p{M}\p{N}]+"(?: and |$))+$/u);
        }),
        fuzzRuns(2_000),
      );
    },
    fuzzTime(30_000),
  );

  it(
    'is one well-formed element of BER',
    () => {
      fc.assert(
        fc.property(said, (wish) => {
          const rpn = rpnOf(wish);
          if (!rpn) return;
          const bytes = encodeQuery(rpn);
          expect(elementAt(bytes, 0).next).toBe(bytes.length);
        }),
        fuzzRuns(2_000),
      );
    },
    fuzzTime(30_000),
  );
});
