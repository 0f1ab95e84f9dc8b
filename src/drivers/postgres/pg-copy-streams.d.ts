declare module 'pg-copy-streams' {
  import type { Writable } from 'node:stream';
  import type { Submittable } from 'pg';

  /** Run with client.query(); what is written to it is the text of COPY ... FROM STDIN. */
  export function from(sql: string): Writable & Submittable;
}
