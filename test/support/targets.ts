import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createLine, type Socket } from 'node:net';
import { encodeIso2709 } from '../../src/lib/marc/iso2709/write.ts';
import type { MarcRecord } from '../../src/lib/marc/record.ts';
import { encodeMarcXml } from '../../src/lib/marc/xml/write.ts';
import { MessageReader } from '../../src/lib/z3950/messages.ts';
import { SYNTAXES } from '../../src/lib/z3950/requests.ts';
import { boolean, element, integer, oid, primitive, text } from '../../src/lib/z3950/write.ts';

export interface Target {
  port: number;
  close(): Promise<void>;
}

async function listening(server: Server | ReturnType<typeof createLine>): Promise<Target> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** A catalogue at the edge of the world that speaks SRU, or whatever the listener says. */
export async function httpTarget(listener: RequestListener): Promise<Target> {
  const server = createServer(listener);
  const target = await listening(server);
  return {
    ...target,
    close: () => {
      server.closeAllConnections();
      return target.close();
    },
  };
}

/** One that is spoken to over a bare line. */
export async function lineTarget(answer: (socket: Socket) => void): Promise<Target> {
  const open = new Set<Socket>();
  const server = createLine((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    answer(socket);
  });
  const target = await listening(server);
  return {
    ...target,
    close: () => {
      for (const socket of open) socket.destroy();
      return target.close();
    },
  };
}

export const sruAnswer = (records: readonly MarcRecord[], total = records.length): string => {
  const data = records.map(
    (record) =>
      `<zs:record><zs:recordSchema>marcxml</zs:recordSchema><zs:recordPacking>xml</zs:recordPacking><zs:recordData>${encodeMarcXml(record).replace('<record', '<record xmlns="http://www.loc.gov/MARC21/slim"')}</zs:recordData></zs:record>`,
  );
  return `<?xml version="1.0"?><zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:version>1.1</zs:version><zs:numberOfRecords>${total}</zs:numberOfRecords><zs:records>${data.join('')}</zs:records></zs:searchRetrieveResponse>`;
};

export const initReply = (accepted = true): Buffer =>
  element('c21', primitive('c3', Buffer.from('05e0', 'hex')), boolean('c12', accepted), text('c111', 'Tiruan'));
export const searchReply = (hits: number, ...more: Buffer[]): Buffer =>
  element(
    'c23',
    integer('c23', hits),
    integer('c24', 0),
    integer('c25', 1),
    boolean('c22', more.length === 0),
    ...more,
  );
const namedRecord = (record: MarcRecord | Buffer): Buffer => {
  const bytes = Buffer.isBuffer(record) ? record : encodeIso2709(record);
  const external = element('u8', oid('u6', SYNTAXES.USMARC), primitive('c1', bytes));
  return element('u16', text('c0', 'Default'), element('c1', element('c1', external)));
};
export const presentReply = (...records: readonly (MarcRecord | Buffer)[]): Buffer =>
  element('c25', integer('c24', records.length), element('c28', ...records.map(namedRecord)));
export const diagnosticReply = (condition: number, words: string): Buffer =>
  element('c130', oid('u6', '1.2.840.10003.4.1'), integer('u2', condition), primitive('u26', Buffer.from(words)));

/** Answers init, search and each present in turn. */
export const z3950Target = (...replies: readonly Buffer[]): Promise<Target> =>
  lineTarget((socket) => {
    const reader = new MessageReader(100_000);
    let at = 0;
    socket.on('data', (chunk: Buffer) => {
      for (const _message of reader.push(chunk)) socket.write(replies[at++] ?? Buffer.alloc(0));
    });
  });
