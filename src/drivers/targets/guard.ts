import { lookup } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { isPrivate } from '../../lib/near-address.ts';

/** Addresses that are never a catalogue: where clouds tell machines their secrets, this host's name for itself, everybody. */
const never = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['100.100.100.200', 32],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  never.addSubnet(net, bits);
for (const [net, bits] of [
  ['::', 128],
  ['fe80::', 10],
  ['ff00::', 8],
  ['fd00:ec2::', 32],
  // 169.254.0.0 behind NAT64.
  ['64:ff9b::a9fe:0', 112],
] as const)
  never.addSubnet(net, bits, 'ipv6');

export class RefusedAddress extends Error {
  constructor(host: string) {
    super(`${host} is an address that is not asked`);
    this.name = 'RefusedAddress';
  }
}

/** Whether a catalogue may be asked there: `privateToo` says that networks of one's own count. */
export function isAllowed(ip: string, privateToo: boolean): boolean {
  const plain = ip.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(plain) === 0 || never.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')) return false;
  return privateToo || !isPrivate(plain);
}

export function requireAllowedHost(host: string, privateToo: boolean): void {
  const plain = host.replace(/^\[|\]$/g, '');
  if (isIP(plain) !== 0 && !isAllowed(plain, privateToo)) throw new RefusedAddress(plain);
}

/** Looks a name up and hands on only what is allowed: what was checked is what is connected to, whatever the name says next time. */
export const guardedLookup =
  (privateToo: boolean): LookupFunction =>
  (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      const allowed = found.filter(({ address }) => isAllowed(address, privateToo));
      const [first] = allowed;
      if (!first) done(new RefusedAddress(host), '', 0);
      else if (options.all) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };
