import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, Library } from '../support/program.ts';

const COMMANDS = [
  'start',
  'setup',
  'doctor',
  'migrate',
  'seed',
  'user',
  'import',
  'export',
  'backup',
  'restore',
  'audit',
  'openapi',
  'config',
];
const ENGLISH = { LANG: 'en_GB.UTF-8', LC_ALL: '', NO_COLOR: '1' };

describe('the command line', () => {
  let nowhere: Library;
  beforeAll(async () => {
    nowhere = await Library.make();
  });
  afterAll(() => nowhere.close());
  const pustaka = (...args: string[]) => nowhere.command(args, ENGLISH);

  it('lists every command, on stdout', async () => {
    const { code, stdout, stderr } = await pustaka('--help');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
  }, 60_000);

  it.each(COMMANDS)(
    '%s explains itself, with examples and exit codes',
    async (name) => {
      const { code, stdout, stderr } = await pustaka(name, '--help');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`Usage: pustaka ${name}`);
      expect(stdout).toContain('Examples:');
      expect(stdout).toContain('Exit codes:');
    },
    60_000,
  );

  it.each([
    [['nonsense'], 'unknown command'],
    [['start', '--nonsense'], 'unknown option'],
    [['migrate', 'down', 'many'], 'Expected a whole number'],
    [['setup', '--preset', 'zoo'], 'Allowed choices are school, university, public'],
    [['setup'], 'add --yes'],
    [['setup', '--yes', '--email', 'a@b.id'], '--password-stdin'],
    [['user', 'add', '--email', 'a@b.id'], '--name'],
  ])(
    '%j is wrong usage: code 2, and says what is missing',
    async (args, words) => {
      const { code, stdout, stderr } = await pustaka(...args);
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toContain(words);
    },
    60_000,
  );

  it.each([[['user', 'list']], [['migrate', 'status']], [['setup', '--link']]])(
    '%j makes no library where there is none: code 3',
    async (args) => {
      const { code, stderr } = await pustaka(...args);
      expect(code).toBe(3);
      expect(stderr).toContain('There is no library in');
    },
    60_000,
  );

  it('says what is wrong with a folder without a stack', async () => {
    const file = join(nowhere.dataRoot, 'a-file');
    writeFileSync(file, '');
    const { code, stderr } = await nowhere.command(['start'], { ...ENGLISH, PUSTAKA_DATA: file });
    expect(code).toBe(1);
    expect(stderr).toContain(`mkdir '${file}'. Check the rights`);
    expect(stderr).not.toContain('    at ');
  }, 60_000);

  it('speaks Indonesian where the terminal does', async () => {
    const { stderr } = await nowhere.command(['user', 'list'], { ...ENGLISH, LANG: 'id_ID.UTF-8' });
    expect(stderr).toContain('Tidak ada perpustakaan di');
  }, 60_000);

  it('prints the configuration as a table, and as data', async () => {
    const { stdout } = await pustaka('config');
    expect(stdout).toMatch(/^\| Variable \| Default \| Meaning \|/);
    for (const name of ['PUSTAKA_DATA', 'HOST', 'PORT', 'DATABASE_URL', 'PUBLIC_URL', 'TRUST_PROXY', 'JWT_SECRET'])
      expect(stdout).toContain(`| \`${name}\` |`);
    const data = JSON.parse((await pustaka('config', '--json')).stdout);
    expect(data).toContainEqual(expect.objectContaining({ name: 'JWT_SECRET', default: null, secret: true }));
  }, 60_000);

  it('prints the OpenAPI description without a database', async () => {
    const { code, stdout } = await pustaka('openapi');
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/api/v1/auth/login', '/api/v1/jobs']));
  }, 60_000);
});

