import { type Finding, fail, type Rule } from './source.ts';

const LOCK = 'package-lock.json';

/** The lock is the same everywhere: it names no host, and every platform's packages are in it. */
export const lockFile: Rule = (files) => {
  const text = files.get(LOCK);
  if (text === undefined) return [];
  const hosts = text.split('\n').flatMap((line, index) => {
    return line.includes('"resolved"') ? [fail(LOCK, index + 1, 'lock-file', 'names a download host')] : [];
  });
  return [...hosts, ...missingPlatforms(text)];
};

// npm ci refuses a lock that lacks an optional package of another platform, and npm install happily writes such a lock.
function missingPlatforms(text: string): Finding[] {
  const { packages } = JSON.parse(text) as { packages: Record<string, { optionalDependencies?: object }> };
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`])
      .map((name) => fail(LOCK, 1, 'lock-file', `${name}, wanted by ${path || 'us'}, is missing`)),
  );
}

const FOREIGN = [
  {
    pattern: /:\/\/[^\s'"/]*(?:registry|artifactory|nexus|npmjs|npmmirror)|\bregistry\.(?:npmjs|yarnpkg)|^registry=/i,
    message: 'names a package registry',
  },
  { pattern: /(?:^|[\s'"`(=:,])\/(?:work|root)(?:\/|$)/, message: 'names a folder of one machine' },
];

/** The repository speaks of the project alone. */
export const noForeignNames: Rule = (files) =>
  [...files].flatMap(([file, text]) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        FOREIGN.filter(({ pattern }) => pattern.test(line)).map(({ message }) =>
          fail(file, index + 1, 'no-foreign-names', message),
        ),
      ),
  );
