import { z } from 'zod';
import type { Route } from '../kernel/http/route.ts';
import { PageMetaReply } from '../kernel/page.ts';

type Json = Record<string, unknown>;

const PLAIN = new Set(['string', 'integer', 'number', 'boolean', 'object', 'array']);

/** Zod -> JSON Schema for OpenAPI and for reply serialisation: dates are ISO strings, a nullable is one type list. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const made = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: json }) => {
      if (zodSchema._zod.def.type === 'date') Object.assign(json, { type: 'string', format: 'date-time' });
      const either = json.anyOf;
      const other = either?.find((option) => option.type !== 'null');
      if (
        either?.length === 2 &&
        other &&
        either.some((o) => o.type === 'null') &&
        PLAIN.has(String(other.type)) &&
        !other.enum
      ) {
        delete json.anyOf;
        Object.assign(json, other, { type: [other.type, 'null'] });
      }
    },
  });
  const { $schema: _dialect, ...rest } = made;
  return rest as Json;
}

const envelope = (data: Json, meta: Json | null): Json => ({
  type: 'object',
  properties: {
    success: { type: 'boolean', const: true },
    data,
    message: { type: 'string' },
    ...(meta ? { meta } : {}),
    requestId: { type: 'string' },
  },
  required: ['success', 'data', 'requestId'],
});

export const ErrorReply = z.object({
  success: z.literal(false),
  error: z.object({
    message: z.string(),
    code: z.string(),
    field: z.string().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
  requestId: z.string(),
});

const errorSchema: Json = { ...jsonSchema(ErrorReply, 'output'), title: 'Error' };
const isParameter = (path: string, name: string): boolean => path.split('/').includes(`:${name}`);

/** What Fastify serialises by and the OpenAPI document shows. Validation itself is the verb's. */
export function routeSchema(route: Route): Json {
  const input = jsonSchema(route.operation.input, 'input');
  const properties = Object.entries((input.properties ?? {}) as Record<string, Json>);
  const required = (input.required ?? []) as string[];
  const part = (keep: (name: string) => boolean): Json => {
    const names = properties.filter(([name]) => keep(name));
    const needed = required.filter((name) => keep(name) && names.some(([n]) => n === name));
    return {
      type: 'object',
      properties: Object.fromEntries(names),
      ...(needed.length > 0 ? { required: needed } : {}),
    };
  };
  const inPath = (name: string): boolean => isParameter(route.path, name);
  const isRead = route.method === 'GET' || route.method === 'DELETE';
  const hasParameters = route.path.includes('/:');
  const rest = part((name) => !inPath(name));
  const isEmpty = Object.keys(rest.properties as Json).length === 0;
  return {
    tags: [route.path.split('/')[1] ?? ''],
    operationId: `${route.operation.operation}${route.method === 'GET' || route.operation.kind === 'verb' ? '' : `.${route.method}`}`,
    summary: route.options.summary ?? route.operation.operation,
    description: `Permission: \`${route.operation.permission}\`${route.options.idempotent ? '. Honours `Idempotency-Key`.' : ''}`,
    ...(hasParameters ? { params: withAll(part(inPath), route.path) } : {}),
    ...(isRead && !isEmpty ? { querystring: rest } : {}),
    ...bodyPart(route, isRead, isEmpty, rest),
    response: { [route.options.status ?? 200]: replySchema(route), '4xx': errorSchema, '5xx': errorSchema },
  };
}

function bodyPart(route: Route, isRead: boolean, isEmpty: boolean, rest: Json): Json {
  if (route.options.file) {
    const { file: _file, ...query } = rest.properties as Json;
    return { consumes: [...route.options.file.types], querystring: { type: 'object', properties: query } };
  }
  return isRead || isEmpty ? {} : { body: rest };
}

/** Path parameters are always required, whatever the verb's schema says. */
function withAll(params: Json, path: string): Json {
  const names = path
    .split('/')
    .filter((part) => part.startsWith(':'))
    .map((part) => part.slice(1));
  const known = params.properties as Json;
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((n) => [n, known[n] ?? { type: 'string' }])),
    required: names,
  };
}

function replySchema(route: Route): Json {
  if (route.shape === 'file' || !route.reply) return { type: 'string', format: 'binary' };
  const data = jsonSchema(route.reply, 'output');
  if (route.shape === 'list') return envelope({ type: 'array', items: data }, jsonSchema(PageMetaReply, 'output'));
  return envelope(data, null);
}
