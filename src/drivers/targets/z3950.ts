import { connect, type Socket } from 'node:net';
import { Iso2709Reader } from '../../lib/marc/iso2709/read.ts';
import type { MarcRead } from '../../lib/marc/reader.ts';
import { MarcXmlReader } from '../../lib/marc/xml/read.ts';
import { MessageReader } from '../../lib/z3950/messages.ts';
import type { Rpn } from '../../lib/z3950/query.ts';
import { decodeReply, type Reply, type ServerRecord } from '../../lib/z3950/replies.ts';
import {
  closeRequest,
  initRequest,
  MESSAGE_BYTES,
  presentRequest,
  SYNTAXES,
  searchRequest,
} from '../../lib/z3950/requests.ts';
import { TargetError } from './errors.ts';
import { guardedLookup, requireAllowedHost } from './guard.ts';
import type { Charset, Found, Limits, Z3950Target } from './target.ts';

/** Of one message and of everything one search brings. */
const MAX_MESSAGE = 4 * MESSAGE_BYTES;
const MAX_BYTES = 8 * MESSAGE_BYTES;

/** One search by Z39.50: connect, init, search, present as often as the server cuts its answers, close. */
export async function askZ3950(target: Z3950Target, query: Rpn, limits: Limits): Promise<Found> {
  requireAllowedHost(target.host, limits.privateToo);
  const { host, port } = target;
  const socket = connect({ host, port, lookup: guardedLookup(limits.privateToo), signal: limits.signal });
  // Whoever waits for an answer hears of it; afterwards it does not matter any more.
  socket.on('error', () => {});
  try {
    const found = await search(conversation(socket), target, query, limits.most);
    socket.write(closeRequest());
    return found;
  } finally {
    socket.destroySoon();
  }
}

type Talk = (request: Buffer) => Promise<Reply>;

/** Sends a request and waits for its one answer. */
function conversation(socket: Socket): Talk {
  const messages = messagesOf(socket);
  return async (request) => {
    socket.write(request);
    const { value, done } = await messages.next();
    if (done) throw new TargetError('cataloguing.target.away', 'closed');
    const reply = decodeReply(value);
    if (reply.kind === 'close')
      throw new TargetError('cataloguing.target.refused_us', reply.message || `reason ${reply.reason}`);
    return reply;
  };
}

async function* messagesOf(socket: Socket): AsyncGenerator<Buffer, undefined> {
  const reader = new MessageReader(MAX_MESSAGE);
  let size = 0;
  const chunks: AsyncIterable<Buffer> = socket;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new TargetError('cataloguing.target.too_much');
    yield* reader.push(chunk);
  }
  return undefined;
}

const unexpected = (reply: Reply): TargetError => new TargetError('cataloguing.target.nonsense', reply.kind);

async function search(talk: Talk, target: Z3950Target, query: Rpn, most: number): Promise<Found> {
  const init = await talk(initRequest());
  if (init.kind !== 'init') throw unexpected(init);
  if (!init.accepted) throw new TargetError('cataloguing.target.refused_us', init.server);
  const result = await talk(searchRequest(target.database, query, target.syntax));
  if (result.kind !== 'search') throw unexpected(result);
  if (!result.succeeded) throw says(result.diagnostics);
  const wanted = Math.min(most, result.hits);
  const raw = [...result.records];
  while (raw.length < wanted) {
    const reply = await talk(presentRequest(raw.length + 1, wanted - raw.length, target.syntax));
    if (reply.kind !== 'present') throw unexpected(reply);
    if (reply.records.length === 0) {
      if (raw.length === 0) throw says(reply.diagnostics);
      break;
    }
    raw.push(...reply.records);
  }
  return { total: result.hits, ...marcOf(raw.slice(0, wanted), target.charset) };
}

const says = (diagnostics: readonly { condition: number; message: string }[]): TargetError =>
  new TargetError(
    'cataloguing.target.says',
    diagnostics.map(({ condition, message }) => `${message} (Bib-1 ${condition})`).join(' · ') || 'no records',
  );

function marcOf(raw: readonly ServerRecord[], charset: Charset): Pick<Found, 'records' | 'unread'> {
  const read = raw.flatMap((record) => readOf(record, charset).slice(0, 1));
  const records = read.flatMap((one) => (one.ok ? [one.record] : []));
  return { records, unread: raw.length - records.length };
}

function readOf({ syntax, bytes }: ServerRecord, charset: Charset): MarcRead[] {
  const isXml = syntax === SYNTAXES.XML;
  if (!isXml && !syntax.startsWith('1.2.840.10003.5.')) return [];
  const reader = isXml ? new MarcXmlReader() : new Iso2709Reader();
  return [...reader.push(isXml ? bytes : told(bytes, charset)), ...reader.end()];
}

/** The leader says of a record what its target is known to send. */
function told(bytes: Buffer, charset: Charset): Buffer {
  if (charset === 'AUTO' || bytes.length < 24) return bytes;
  const copy = Buffer.from(bytes);
  copy[9] = charset === 'UTF8' ? 0x61 : 0x20;
  return copy;
}
