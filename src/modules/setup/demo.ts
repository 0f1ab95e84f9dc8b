import type { App } from '../../kernel/context.ts';
import { invalid } from '../../kernel/errors.ts';
import type { JobDefinition } from '../../kernel/jobs.ts';
import { setupMessages } from './messages.ts';

export type FillDemo = (app: App, log: (line: string) => void) => Promise<unknown>;

let fill: FillDemo | null = null;

/** The demo library stands above the modules; the program hands it in at its start, where there is one. */
export function provideDemo(made: FillDemo): void {
  fill = made;
}

export const hasDemo = (): boolean => fill !== null;

export function requireDemo(): FillDemo {
  if (!fill) throw invalid('demo', 'setup.no_demo');
  return fill;
}

/** Filling takes longer than a page may; half of it twice would be worse than once. */
export const demoJob: JobDefinition = {
  name: 'setup.demo',
  title: setupMessages['setup.job_demo'],
  retryLimit: 0,
  run: async (ctx) => {
    await requireDemo()(ctx.app, (line) => ctx.log.info(line));
  },
};