describe('the command line on a library', () => {
  let library: Library;
  beforeAll(async () => {
    library = await Library.make();
  });
  afterAll(() => library.close());
  const pustaka = (args: string[], input?: string) => library.command(args, ENGLISH, input);
  const setup = ['setup', '--yes', '--email', ADMIN.email, '--password-stdin', '--name', 'Desa Maju', '--json'];

  it('sets it up, refusing a weak password with code 2 and a second time with code 1', async () => {
    const weak = await pustaka(setup, 'password123\n');
    expect(weak.code).toBe(2);
    expect(weak.stderr).toContain('password');
    const done = await pustaka([...setup, '--preset', 'public'], `${ADMIN.password}\n`);
    expect(done).toMatchObject({ code: 0 });
    expect(JSON.parse(done.stdout)).toMatchObject({ email: ADMIN.email });
    expect(done.stderr).toContain('The library is ready');
    const again = await pustaka(setup, `${ADMIN.password}\n`);
    expect(again).toMatchObject({ code: 1, stdout: '' });
  }, 120_000);

  it('works beside the running server, and its accounts can sign in at once', async () => {
    await library.start();
    const add = ['user', 'add', '--email', 'sari@desa.id', '--name', 'Sari', '--role', 'LIBRARIAN', '--json'];
    const added = await pustaka(add);
    expect(added.code).toBe(0);
    const { token, link } = JSON.parse(added.stdout);
    expect(link).toContain(`/reset-password?token=${token}`);
    const chosen = await post('/auth/reset-password', { token, password: 'padi-menguning-lagi' });
    expect(chosen.status).toBe(200);
    expect((await post('/auth/login', { email: 'sari@desa.id', password: 'padi-menguning-lagi' })).status).toBe(200);
    expect((await post('/auth/reset-password', { token, password: 'padi-menguning-dua' })).status).toBe(400);
  }, 120_000);

  const post = (path: string, body: object) =>
    fetch(`${library.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('lists accounts and roles as data, and sets roles', async () => {
    const list = await pustaka(['user', 'list', '--json']);
    expect(JSON.parse(list.stdout).map((one: { email: string }) => one.email)).toEqual([ADMIN.email, 'sari@desa.id']);
    const roles = await pustaka(['user', 'roles', 'sari@desa.id', '--set', 'desk', '--branch', 'pusat', '--json']);
    expect(JSON.parse(roles.stdout)).toMatchObject([{ role: 'DESK', scope: 'branch' }]);
    expect((await pustaka(['user', 'roles', 'nobody@desa.id'])).code).toBe(3);
    expect((await pustaka(['user', 'roles', 'sari@desa.id', '--set', 'DESK', '--branch', 'X'])).stderr).toContain(
      'PUSAT',
    );
    const last = await pustaka(['user', 'roles', ADMIN.email, '--set', 'VIEWER']);
    expect(last.code).toBe(1);
  }, 120_000);

  it('brings members in from a file: first only looking, then once, then nothing new', async () => {
    const csv = 'name,memberType,email\nAndi,UMUM,andi@desa.id\nBudi,PELAJAR,\n,UMUM,x\n';
    const run = async (...args: string[]) => {
      const { code, stdout } = await pustaka(['import', 'members', '-', '--json', ...args], csv);
      return { code, ...JSON.parse(stdout) };
    };
    expect(await run('--dry-run')).toMatchObject({ code: 1, dryRun: true, created: 2, failed: 1 });
    expect(await run()).toMatchObject({ code: 1, created: 2, failed: 1 });
    expect(await run()).toMatchObject({ created: 0, skipped: 2 });
    expect((await pustaka(['import', 'members', '/nowhere.csv'])).code).toBe(3);
  }, 120_000);

  it('brings books in with their copies, and finds them', async () => {
    const csv = 'title,author,category,stock\nLaskar Pelangi,Andrea Hirata,Fiksi,2\n';
    const once = await pustaka(['import', 'books', '-', '--branch', 'pusat', '--collection', 'UMUM', '--json'], csv);
    expect(once.code).toBe(0);
    expect(JSON.parse(once.stdout)).toMatchObject({ created: 1, copies: 2, failed: 0 });
    const found = await (await fetch(`${library.url}/api/v1/books?search=laskar`)).json();
    expect(found.data[0]).toMatchObject({ title: 'Laskar Pelangi', available: 2 });
    const none = await pustaka(['import', 'books', '-', '--collection', 'NONE'], csv);
    expect(none.code).toBe(3);
    expect(none.stderr).toContain('REF');
  }, 120_000);

  it('finds nothing broken, and then what somebody broke, with what to type', async () => {
    const well = await pustaka(['doctor', '--json']);
    expect(well.code).toBe(0);
    const findings: { name: string; state: string }[] = JSON.parse(well.stdout);
    expect(findings.filter(({ state }) => state === 'broken')).toEqual([]);
    expect(findings.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'node',
        'config',
        'data',
        'disk',
        'secrets',
        'database',
        'schema',
        'mail',
        'backup',
        'jobs',
      ]),
    );
    const secret = join(library.data, 'secrets/jwt.key');
    chmodSync(secret, 0o644);
    const ill = await pustaka(['doctor']);
    expect(ill.code).toBe(1);
    expect(ill.stdout).toContain(`chmod 600 ${secret}`);
    chmodSync(secret, 0o600);
  }, 120_000);

  it('takes migrations back only when told to, and brings them again', async () => {
    await library.stop();
    expect((await pustaka(['migrate', 'down', '1'])).code).toBe(2);
    const down = await pustaka(['migrate', 'down', '1', '--yes', '--json']);
    const [newest] = JSON.parse(down.stdout);
    const status = await pustaka(['migrate', 'status', '--json']);
    expect(status.code).toBe(1);
    expect(JSON.parse(status.stdout).at(-1)).toEqual({ name: newest, applied: false });
    expect((await pustaka(['user', 'list'])).stderr).toContain('pustaka migrate up');
    expect((await pustaka(['doctor'])).stdout).toContain('pustaka migrate up');
    expect(JSON.parse((await pustaka(['migrate', 'up', '--json'])).stdout)).toEqual([newest]);
    expect((await pustaka(['user', 'list'])).code).toBe(0);
  }, 180_000);
});
