import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Ctx } from '../context.ts';
import type { RateClass } from '../limits.ts';
import type { Page } from '../page.ts';
import type { Operation } from '../verb.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Address = `${Method} /${string}`;

/** A reply that is a file, not an envelope. */
export interface FileReply {
  type: string;
  name: string;
  body: Readable | Buffer | string;
  inline?: boolean;
  /** Of what everybody may see: how long browsers and proxies may keep it. */
  keptSeconds?: number;
}

/** Always HttpOnly, SameSite=Lax, for the whole site, until the browser closes unless said; null takes it away. */
export interface Cookie {
  name: string;
  value: string | null;
  secure: boolean;
  maxAgeSeconds?: number;
}

export interface RouteOptions<Input, Output = never> {
  /** 200 unless said; 201 where something was made. */
  status?: 200 | 201 | 202;
  message?: string;
  rate?: RateClass;
  /** Honours Idempotency-Key: what moves books or money. */
  idempotent?: boolean;
  /** Anonymous readers get one kept answer, dropped with any of its tags. */
  cache?: { ttlSeconds: number; tags: (input: Input) => readonly string[] };
  /** Body of these types arrives as `file` (bytes); larger than JSON may be. */
  file?: { types: readonly string[]; maxBytes: number };
  /** `file` is then a function that gives the stream: the verb itself bounds what it takes. */
  streamed?: boolean;
  /** Sent beside the reply: what the browser keeps and its scripts never see. */
  cookie?: (ctx: Ctx, reply: Output) => Cookie;
  summary?: string;
}

export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly operation: Operation<z.ZodType, unknown>;
  readonly shape: 'single' | 'list' | 'file';
  readonly reply: z.ZodType | null;
  readonly options: RouteOptions<never>;
}

/** A handler whose reply differs from its schema does not compile. */
type Fits<R extends z.ZodType, O> = [O] extends [z.input<R>] ? unknown : { replyDoesNotFit: z.input<R> };

function make(
  address: Address,
  operation: unknown,
  shape: Route['shape'],
  reply: z.ZodType | null,
  options: unknown,
): Route {
  const [method, path] = address.split(' ') as [Method, string];
  return {
    method,
    path,
    operation: operation as Route['operation'],
    shape,
    reply,
    options: options as Route['options'],
  };
}

export function route<I extends z.ZodType, O, R extends z.ZodType>(
  address: Address,
  operation: Operation<I, O>,
  reply: R & Fits<R, O>,
  options: RouteOptions<z.output<I>, O> = {},
): Route {
  return make(address, operation, 'single', reply, options);
}

export function listRoute<I extends z.ZodType, O, R extends z.ZodType>(
  address: Address,
  operation: Operation<I, Page<O>>,
  item: R & Fits<R, O>,
  options: RouteOptions<z.output<I>> = {},
): Route {
  return make(address, operation, 'list', item, options);
}

export function fileRoute<I extends z.ZodType>(
  address: Address,
  operation: Operation<I, FileReply>,
  options: RouteOptions<z.output<I>> = {},
): Route {
  return make(address, operation, 'file', null, options);
}
