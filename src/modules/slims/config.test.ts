import { describe, expect, it } from 'vitest';
import { slimsConfig, slimsUrlOf } from './config.ts';

describe('the configuration of SLiMS', () => {
  it('is one URL, or the MYSQL_ values that stand for it', () => {
    expect(slimsUrlOf({})).toBeUndefined();
    const url = 'mysql://baca:rahasia@192.168.1.5/slims';
    expect(slimsUrlOf({ SLIMS_DATABASE_URL: url })).toBe(url);
    const socket = 'mariadb://baca@localhost/slims?socket=/run/mysqld/mysqld.sock';
    expect(slimsUrlOf({ SLIMS_DATABASE_URL: socket })).toBe(socket);
    const parts = {
      MYSQL_HOST: 'db',
      MYSQL_PORT: '3307',
      MYSQL_USER: 'u',
      MYSQL_PASSWORD: 'p@:/',
      MYSQL_DATABASE: 'slims9',
    };
    expect(slimsUrlOf(parts)).toBe('mysql://u:p%40%3A%2F@db:3307/slims9');
    expect(slimsUrlOf({ ...parts, SLIMS_DATABASE_URL: url })).toBe(url);
  });

  it('is refused at start when it cannot be meant', () => {
    for (const wrong of ['192.168.1.5', 'mysql://host', 'postgres://host/slims', 'mysql:///slims']) {
      expect(() => slimsConfig({ SLIMS_DATABASE_URL: wrong })).toThrow('SLIMS_DATABASE_URL: must be like mysql://');
    }
    expect(() => slimsConfig({ SLIMS_TIME_ZONE: 'WIB' })).toThrow('SLIMS_TIME_ZONE: must be a time zone');
  });
});
