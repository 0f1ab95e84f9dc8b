import { existsSync } from 'node:fs';
import { type FillDemo, provideDemo } from './modules/setup/index.ts';

const file = new URL(`./seed/demo.${import.meta.filename.split('.').at(-1)}`, import.meta.url);

/** The demo library is loaded when it is wanted, not at every start. */
export function offerDemo(): void {
  if (!existsSync(file)) return;
  provideDemo(async (app, log) => {
    const { seedDemo }: { seedDemo: FillDemo } = await import(file.href);
    return seedDemo(app, log);
  });
}
