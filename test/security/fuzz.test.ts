import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBook } from '../support/cast.ts';
import { brokenInvariants } from '../support/invariants.ts';
import { openLibrary, type TestLibrary } from '../support/library.ts';

type Json = Record<string, unknown>;
interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  parameters: { name: string; in: string; schema: Json }[];
  body: { type: string; schema: Json } | null;
}

interface Asked {
  path: (readonly [string, unknown])[];
  query: Json;
  body: unknown;
  headers: Json;
}

const REQUESTS = 5_500;
const AT_ONCE = 8;

/** What people and attackers type. */
const nasty = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '‮',
    "' or 1=1 --",
    '"; drop table books; --',
    '../../etc/passwd',
    '%00',
    '{}',
    '[]',
    'null',
    'true',
    '-1',
    '0',
    '1e309',
    'NaN',
    '9007199254740993',
    '99999999999999999999',
    '__proto__',
    'constructor',
    '<script>alert(1)</script>',
    '=cmd()',
    '2026-02-30',
    '0000-00-00',
    '9999-12-31',
    '275760-09-13',
    '1900-01-01T00:00:00Z',
    'a'.repeat(600),
    'é'.repeat(300),
    '🙂'.repeat(80),
    '%',
    '_',
    '\\',
    '$1',
    ':*',
    '&',
    '!',
    '((',
    '"',
    "'",
    'ﬀ',
    'İ',
    '-0',
    '1/0',
    'Infinity',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 40 }),
);
const wrong: fc.Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double(),
  fc.constantFrom(2 ** 53, -(2 ** 53), 1e308, -1, 0, 0.1, 2 ** 31, 2 ** 63),
  fc.array(nasty, { maxLength: 4 }),
  fc.dictionary(fc.string({ maxLength: 8 }), nasty, { maxKeys: 3 }),
  fc.constant(JSON.parse('['.repeat(40) + ']'.repeat(40))),
);

