import { SIGNED_IN } from '../../../kernel/access.ts';
import { type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { finderPage } from '../finder/page.tsx';
import { healthPage } from './health.tsx';
import { jobsPage, jobsPath, takeResolve, takeRetryJob, takeRetryReaction, takeRun } from './jobs.tsx';

const manage: ScreenOptions = { area: 'staff', permission: 'job:manage' };

export const operationsPages = [
  screen('GET /staf/cari', { area: 'staff', permission: SIGNED_IN }, finderPage),
  screen('GET /staf/pekerjaan', manage, jobsPage),
  screen('POST /staf/pekerjaan/jadwal/:id', manage, takeRun),
  screen('POST /staf/pekerjaan/gagal/:id', manage, takeRetryJob),
  screen('POST /staf/pekerjaan/reaksi/:id/ulang', manage, takeRetryReaction),
  screen('POST /staf/pekerjaan/reaksi/:id/selesai', manage, takeResolve),
  screen('GET /staf/kesehatan', manage, healthPage),
];

const group = 'ui.group.system';
export const operationsMenu = [
  {
    area: 'staff',
    path: '/staf/kesehatan',
    label: 'operations.page.health',
    permission: 'job:manage',
    icon: 'heart',
    group,
  },
  { area: 'staff', path: jobsPath, label: 'operations.page.jobs', permission: 'job:manage', icon: 'clock', group },
] as const;
