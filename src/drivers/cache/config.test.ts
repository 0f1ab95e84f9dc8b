import { describe, expect, it } from 'vitest';
import { cacheConfig, redisUrlOf } from './config.ts';

describe('the configuration of Redis', () => {
  it('is one address, several of a Cluster, or its parts', () => {
    expect(redisUrlOf({})).toBeUndefined();
    expect(redisUrlOf({ REDIS_URL: 'rediss://u:p@cache.sekolah.id:6380/2' })).toBe(
      'rediss://u:p@cache.sekolah.id:6380/2',
    );
    expect(redisUrlOf({ REDIS_URL: 'redis://a:7000, redis://b:7001' })).toBe('redis://a:7000, redis://b:7001');
    expect(redisUrlOf({ REDIS_HOST: 'cache', REDIS_PASSWORD: 'p@ss word' })).toBe('redis://:p%40ss%20word@cache:6379');
    expect(redisUrlOf({ REDIS_HOST: 'cache', REDIS_PORT: '7000' })).toBe('redis://cache:7000');
  });

  it('is refused at start when it is no address of a Redis, without its password in the message', () => {
    for (const wrong of ['cache:6379', 'http://cache', 'redis://a,b', 'redis:secret']) {
      expect(() => cacheConfig({ REDIS_URL: wrong })).toThrow('REDIS_URL: must be like redis://');
    }
    expect(() => cacheConfig({ REDIS_URL: 'http://user:geheim@cache' })).not.toThrow('geheim');
  });
});
