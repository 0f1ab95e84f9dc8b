import { type ScreenOptions, screen } from '../../../kernel/http/screen.ts';
import { movePage, takeParity, takeResume, takeStop } from './move.tsx';
import { movesPage, movesPath, takeMove } from './moves.tsx';

const manage: ScreenOptions = { area: 'staff', permission: 'settings:manage' };

export const slimsPages = [
  screen('GET /staf/pindah-slims', manage, movesPage),
  screen('POST /staf/pindah-slims', manage, takeMove),
  screen('GET /staf/pindah-slims/:id', manage, movePage),
  screen('POST /staf/pindah-slims/:id/henti', manage, takeStop),
  screen('POST /staf/pindah-slims/:id/lanjut', manage, takeResume),
  screen('GET /staf/pindah-slims/:id/unduh', manage, takeParity),
];

export const slimsMenu = [
  {
    area: 'staff',
    path: movesPath,
    label: 'slims.page.title',
    permission: 'settings:manage',
    icon: 'arrow',
    group: 'ui.group.system',
  },
] as const;