describe('generated requests', () => {
  let library: TestLibrary;
  let operations: Operation[];
  let known: string[];
  beforeAll(async () => {
    library = await openLibrary({ worker: true });
    const { barcodes, bookId } = await addBook(library.app, library.cast, { copies: 3 });
    const { wati, sari, andi, central, student, general, rule } = library.cast;
    known = [
      bookId,
      ...barcodes,
      sari.memberId,
      andi.memberId,
      'LIB001',
      central,
      student,
      general,
      rule,
      wati.accountId,
      andi.accountId,
    ];
    operations = operationsOf((library.web as unknown as { swagger(): Json }).swagger());
  });
  afterAll(() => library.close());

  const id = () =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...known) },
      { weight: 2, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: nasty },
    );

  /** Mostly what the schema asks for, so that the request gets past the door; sometimes anything. */
  function value(schema: Json, depth = 0): fc.Arbitrary<unknown> {
    const right = rightValue(schema, depth);
    return fc.oneof({ weight: 16, arbitrary: right }, { weight: 1, arbitrary: wrong });
  }

  function rightValue(schema: Json, depth: number): fc.Arbitrary<unknown> {
    if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
    if (schema.const !== undefined) return fc.constant(schema.const);
    const options = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
    if (options) return fc.oneof(...options.map((option) => value(option, depth + 1)));
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    if (type === 'string') return text(schema);
    if (type === 'integer' || type === 'number') return number(schema);
    if (type === 'boolean') return fc.boolean();
    if (type === 'array') return fc.array(value((schema.items ?? {}) as Json, depth + 1), { maxLength: 3 });
    if (type === 'object' && depth < 5) return record(schema, depth);
    return wrong;
  }

  function text(schema: Json): fc.Arbitrary<unknown> {
    if (schema.format === 'uuid') return id();
    if (schema.format === 'email') return fc.oneof(fc.emailAddress(), nasty);
    if (schema.format === 'date')
      return fc.constantFrom('2026-03-02', '2026-12-31', '2024-02-29', '2026-02-30', '0001-01-01', '9999-12-31');
    if (schema.format === 'date-time')
      return fc.constantFrom('2026-03-02T00:00:00Z', '9999-12-31T23:59:59Z', '2026-03-02T00:00:00+14:00');
    return fc.oneof(
      { weight: 3, arbitrary: fc.string({ maxLength: 30 }) },
      { weight: 2, arbitrary: id() },
      { weight: 2, arbitrary: nasty },
    );
  }

  const number = (schema: Json): fc.Arbitrary<unknown> => {
    const clamp = (n: unknown, fallback: number) => Math.max(-1e9, Math.min(1e9, typeof n === 'number' ? n : fallback));
    const min = clamp(schema.minimum ?? schema.exclusiveMinimum, -5);
    return fc.integer({
      min: Math.ceil(min),
      max: Math.max(Math.ceil(min), Math.floor(clamp(schema.maximum, 10_000))),
    });
  };

  function record(schema: Json, depth: number): fc.Arbitrary<Json> {
    const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
    const required = new Set((schema.required ?? []) as string[]);
    const fields = Object.fromEntries(properties.map(([name, inner]) => [name, value(inner, depth + 1)]));
    const optional = { requiredKeys: properties.map(([name]) => name).filter((name) => required.has(name)) };
    const plain = fc.record(fields, optional) as fc.Arbitrary<Json>;
    return fc.oneof(
      { weight: 9, arbitrary: plain },
      { weight: 1, arbitrary: plain.chain((body) => nasty.map((key) => ({ ...body, [key]: 1 }))) },
    );
  }

  const oddHeaders = fc.record(
    {
      'accept-language': fc.constantFrom('en', 'id', 'de', 'x'.repeat(200)),
      'if-match': fc.constantFrom('"v1"', '"v99999999999"', 'W/"x"', '*'),
      'idempotency-key': fc.constantFrom('a', 'b', 'x'.repeat(300), 'ü'),
      'api-version': fc.constantFrom('v1', 'v2', ''),
      accept: fc.constantFrom('application/json', 'application/problem+json', '*/*'),
      origin: fc.constantFrom('http://localhost', 'https://evil.example', 'null'),
    },
    { requiredKeys: [] },
  );

  const headers: fc.Arbitrary<Json> = fc.oneof(
    { weight: 8, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: oddHeaders },
  );

  function request(operation: Operation) {
    const path = fc.tuple(
      ...operation.parameters
        .filter((p) => p.in === 'path')
        .map((p) => value(p.schema).map((v) => [p.name, v] as const)),
    );
    const query = fc.record(
      Object.fromEntries(operation.parameters.filter((p) => p.in === 'query').map((p) => [p.name, value(p.schema)])),
      { requiredKeys: [] },
    );
    const body = operation.body ? value(operation.body.schema) : fc.constant(undefined);
    return fc.record({ path, query, body, headers });
  }

  async function send(operation: Operation, asked: Asked) {
    let url = operation.path;
    for (const [name, v] of asked.path) url = url.replace(`{${name}}`, encodeURIComponent(printable(v)) || '-');
    const query = Object.entries(asked.query)
      .map(([name, v]) => `${name}=${encodeURIComponent(printable(v))}`)
      .join('&');
    const isText = operation.body !== null && operation.body.type !== 'application/json';
    const payload = asked.body === undefined ? undefined : isText ? printable(asked.body) : JSON.stringify(asked.body);
    const type: Record<string, string> =
      payload === undefined ? {} : { 'content-type': operation.body?.type ?? 'application/json' };
    return library.call(library.cast.wati, operation.method, query ? `${url}?${query}` : url, payload, {
      ...(asked.headers as Record<string, string>),
      ...type,
    });
  }

  const sample = (operation: Operation, seed: number) =>
    fc.sample(request(operation), { seed, numRuns: 1 })[0] as Asked;

  const printable = (v: unknown): string => (typeof v === 'string' ? v.toWellFormed() : (JSON.stringify(v) ?? ''));

  it(`answers ${REQUESTS} of them without a single 5xx, in the envelope, and breaks nothing`, async () => {
    const failures: string[] = [];
    let sent = 0;
    const statuses = new Map<number, number>();
    const worker = async (): Promise<void> => {
      while (sent < REQUESTS && failures.length < 10) {
        const seed = sent++;
        const operation = operations[seed % operations.length];
        if (!operation) return;
        const asked = sample(operation, seed);
        const reply = await send(operation, asked);
        statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
        if (reply.status >= 500 || leaks(reply.text)) {
          failures.push(
            `${operation.method} ${operation.path} ${reply.status} seed ${seed}: ${JSON.stringify(asked)?.slice(0, 400)} -> ${reply.text.slice(0, 300)}`,
          );
        }
        if (reply.status >= 400 && reply.status < 500 && reply.body && !isErrorBody(reply.body))
          failures.push(`no envelope: ${reply.text.slice(0, 200)}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect(failures).toEqual([]);
    expect(sent).toBeGreaterThanOrEqual(REQUESTS);
    // Enough of them must have got past the door for this to mean something.
    expect((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)).toBeGreaterThan(REQUESTS / 20);
    expect(await brokenInvariants(library.app.pool)).toEqual([]);
  }, 300_000);

  const leaks = (text: string): boolean =>
    /\bat .+\.(ts|js):\d+|syntax error at|node_modules|relation "|select .+ from /i.test(text) &&
    text.includes('"success":false');
  const isErrorBody = (body: Json): boolean =>
    (body.success === false && typeof body.requestId === 'string') || typeof body.title === 'string';
});

function operationsOf(document: Json): Operation[] {
  const found: Operation[] = [];
  for (const [path, methods] of Object.entries(document.paths as Record<string, Record<string, Json>>)) {
    for (const [method, spec] of Object.entries(methods)) {
      // A stream has no end to wait for.
      if (!path.startsWith('/api/') || method === 'head' || path.endsWith('/stream')) continue;
      // Signing out or changing the password would end the fuzzer's own session.
      if (/\/auth\/(logout|password|sessions|session)|\/admins|\/roles/.test(path) && method !== 'get') continue;
      const content = Object.entries(
        ((spec.requestBody as Json | undefined)?.content ?? {}) as Record<string, { schema: Json }>,
      )[0];
      found.push({
        method: method.toUpperCase() as Operation['method'],
        path,
        parameters: (spec.parameters ?? []) as Operation['parameters'],
        body: content ? { type: content[0], schema: content[1].schema } : null,
      });
    }
  }
  return found;
}
