import { describe, expect, it } from 'vitest';

/** A server beside the program that some suites need; `.ci/run` starts them all and names them in the environment. */
export interface Service {
  variable: string;
  what: string;
  url: string | undefined;
}

const service = (variable: string, what: string): Service => ({
  variable,
  what,
  url: process.env[variable] || undefined,
});

export const REDIS = service('PUSTAKA_TEST_REDIS_URL', 'a Redis that may be emptied');
export const REDIS_CLUSTER = service('PUSTAKA_TEST_REDIS_CLUSTER_URL', 'a Redis Cluster of three nodes');
export const MARIADB = service('PUSTAKA_TEST_MARIADB_URL', 'a MariaDB where databases and users may be made');
export const PROMTOOL = service('PUSTAKA_TEST_PROMTOOL', "Prometheus' promtool");

/** Where everything is tested, nothing may be absent; elsewhere the list of tests says what is not tested, and why. */
export function services(...needed: Service[]): void {
  describe('needs', () => {
    for (const { variable, what, url } of needed) {
      const test = it.skipIf(!url && !process.env.CI);
      test(`${what} (${variable})`, () => expect(url, `${variable}: ${what}`).toBeTruthy());
    }
  });
}
