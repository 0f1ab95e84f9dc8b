import { describe, expect, it } from 'vitest';
import { isLoopback, isPrivate } from './near-address.ts';

describe('how near an address is', () => {
  it.each([
    ['127.0.0.1', true, true],
    ['127.8.9.1', true, true],
    ['::1', true, true],
    ['::ffff:127.0.0.1', true, true],
    ['10.1.2.3', false, true],
    ['172.31.0.1', false, true],
    ['192.168.1.20', false, true],
    ['::ffff:192.168.1.20', false, true],
    ['fd12:3456::1', false, true],
    ['fe80::1%eth0', false, true],
    ['172.32.0.1', false, false],
    ['203.0.113.9', false, false],
    ['2001:db8::1', false, false],
    ['::ffff:8.8.8.8', false, false],
    ['', false, false],
    ['localhost', false, false],
  ])('%s', (ip, here, near) => {
    expect([isLoopback(ip), isPrivate(ip)]).toEqual([here, near]);
  });
});
