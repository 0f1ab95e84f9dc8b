import type { Module } from '../../kernel/module.ts';
import { settingsMessages } from './messages.ts';

export { type BranchCalendar, calendarOf } from './calendar.ts';
export { type Branch, branchOf, readSettings } from './queries.ts';
export type { Settings } from './settings.ts';
export { updateSettings } from './verbs/update-settings.ts';

export const settings: Module = { name: 'settings', messages: settingsMessages };
