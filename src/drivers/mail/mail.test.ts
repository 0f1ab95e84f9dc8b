import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mailFrom } from './index.ts';
import type { Mail } from './mail.ts';
import { outboxMail } from './outbox.ts';
import { smtpMail } from './smtp.ts';

/** As much of a mail server as it takes to receive a letter, or to misbehave. */
interface PostOffice {
  port: number;
  received: string[];
  connections: number;
  /** What happens to the next connections, one after another; then all goes well. */
  trouble: ('reset' | 'silence' | 'refuse')[];
  /** Extensions it offers. */
  offers: string[];
  commands: string[];
  close(): Promise<void>;
}

async function openPostOffice(): Promise<PostOffice> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    office.connections++;
    const trouble = office.trouble.shift();
    if (trouble === 'reset') return void socket.resetAndDestroy();
    if (trouble === 'silence') return;
    serve(socket, office, trouble === 'refuse');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const office: PostOffice = {
    port: typeof address === 'object' && address ? address.port : 0,
    received: [],
    connections: 0,
    trouble: [],
    offers: [],
    commands: [],
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return office;
}

function serve(socket: Socket, office: PostOffice, refuse: boolean): void {
  let text = '';
  let inLetter = false;
  const say = (line: string) => socket.write(`${line}\r\n`);
  const answer = (line: string): void => {
    office.commands.push(line);
    if (/^EHLO/i.test(line)) for (const offer of office.offers) say(`250-${offer}`);
    if (/^EHLO/i.test(line)) say('250 SMTPUTF8');
    else if (/^AUTH/i.test(line)) say('235 welcome');
    else if (/^RCPT/i.test(line)) say(refuse ? '550 no such mailbox' : '250 ok');
    else if (/^DATA/i.test(line)) say('354 go on');
    else if (/^QUIT/i.test(line)) say('221 bye');
    else say('250 ok');
    inLetter = /^DATA/i.test(line);
  };
  say('220 kantor pos');
  socket.on('data', (bytes) => {
    text += bytes.toString('utf8');
    for (;;) {
      const end = text.indexOf(inLetter ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const part = text.slice(0, end);
      text = text.slice(end + (inLetter ? 5 : 2));
      if (!inLetter) answer(part);
      else {
        office.received.push(part.replace(/^\.\./gm, '.'));
        inLetter = false;
        say('250 taken');
      }
    }
  });
}

/** The body of a letter as a person reads it. */
function readable(mime: string): string {
  const [head = '', ...body] = mime.split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  const plain = /base64/i.test(head)
    ? Buffer.from(text, 'base64').toString()
    : Buffer.from(
        text
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString();
  const subject = head
    .replace(/\r\n[ \t]/g, '')
    .replace(/=\?UTF-8\?B\?([^?]*)\?= */gi, (_all, coded: string) => Buffer.from(coded, 'base64').toString())
    .replace(/=\?UTF-8\?Q\?([^?]*)\?= */gi, (_all, coded: string) =>
      Buffer.from(
        coded
          .replaceAll('_', ' ')
          .replace(/=([0-9A-F]{2})/g, (_h, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString(),
    );
  return `${subject}\n\n${plain}`.replaceAll('\r\n', '\n');
}

let folder: string;
let office: PostOffice;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pustaka-mail-'));
  office = await openPostOffice();
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

const local = () => ({ host: '127.0.0.1', port: office.port, from: 'pustaka@sekolah.id', pauseMs: 1 });
const drivers: { name: string; open: () => Mail; letters: () => Promise<string[]> }[] = [
  {
    name: 'a folder of letters',
    open: () => outboxMail(folder),
    async letters() {
      const names = (await readdir(folder)).sort();
      return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    },
  },
  {
    name: 'a mail server',
    open: () => smtpMail(local()),
    letters: async () => office.received.map(readable),
  },
];

describe.each(drivers)('$name', ({ open, letters }) => {
  const newest = async () => (await letters()).at(-1) ?? '';

  it('gets the letter as it was written', async () => {
    const text = 'Halo Sari,\n\nBuku “Laskar Pelangi” sudah tersedia ✓\nhttp://x/y?token=abc=1\n.\nakhir';
    await open().send({ to: 'sari@pustaka.test', subject: 'Pemesanan siap — ambil besok ✓', text });
    const letter = await newest();
    expect(letter).toMatch(/^To: sari@pustaka\.test$/m);
    expect(letter).toMatch(/^Subject: Pemesanan siap — ambil besok ✓\s*$/m);
    expect(letter).toContain('Buku “Laskar Pelangi” sudah tersedia ✓\nhttp://x/y?token=abc=1\n');
  });

  it('lets nobody add a header', async () => {
    await open().send({ to: 'a@x.id', subject: 'Halo\r\nBcc: semua@x.id\n\nIsi palsu', text: 'isi' });
    const letter = await newest();
    expect(letter).not.toMatch(/^Bcc:/im);
    expect(letter).toContain('Bcc: semua@x.id');
  });

  it('gets every one of many at once', async () => {
    const before = (await letters()).length;
    const mail = open();
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => mail.send({ to: `a${i}@x.id`, subject: 's', text: `${i}` })),
    );
    expect((await letters()).length).toBe(before + 10);
  });
});

describe('a folder of letters', () => {
  it('is closed to other users of the machine', async () => {
    const inner = join(folder, 'tertutup');
    await outboxMail(inner).send({ to: 'a@x.id', subject: 's', text: 't' });
    const [name = ''] = await readdir(inner);
    expect((await stat(join(inner, name))).mode & 0o077).toBe(0);
    await rm(inner, { recursive: true });
  });
});

describe('a mail server in trouble', () => {
  beforeEach(() => {
    Object.assign(office, { received: [], connections: 0, trouble: [], offers: [], commands: [] });
  });
  const letter = { to: 'a@x.id', subject: 's', text: 't' };

  it('is asked again when the line broke, with the same letter', async () => {
    office.trouble = ['reset', 'reset'];
    await smtpMail(local()).send(letter);
    expect(office.connections).toBe(3);
    expect(office.received).toHaveLength(1);
  });

  it('is asked three times and no more', async () => {
    office.trouble = ['reset', 'reset', 'reset'];
    await expect(smtpMail(local()).send(letter)).rejects.toThrow();
    expect(office.connections).toBe(3);
  });

  it('is not asked again when it refused the letter', async () => {
    office.trouble = ['refuse', 'refuse'];
    await expect(smtpMail(local()).send(letter)).rejects.toMatchObject({ responseCode: 550 });
    expect(office.connections).toBe(1);
  });

  it('is waited for only so long', async () => {
    office.trouble = ['silence', 'silence', 'silence'];
    const began = performance.now();
    await expect(smtpMail({ ...local(), timeoutMs: 100 }).send(letter)).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('is left alone after five failures in a row; letters it refused do not count', async () => {
    const mail = smtpMail(local());
    office.trouble = Array.from({ length: 6 }, () => 'refuse' as const);
    for (let i = 0; i < 6; i++) await expect(mail.send(letter)).rejects.toMatchObject({ responseCode: 550 });
    office.trouble = Array.from({ length: 9 }, () => 'reset' as const);
    await expect(mail.send(letter)).rejects.toThrow();
    await expect(mail.send(letter)).rejects.toThrow();
    const asked = office.connections;
    await expect(mail.send(letter)).rejects.toThrow(/circuit/i);
    expect(office.connections).toBe(asked);
    office.trouble = [];
    await smtpMail(local()).send(letter);
  });

  it('is not told a password in the clear, but for one on this machine', async () => {
    office.offers = ['AUTH PLAIN'];
    await smtpMail({ ...local(), user: 'u', pass: 'rahasia' }).send(letter);
    expect(office.commands.some((line) => line.startsWith('AUTH PLAIN'))).toBe(true);
    office.commands = [];
    const away = smtpMail({ ...local(), host: '127.0.0.2', user: 'u', pass: 'rahasia' });
    await expect(away.send(letter)).rejects.toThrow();
    expect(office.commands.some((line) => line.startsWith('AUTH'))).toBe(false);
  });
});

describe('the mail of the configuration', () => {
  it('is a folder without SMTP_HOST, and a server with it', () => {
    expect(mailFrom({}, folder).kind).toBe('outbox');
    expect(mailFrom({ SMTP_HOST: 'smtp.sekolah.id' }, folder).kind).toBe('smtp');
  });
});
