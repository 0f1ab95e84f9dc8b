declare module 'pg-copy-streams' {
  import type { Readable, Writable } from 'node:stream';
  import type { Submittable } from 'pg';

  /** Run with client.query(); what is written to it is the text of COPY ... FROM STDIN. */
  export function from(sql: string): Writable & Submittable;
  /** Run with client.query(); what is read from it is the text of COPY ... TO STDOUT. */
  export function to(sql: string): Readable & Submittable;
}
