import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lanAddresses } from '../../src/cli/addresses.ts';
import { isAlive } from '../../src/drivers/postgres/processes.ts';
import { ADMIN, Library } from '../support/program.ts';

const LOUD = { LOG_LEVEL: 'info', LANG: 'en_GB.UTF-8', LC_ALL: '', NO_COLOR: '1' };

const login = (base: string, path = '/auth/login'): Promise<Response> =>
  fetch(`${base}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify(ADMIN),
  });

const pidFile = (library: Library): string => join(library.data, 'postgres/postmaster.pid');
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A sign-in of which only the beginning has arrived. */
function halfASignIn(library: Library): { socket: Socket; finish(): void; answer: Promise<string> } {
  const body = JSON.stringify(ADMIN);
  const socket = connect(library.port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => {});
  const answer = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  const head = 'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
  socket.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, 10)}`);
  return { socket, finish: () => socket.write(body.slice(10)), answer };
}

describe.skipIf(process.platform === 'win32')('starting and stopping', () => {
  let library: Library;
  beforeAll(async () => {
    library = await Library.create();
  }, 120_000);
  afterEach(() => library.stop());
  afterAll(() => library.close());

  it('keeps log lines as JSON on stdout and words for people on stderr, and leaves nothing running', async () => {
    const running = library.startFor(100, { ...LOUD, HOST: '0.0.0.0' });
    await library.ready();
    const pid = Number(readFileSync(pidFile(library), 'utf8').split('\n')[0]);
    const { stdout, stderr, code } = await running;
    expect(code).toBe(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => line.message)).toEqual(expect.arrayContaining(['started', 'stopping']));
    expect(stderr).toContain(`http://localhost:${library.port}`);
    for (const address of lanAddresses()) expect(stderr).toContain(`http://${address}:${library.port}`);
    expect(stderr).toContain('Stopped cleanly.');
    expect(stderr).not.toContain('{"level"');
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(library.data, 'pustaka.pid'))).toBe(false);
  }, 60_000);

  it('finds everything again at the next start, with secrets only the owner can read', async () => {
    await library.start();
    expect((await login(library.url)).status).toBe(200);
    for (const name of ['secrets', 'secrets/postgres.json', 'secrets/jwt.key'])
      expect(statSync(join(library.data, name)).mode & 0o077).toBe(0);
  }, 60_000);

  it('lets people sign in over plain http at an address of the network, with a plain cookie', async (context) => {
    const [lan] = lanAddresses();
    if (!lan) return context.skip('this machine has no network');
    await library.start({ HOST: '0.0.0.0' });
    const base = `http://${lan}:${library.port}`;
    const reply = await login(base, '/auth/session');
    expect(reply.status).toBe(200);
    const cookie = reply.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^sid=[\w.-]+;/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toMatch(/Secure/i);
    expect(reply.headers.get('strict-transport-security')).toBeNull();
    const me = await fetch(`${base}/api/v1/auth/me`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect((await me.json()).data.email).toBe(ADMIN.email);
  }, 60_000);

  it('says who has the port, and who has the folder', async () => {
    await library.start();
    const other = await Library.make();
    const taken = await other.command(['start'], { PORT: String(library.port), LANG: 'en' });
    expect(taken.code).toBe(1);
    expect(taken.stderr).toContain(`Port ${library.port} is taken`);
    expect(taken.stderr).toContain(`PORT=${library.port + 1} npm start`);
    expect(existsSync(pidFile(other))).toBe(false);
    await other.close();
    const second = await library.command(['start'], { PORT: '0', LANG: 'en' });
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/already running on .* \(process \d+\)/);
    expect((await fetch(`${library.url}/health/ready`)).status).toBe(200);
  }, 90_000);

  it('is loud about a moved clock, on the screen, in the log and in health', async () => {
    const running = library.startFor(1_000, { ...LOUD, PUSTAKA_CLOCK_OFFSET: '20d' });
    await library.ready();
    const health = await (await fetch(`${library.url}/api/health`)).json();
    expect(health.clockOffsetMs).toBe(20 * 86_400_000);
    expect(new Date(health.timestamp).getTime()).toBeGreaterThan(Date.now() + 19 * 86_400_000);
    const { stdout, stderr } = await running;
    expect(stderr).toContain('ATTENTION: the clock is moved by 20d');
    expect(stdout).toMatch(/"level":"warn".*THE CLOCK IS MOVED/);
  }, 60_000);

  it('names everything that is wrong with the configuration at once, and starts nothing', async () => {
    const wrong = { PORT: 'http', PUSTAKA_CLOCK_OFFSET: 'soon', RATE_LIMIT_API: '1', LANG: 'en' };
    const { code, stderr } = await library.command(['start'], wrong);
    expect(code).toBe(2);
    for (const name of ['PORT', 'PUSTAKA_CLOCK_OFFSET', 'RATE_LIMIT_API']) expect(stderr).toContain(`${name}: `);
    expect(existsSync(pidFile(library))).toBe(false);
  }, 60_000);

  it('finishes a request that was under way, and accepts no new one', async () => {
    await library.start();
    const { finish, answer } = halfASignIn(library);
    await pause(300);
    const stopped = library.stop();
    await pause(500);
    await expect(fetch(`${library.url}/health`)).rejects.toThrow();
    finish();
    expect(await stopped).toBe(0);
    expect(await answer).toMatch(/HTTP\/1.1 200 OK[\s\S]*wati@pustaka.test/);
  }, 60_000);

  it('stops at once on a second Ctrl-C, and the next start takes over what was left', async () => {
    await library.start();
    const { socket } = halfASignIn(library);
    await pause(300);
    const stopped = library.stop('SIGINT');
    await pause(500);
    library.signal('SIGINT');
    expect(await stopped).toBe(1);
    socket.destroy();
    await library.start();
    expect((await login(library.url)).status).toBe(200);
  }, 60_000);

  it('stops as well when it is asked while still starting', async () => {
    const starting = library.start().catch(() => 'never ready');
    await library.lockTaken();
    expect(await library.stop()).toBe(0);
    await starting;
    expect(existsSync(pidFile(library))).toBe(false);
  }, 60_000);

  it('stops when npm was asked to, although npm only ends the shell between', async () => {
    const shell = library.underShell();
    await library.ready();
    shell.kill('SIGTERM');
    await expect.poll(() => existsSync(join(library.data, 'pustaka.pid')), { timeout: 30_000 }).toBe(false);
    expect(existsSync(pidFile(library))).toBe(false);
  }, 60_000);

  it('logs a bug that nobody caught, puts the database down in order and exits with 1', async () => {
    const bug = join(library.dataRoot, 'bug.mjs');
    writeFileSync(
      bug,
      `const look = setInterval(async () => {
         if (!(await fetch('${library.url}/health').catch(() => null))?.ok) return;
         clearInterval(look);
         Promise.reject(new Error('a bug nobody caught'));
       }, 100);`,
    );
    const { code, stdout, stderr } = await library.command(['start'], { ...LOUD, NODE_OPTIONS: `--import=${bug}` });
    expect(code).toBe(1);
    const line = stdout.split('\n').find((one) => one.includes('"fatal"')) ?? '{}';
    expect(JSON.parse(line).err).toMatchObject({ message: 'a bug nobody caught' });
    expect(stderr).toContain('Something unexpected happened');
    expect(existsSync(pidFile(library))).toBe(false);
  }, 60_000);

  describe('beside another library', () => {
    it('has its own folder and port; the other one, new, prints a link until somebody used one', async () => {
      const village = await Library.make();
      const link = (): string => /http:\/\/localhost:\S+token=\S+/.exec(village.output)?.[0] ?? '';
      try {
        await Promise.all([library.start(), village.start(LOUD)]);
        expect((await login(library.url)).status).toBe(200);
        expect((await login(village.url)).status).toBe(401);
        const first = link();
        expect((await fetch(first)).status).toBe(200);
        expect(await village.stop()).toBe(0);
        expect((await fetch(`${library.url}/health/ready`)).status).toBe(200);
        village.output = '';
        await village.start(LOUD);
        expect((await fetch(first)).status).toBe(403);
        expect((await fetch(link())).status).toBe(200);
        const renewed = await village.command(['setup', '--link', '--json']);
        expect((await fetch(link())).status).toBe(403);
        expect((await fetch(JSON.parse(renewed.stdout).links[0])).status).toBe(200);
      } finally {
        await village.close();
      }
    }, 120_000);
  });
});
