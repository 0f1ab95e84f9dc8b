import { AsyncLocalStorage } from 'node:async_hooks';
import type { InjectOptions } from 'fastify';
import pg from 'pg';
import { makeCtx, systemActor } from '../../src/kernel/context.ts';
import { asSystem } from '../../src/kernel/verb.ts';
import { openBrowserSession } from '../../src/modules/identity/index.ts';
import type { Person } from './cast.ts';
import type { TestLibrary } from './library.ts';

/** A page as a test sees it. */
export interface Seen {
  status: number;
  html: string;
  /** What is read: without tags, spaces folded. */
  text: string;
  /** Where a redirect leads. */
  location: string | null;
  headers: Record<string, unknown>;
  /** Messages of refused fields, by field. */
  errors: Record<string, string>;
  /** Value of the first hidden or visible field of this name. */
  value(name: string): string | null;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export interface Browser {
  get(url: string, headers?: Record<string, string>): Promise<Seen>;
  /** Sends a form as browsers do. */
  post(url: string, fields?: Fields, headers?: Record<string, string>): Promise<Seen>;
  /** Sends a form and goes where it leads. */
  send(url: string, fields?: Fields): Promise<Seen>;
  cookies: Record<string, string>;
}

/** A browser in process; signed in as this person, or as nobody. Keeps cookies. */
export async function browse(library: TestLibrary, person: Person | null): Promise<Browser> {
  const cookies: Record<string, string> = {};
  if (person) cookies.sid = await sessionOf(library, person);

  const ask = async (method: 'GET' | 'POST', url: string, o: Partial<InjectOptions>): Promise<Seen> => {
    const headers = { 'accept-language': 'id', accept: 'text/html', ...o.headers };
    const reply = await library.web.inject({ method, url, cookies, ...o, headers });
    for (const { name, value, expires } of reply.cookies) {
      if (value === '' || (expires && expires.getTime() === 0)) delete cookies[name];
      else cookies[name] = value;
    }
    return seen(reply.statusCode, reply.body, reply.headers);
  };
  const browser: Browser = {
    cookies,
    get: (url, headers = {}) => ask('GET', url, { headers }),
    post: (url, fields = {}, headers = {}) =>
      ask('POST', url, {
        payload: formOf(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
    async send(url, fields = {}) {
      const answer = await browser.post(url, fields);
      return answer.location ? browser.get(answer.location) : answer;
    },
  };
  return browser;
}

async function sessionOf(library: TestLibrary, person: Person): Promise<string> {
  const ctx = makeCtx(library.app, systemActor('test'));
  const session = await asSystem(ctx, (tx) => openBrowserSession(tx, { id: person.accountId, name: person.name }));
  return session.secret;
}

function formOf(fields: Fields): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, String(one));
  return form;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const decode = (text: string): string => text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
const plain = (html: string): string =>
  decode(
    html
      .replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, ' ')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' '),
  ).trim();

function seen(status: number, html: string, headers: Record<string, unknown>): Seen {
  const named = [...html.matchAll(/<p id="([\w.-]+)-error"[^>]*>([\s\S]*?)<\/p>/g)];
  const { location } = headers;
  return {
    status,
    html,
    text: plain(html),
    location: typeof location === 'string' ? location : null,
    headers,
    errors: Object.fromEntries(named.map(([, name = '', message = '']) => [name, plain(message)])),
    value(name) {
      const tag = new RegExp(`<(?:input|textarea)[^>]*\\bname="${name}"[^>]*>`).exec(html)?.[0];
      return tag === undefined ? null : decode(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '');
    },
  };
}

const counted = new AsyncLocalStorage<string[]>();

/** How many statements `run` sent, transactions' own included; what else this process does meanwhile is not counted. */
export async function countQueries<T>(run: () => Promise<T>): Promise<{ result: T; queries: number; texts: string[] }> {
  const { query } = pg.Client.prototype;
  const texts: string[] = [];
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    counted
      .getStore()
      ?.push(typeof first === 'string' ? first : String((first as { text?: string } | undefined)?.text));
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    const result = await counted.run(texts, run);
    return { result, queries: texts.length, texts };
  } finally {
    pg.Client.prototype.query = query;
  }
}
