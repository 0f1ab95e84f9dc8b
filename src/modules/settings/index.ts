import type { Module } from '../../kernel/module.ts';
import { settingsMessages } from './messages.ts';
import { settingsPageMessages } from './pages/messages.ts';
import { settingsMenu, settingsPages } from './pages/screens.ts';
import { settingsRoutes } from './routes.ts';

export type { Branch } from './branch.ts';
export { branchOf, onlyBranch } from './branches.ts';
export { type BranchCalendar, calendarOf } from './calendar.ts';
export { hoursToday, OpeningHours } from './opening-hours.ts';
export { themeSheet } from './pages/theme.ts';
export { readSettings } from './queries.ts';
export { CHECK_DIGITS, type Settings, TimeZone } from './settings.ts';
export { labelSheetCalled, sheetsFor } from './sheets/queries.ts';
export type { SheetReply } from './sheets/sheet.ts';
export {
  createLabelSheet,
  getLabelSheet,
  listLabelSheets,
  removeLabelSheet,
  shiftLabelSheet,
  updateLabelSheet,
} from './sheets/verbs.ts';
export { addNationalHolidays } from './verbs/add-national-holidays.ts';
export { createBranch } from './verbs/create-branch.ts';
export { updateSettings } from './verbs/update-settings.ts';
export { listBranches } from './views.ts';

export const settings: Module = {
  name: 'settings',
  routes: settingsRoutes,
  messages: { ...settingsMessages, ...settingsPageMessages },
  pages: settingsPages,
  menu: settingsMenu,
};
