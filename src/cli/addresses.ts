import { networkInterfaces } from 'node:os';
import type { Env } from '../kernel/config.ts';
import { httpConfig } from '../kernel/http/config.ts';

export interface Address {
  url: string;
  /** Message that says from where it works. */
  who: 'cli.public' | 'cli.here' | 'cli.network';
}

const EVERYWHERE = new Set(['0.0.0.0', '::']);
const THIS_MACHINE = new Set(['127.0.0.1', 'localhost', '::1']);

/** Where people find the library, the best address first. */
export function addressesOf(env: Env, port: number): Address[] {
  const { HOST, PUBLIC_URL } = httpConfig(env);
  const at = (host: string): string =>
    `http://${host.includes(':') ? `[${host}]` : host}${port === 80 ? '' : `:${port}`}`;
  const everywhere = EVERYWHERE.has(HOST);
  const own: Address =
    THIS_MACHINE.has(HOST) || everywhere
      ? { url: at('localhost'), who: 'cli.here' }
      : { url: at(HOST), who: 'cli.network' };
  return [
    ...(PUBLIC_URL ? [{ url: PUBLIC_URL.replace(/\/+$/, ''), who: 'cli.public' as const }] : []),
    own,
    ...(everywhere ? lanAddresses().map((host) => ({ url: at(host), who: 'cli.network' as const })) : []),
  ];
}

/** This machine's IPv4 addresses in its networks. */
export const lanAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
