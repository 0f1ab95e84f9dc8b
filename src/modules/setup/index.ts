import type { Module } from '../../kernel/module.ts';
import { demoJob } from './demo.ts';
import { setupMessages } from './messages.ts';
import { setupPages } from './pages/screens.ts';
import { pageTexts } from './pages/texts.ts';

export { type FillDemo, hasDemo, provideDemo, requireDemo } from './demo.ts';
export { PRESETS } from './presets.ts';
export { isSetUp } from './queries.ts';
export { issueSetupToken } from './token.ts';
export { completeSetup } from './verbs/complete-setup.ts';

export const setup: Module = {
  name: 'setup',
  messages: { ...setupMessages, ...pageTexts },
  jobs: [demoJob],
  pages: setupPages,
};
