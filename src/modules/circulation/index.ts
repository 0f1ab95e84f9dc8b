import type { Module } from '../../kernel/module.ts';
import { circulationMessages } from './messages.ts';
import { deskMessages } from './pages/messages.ts';
import { ownMessages } from './pages/own/messages.ts';
import { ownMenu, ownPages } from './pages/own/screens.ts';
import { ruleMessages } from './pages/rules/messages.ts';
import { ruleMenu, rulePages } from './pages/rules/screens.ts';
import { circulationMenu, circulationPages } from './pages/screens.ts';
import { workMessages } from './pages/work-messages.ts';
import { reminderMessages } from './reminder-messages.ts';
import { reminderJob } from './reminders.ts';
import { circulationRoutes } from './routes.ts';
import { circulationSchedules } from './schedules.ts';

export { dueDate, overdueFine } from './borrowing.ts';
export * from './moved-in.ts';
export { eraseLending, exportLending, mergeLending } from './people.ts';
export { RuleValues } from './rules.ts';
export { FINE_RULE_ID } from './situation.ts';
export { borrow } from './verbs/borrow.ts';
export { placeHold } from './verbs/place-hold.ts';
export { returnBorrowing, returnCopy } from './verbs/return-borrowing.ts';
export { insertRule, updateRule } from './verbs/rules.ts';

export const circulation: Module = {
  name: 'circulation',
  messages: {
    ...circulationMessages,
    ...deskMessages,
    ...workMessages,
    ...reminderMessages,
    ...ruleMessages,
    ...ownMessages,
  },
  pages: [...circulationPages, ...rulePages, ...ownPages],
  menu: [...circulationMenu, ...ruleMenu, ...ownMenu],
  routes: circulationRoutes,
  jobs: [reminderJob],
  schedules: circulationSchedules,
};
