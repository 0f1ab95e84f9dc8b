import { z } from 'zod';
import type { Endpoint } from './endpoints.ts';

/** For the OpenAPI document; the bytes are made elsewhere. */
const shape = (schema: z.ZodType): Record<string, unknown> => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io: 'output' });
  return json;
};

const Warming = z.object({
  status: z.literal('warming'),
  message: z.string(),
  retry_after_seconds: z.int(),
});

const described = (text: string, schema: z.ZodType) => ({ description: text, ...shape(schema) });

/** In the API's one shape of errors. */
const refused = (reasons: Readonly<Record<number, string>>) =>
  Object.fromEntries(
    Object.entries(reasons).map(([status, description]) => [
      status,
      { description, type: 'object', additionalProperties: true },
    ]),
  );
const TOO_MANY = 'Too many requests; see `Retry-After`';

export const aggregateSchema = ({ path, summary, reply, hasToday }: Endpoint) => {
  const frozen = z.object({ generated_at: z.iso.datetime(), ttl_seconds: z.int(), data: reply });
  const today = z.object({ total: z.int(), generated_at: z.iso.datetime() }).nullable();
  const warming = hasToday ? Warming.extend({ today }) : Warming;
  return {
    tags: [path.split('/')[1] ?? ''],
    operationId: `statistics.${path.slice(1).replaceAll('/', '.')}`,
    summary,
    description: 'Frozen once a day. Readers are named in full to holders of `reports:generate`, otherwise masked.',
    response: {
      200: described('As it was frozen', frozen),
      202: described('Not made yet', warming),
      ...refused({ 429: TOO_MANY }),
    },
  };
};

export const todaySchema = {
  tags: ['visitors'],
  operationId: 'statistics.visitors.today',
  summary: 'How many visitors came today',
  description: '`source`: cache, db (counted for this call) or stale (the database is away; see `generated_at`).',
  response: {
    200: described(
      'The count',
      z.object({ total: z.int(), source: z.enum(['cache', 'db', 'stale']), generated_at: z.iso.datetime().optional() }),
    ),
    ...refused({ 429: TOO_MANY, 503: 'The database is away and today was not counted yet' }),
  },
};

export const streamSchema = {
  tags: ['visitors'],
  operationId: 'statistics.visitors.today.stream',
  summary: 'The same, live',
  description:
    'Events `init` {total, source, at} and `update` {total, generated_at}, with rising ids; a comment at least every 15 s.',
  produces: ['text/event-stream'],
  response: {
    200: { description: 'An event stream', type: 'string' },
    ...refused({
      404: 'Switched off (`ENABLE_SSE_TODAY`)',
      429: 'Too many streams, from this address or together; see `Retry-After`',
      503: 'The program is stopping; see `Retry-After`',
    }),
  },
};
