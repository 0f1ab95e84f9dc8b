import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { type SruAnswer, SruAnswerReader } from '../../lib/sru/answer.ts';
import { TargetError } from './errors.ts';
import { guardedLookup, requireAllowedHost } from './guard.ts';
import type { Found, Limits } from './target.ts';

/** So much of one answer is read. */
const MAX_BYTES = 6 * 1024 * 1024;
// A connection for each search: an address is checked when it is connected to.
const agents = { 'http:': new HttpAgent({ keepAlive: false }), 'https:': new HttpsAgent({ keepAlive: false }) };

/** One search by SRU. Redirects are not followed: they could lead anywhere. */
export async function askSru(url: URL, { most, signal, privateToo }: Limits): Promise<Found> {
  requireAllowedHost(url.hostname, privateToo);
  const response = await get(url, signal, privateToo);
  try {
    requireXml(response);
    const reader = new SruAnswerReader(most);
    let size = 0;
    const body: AsyncIterable<Buffer> = response;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MAX_BYTES) throw new TargetError('cataloguing.target.too_much');
      reader.push(chunk);
      if (reader.answer.fault) break;
    }
    return foundIn(reader.end());
  } finally {
    response.destroy();
  }
}

function get(url: URL, signal: AbortSignal, privateToo: boolean): Promise<IncomingMessage> {
  const isTls = url.protocol === 'https:';
  const headers = { accept: 'application/xml, text/xml', 'accept-encoding': 'identity', 'user-agent': 'Pustaka' };
  const options = { headers, signal, lookup: guardedLookup(privateToo), maxHeaderSize: 32 * 1024 };
  return new Promise((resolve, reject) => {
    const sent = isTls
      ? httpsRequest(url, { ...options, agent: agents['https:'] }, resolve)
      : httpRequest(url, { ...options, agent: agents['http:'] }, resolve);
    sent.once('error', reject);
    sent.end();
  });
}

function requireXml({ statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode >= 300 && statusCode < 400)
    throw new TargetError('cataloguing.target.redirects', String(headers.location ?? ''));
  if (statusCode !== 200) throw new TargetError('cataloguing.target.http', String(statusCode));
  const encoding = headers['content-encoding'];
  if (encoding && encoding !== 'identity')
    throw new TargetError('cataloguing.target.nonsense', `content-encoding ${encoding}`);
}

function foundIn(answer: SruAnswer): Found {
  const { records, unread, total, diagnostics, fault } = answer;
  const [first] = diagnostics;
  if (records.length === 0 && first)
    throw new TargetError(
      'cataloguing.target.says',
      [first.message, first.details, first.uri].filter(Boolean).join(' · '),
    );
  if (!answer.isAnswer || (fault && records.length === 0))
    throw new TargetError('cataloguing.target.nonsense', fault ?? '');
  return { total: total ?? records.length + unread, records, unread: unread + (fault ? 1 : 0) };
}
