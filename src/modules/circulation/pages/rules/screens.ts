import { type ScreenOptions, screen } from '../../../../kernel/http/screen.ts';
import { rulePage, takeRule } from './rule.tsx';
import { rulesPage, rulesPath, takeRetirement } from './rules.tsx';

const manage: ScreenOptions = { area: 'staff', permission: 'rule:manage' };

export const rulePages = [
  screen('GET /staf/aturan', { ...manage, permission: 'rule:read' }, rulesPage),
  screen('GET /staf/aturan/baru', manage, rulePage),
  screen('POST /staf/aturan/baru', manage, takeRule),
  screen('GET /staf/aturan/:id', manage, rulePage),
  screen('POST /staf/aturan/:id', manage, takeRule),
  screen('POST /staf/aturan/:id/hapus', manage, takeRetirement),
];

export const ruleMenu = [
  {
    area: 'staff',
    path: rulesPath,
    label: 'circulation.rules.title',
    permission: 'rule:read',
    icon: 'shield',
    group: 'ui.group.settings',
  },
] as const;
