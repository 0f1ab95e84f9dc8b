/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2, notFound: 3 } as const;

export function explain(error: unknown): number {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.failed;
}
