// Writes what is generated: docs/openapi.json, the configuration table in README.md, .env.example. --check fails when one is out of step.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const pustaka = (...args: string[]): string =>
  execFileSync(process.execPath, [join(root, 'dist/main.js'), ...args], { encoding: 'utf8', maxBuffer: 64e6 });
const read = (file: string): string => {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return '';
  }
};

interface Variable {
  name: string;
  default: string | null;
  doc: string;
  secret: boolean;
}

function readme(): string {
  const [before = '', rest = ''] = read('README.md').split('<!-- config -->');
  const after = rest.split('<!-- /config -->')[1] ?? '';
  return `${before}<!-- config -->\n\n${pustaka('config').trim()}\n\n<!-- /config -->${after}`;
}

function example(): string {
  const variables = JSON.parse(pustaka('config', '--json')) as Variable[];
  const lines = variables.map((v) => `# ${v.doc}${v.secret ? ' (secret)' : ''}\n#${v.name}=${v.default ?? ''}\n`);
  return `# Everything has a working default; take away a # to change it.\n\n${lines.join('\n')}`;
}

const wanted: Record<string, string> = {
  'docs/openapi.json': pustaka('openapi'),
  'README.md': readme(),
  '.env.example': example(),
};

const stale = Object.entries(wanted).filter(([file, text]) => read(file) !== text);
if (!process.argv.includes('--check')) for (const [file, text] of stale) writeFileSync(join(root, file), text);
else if (stale.length > 0) {
  process.stderr.write(`out of step: ${stale.map(([file]) => file).join(', ')}; run \`npm run docs\`\n`);
  process.exitCode = 1;
}
