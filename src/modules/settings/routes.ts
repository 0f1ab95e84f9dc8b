import { z } from 'zod';
import { listRoute, route } from '../../kernel/http/route.ts';
import { BranchReply } from './branch.ts';
import { HolidayReply } from './holidays.ts';
import { SettingsReply } from './settings.ts';
import { SheetReply } from './sheets/sheet.ts';
import {
  createLabelSheet,
  getLabelSheet,
  listLabelSheets,
  removeLabelSheet,
  shiftLabelSheet,
  updateLabelSheet,
} from './sheets/verbs.ts';
import { addHoliday } from './verbs/add-holiday.ts';
import { addNationalHolidays } from './verbs/add-national-holidays.ts';
import { closeBranch } from './verbs/close-branch.ts';
import { createBranch } from './verbs/create-branch.ts';
import { removeHoliday } from './verbs/remove-holiday.ts';
import { updateBranch } from './verbs/update-branch.ts';
import { updateSettings } from './verbs/update-settings.ts';
import { getBranch, getSettings, listBranches, listHolidays } from './views.ts';

const branches = { cache: { ttlSeconds: 300, tags: () => ['branch'] } };
const holidays = { cache: { ttlSeconds: 300, tags: () => ['holiday'] } };
const made = { status: 201 } as const;

export const settingsRoutes = [
  route('GET /settings', getSettings, SettingsReply),
  route('PATCH /settings', updateSettings, SettingsReply),
  listRoute('GET /branches', listBranches, BranchReply, branches),
  route('POST /branches', createBranch, BranchReply, made),
  route('GET /branches/:id', getBranch, BranchReply, branches),
  route('PATCH /branches/:id', updateBranch, BranchReply),
  route('DELETE /branches/:id', closeBranch, BranchReply),
  listRoute('GET /holidays', listHolidays, HolidayReply, holidays),
  route('POST /holidays', addHoliday, HolidayReply, made),
  route('DELETE /holidays/:id', removeHoliday, HolidayReply),
  route('POST /holidays/preset', addNationalHolidays, z.object({ added: z.array(HolidayReply), known: z.int() }), made),
  route('GET /label-sheets', listLabelSheets, z.array(SheetReply)),
  route('POST /label-sheets', createLabelSheet, SheetReply, made),
  route('GET /label-sheets/:code', getLabelSheet, SheetReply),
  route('PATCH /label-sheets/:id', updateLabelSheet, SheetReply),
  route('DELETE /label-sheets/:id', removeLabelSheet, SheetReply),
  route('PUT /label-sheets/:code/shift', shiftLabelSheet, SheetReply),
];
