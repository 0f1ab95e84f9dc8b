import type { Command } from 'commander';
import type { App, Ctx } from '../kernel/context.ts';
import { httpConfig } from '../kernel/http/config.ts';
import {
  createStaff,
  listRoles,
  listStaff,
  passwordLink,
  resetStaffPassword,
  updateStaff,
} from '../modules/identity/index.ts';
import { EXIT, Problem } from '../problem.ts';
import { addressesOf } from './addresses.ts';
import { branchIdOf } from './codes.ts';
import { withApp } from './context.ts';
import { print, printJson, tell, terminalLocale } from './output.ts';
import { passwordFromStdin } from './read-stdin.ts';

interface Options {
  json?: boolean;
  role?: string;
  email?: string;
  name?: string;
  branch?: string;
  set?: string;
  passwordStdin?: boolean;
}

const CHANGES = { jobs: true };

export function register(program: Command): void {
  const user = program
    .command('user')
    .description('Staff accounts: list them, add one, reset a password, see and set roles')
    .addHelpText(
      'after',
      `
Without --password-stdin, add and reset-password print a one-time link with which the person chooses a password.

Examples:
  pustaka user list --json
  pustaka user add --email sari@sekolah.sch.id --name Sari --role LIBRARIAN
  pustaka user add --email desk@sekolah.sch.id --name Desk --role DESK --branch PUSAT --password-stdin < password.txt
  pustaka user reset-password sari@sekolah.sch.id
  pustaka user roles
  pustaka user roles sari@sekolah.sch.id --set LIBRARIAN,DESK

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 no such account, branch or library`,
    );
  user
    .command('list')
    .description('List staff accounts')
    .option('--role <role>', 'only those who hold this role')
    .option('--json', 'print them as JSON')
    .action(list);
  user
    .command('add')
    .description('Add a staff account')
    .requiredOption('--email <address>', 'e-mail address, with which the person signs in')
    .requiredOption('--name <name>', 'name of the person')
    .requiredOption('--role <role>', 'one role, or several by comma')
    .option('--branch <code>', 'only for this branch; all branches otherwise')
    .option('--password-stdin', 'read a first password from stdin, to be changed at the first sign-in')
    .option('--json', 'print the account as JSON')
    .action(add);
  registerForOne(user);
}

function registerForOne(user: Command): void {
  user
    .command('reset-password')
    .description('Let somebody choose a new password, or set one')
    .argument('<email>', 'e-mail address of the account')
    .option('--password-stdin', 'read the new password from stdin, to be changed at the next sign-in')
    .option('--json', 'print the result as JSON')
    .action(resetPassword);
  user
    .command('roles')
    .description('List the roles there are; of an account: show or set its roles')
    .argument('[email]', 'e-mail address of the account')
    .option('--set <roles>', 'give the account exactly these roles, by comma')
    .option('--branch <code>', 'only for this branch; all branches otherwise')
    .option('--json', 'print them as JSON')
    .action(roles);
}

type Staff = Awaited<ReturnType<typeof createStaff>>;

const rolesOf = (staff: Staff): string =>
  staff.roles.map(({ role, scope }) => (scope === 'all' ? role : `${role} (${scope})`)).join(', ');
const line = (staff: Staff): string => [staff.email ?? '-', staff.name, staff.status, rolesOf(staff)].join('\t');

async function list({ role, json }: Options): Promise<void> {
  const staff = await withApp({}, async (_app, ctx) => allStaff(ctx, { role }));
  if (json) printJson(staff);
  else for (const one of staff) print(line(one));
}

async function allStaff(
  ctx: Ctx,
  filter: { role?: string | undefined; search?: string | undefined },
): Promise<Staff[]> {
  const all: Staff[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, meta } = await listStaff(ctx, { ...filter, limit: 100, cursor });
    all.push(...items);
    if (!meta.nextCursor) return all;
    cursor = meta.nextCursor;
  }
}

async function byEmail(ctx: Ctx, email: string): Promise<Staff> {
  const found = (await allStaff(ctx, { search: email })).find(
    (one) => one.email?.toLowerCase() === email.toLowerCase() && one.status !== 'DELETED',
  );
  if (!found) throw new Problem('cli.no_account', { email }, EXIT.notFound);
  return found;
}

async function assignments(ctx: Ctx, names: string, branch: string | undefined) {
  const branchId = branch === undefined ? undefined : await branchIdOf(ctx, branch);
  const all = names.split(',').map((name) => name.trim().toUpperCase());
  return all.map((role) =>
    branchId === undefined ? { role, scope: 'all' as const } : { role, scope: 'branch' as const, branchId },
  );
}

async function add(o: Options): Promise<void> {
  const password = o.passwordStdin ? await passwordFromStdin() : undefined;
  await withApp(CHANGES, async (app, ctx) => {
    const given = await assignments(ctx, o.role ?? '', o.branch);
    const person = { email: o.email ?? '', name: o.name ?? '', locale: terminalLocale() };
    const staff = await createStaff(ctx, { ...person, password, roles: given });
    const link = password === undefined ? await linkFor(app, ctx, staff) : undefined;
    if (o.json) return printJson({ ...staff, ...link });
    tell('cli.user_added', { email: staff.email ?? '', roles: rolesOf(staff) });
    showLink(link);
  });
}

async function resetPassword(email: string, o: Options): Promise<void> {
  const password = o.passwordStdin ? await passwordFromStdin() : undefined;
  await withApp(CHANGES, async (app, ctx) => {
    const staff = await byEmail(ctx, email);
    if (password !== undefined) await resetStaffPassword(ctx, { id: staff.id, password });
    const link = password === undefined ? await linkFor(app, ctx, staff) : undefined;
    if (o.json) return printJson({ id: staff.id, email: staff.email, ...link });
    if (password !== undefined) tell('cli.password_set', { email });
    showLink(link);
  });
}

interface Link {
  link: string;
  token: string;
  expiresAt: Date;
}

async function linkFor(app: App, ctx: Ctx, staff: Staff): Promise<Link> {
  const { token, expiresAt } = await passwordLink(ctx, { id: staff.id });
  const [address] = addressesOf(app.env, httpConfig(app.env).PORT);
  return { link: `${address?.url ?? ''}/reset-password?token=${token}`, token, expiresAt };
}

function showLink(link: Link | undefined): void {
  if (!link) return;
  tell('cli.password_link', { until: link.expiresAt.toISOString() });
  print(link.link);
}

async function roles(email: string | undefined, o: Options): Promise<void> {
  if (email === undefined) return listAllRoles(o);
  await withApp(CHANGES, async (_app, ctx) => {
    const staff = await byEmail(ctx, email);
    const after = o.set
      ? await updateStaff(ctx, { id: staff.id, roles: await assignments(ctx, o.set, o.branch) })
      : staff;
    if (o.json) printJson(after.roles);
    else print(rolesOf(after));
  });
}

async function listAllRoles({ json }: Options): Promise<void> {
  const { items } = await withApp({}, (_app, ctx) => listRoles(ctx, { limit: 100 }));
  if (json) return printJson(items);
  for (const { name, holders, permissions } of items) print([name, holders, permissions.join(' ')].join('\t'));
}
