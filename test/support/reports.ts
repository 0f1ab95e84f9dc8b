import { inflateSync } from 'node:zlib';
import { expect } from 'vitest';
import type { Person } from './cast.ts';
import type { Answer, TestLibrary } from './library.ts';

/** Makes a report and hands over its reply; figures are under `data`. */
export async function reported(library: TestLibrary, who: Person, asked: object) {
  const answer = await library.call(who, 'POST', '/reports', asked);
  expect(answer.body.error).toBeUndefined();
  expect(answer.status).toBe(201);
  return answer.body.data;
}

/** What happens at a moment at somebody's desk; it must succeed. */
export async function at(library: TestLibrary, moment: string, who: Person, path: string, body: object = {}) {
  library.clock.set(moment);
  const answer = await library.call(who, 'POST', path, body);
  expect(answer.body.error).toBeUndefined();
  return answer.body.data;
}

const fromHex = (hex: string): string => new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex'));

/** The words of a PDF, page by page, in the order they were drawn. */
export function pdfPages(file: Buffer): string[] {
  const latin = file.toString('latin1');
  expect(latin.startsWith('%PDF-1.') && latin.trimEnd().endsWith('%%EOF')).toBe(true);
  const streams = [...latin.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, part = '']) => {
    try {
      return inflateSync(Buffer.from(part, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  const words = (stream: string): string =>
    [...stream.matchAll(/\[(.*?)\] TJ/g)]
      .map(([, parts = '']) => [...parts.matchAll(/<([\da-f]*)>/g)].map(([, hex = '']) => fromHex(hex)).join(''))
      .join('\n');
  return streams.filter((stream) => / TJ\b/.test(stream)).map(words);
}

/** A file as it came over HTTP, bytes untouched. */
export async function download(
  library: TestLibrary,
  who: Person,
  path: string,
  language = 'id',
): Promise<Pick<Answer, 'status' | 'headers' | 'body'> & { file: Buffer }> {
  const headers = { authorization: `Bearer ${await who.token()}`, 'accept-language': language };
  const reply = await library.web.inject({ method: 'GET', url: `/api/v1${path}`, headers });
  const isJson = String(reply.headers['content-type']).includes('json');
  return {
    status: reply.statusCode,
    headers: reply.headers,
    body: isJson ? reply.json() : null,
    file: reply.rawPayload,
  };
}
