import type { Ctx } from '../../../../kernel/context.ts';
import type { FileReply } from '../../../../kernel/http/route.ts';
import { type Asked, type ScreenOptions, screen } from '../../../../kernel/http/screen.ts';
import { noFine } from '../../errors.ts';
import { printReceipt } from '../../verbs/print-receipt.ts';
import { fineById } from '../../views.ts';
import { finePage } from './fine.tsx';
import { cardOf, finesPage } from './fines.tsx';

const own: ScreenOptions = { area: 'member', permission: 'fine:read' };

async function receipt(ctx: Ctx, { params, query }: Asked): Promise<FileReply> {
  const id = params.id ?? '';
  const fine = await fineById(ctx, id).catch(() => null);
  if (fine?.memberId !== cardOf(ctx)) throw noFine();
  return printReceipt(ctx, { id, paymentId: query.get('paymentId') ?? undefined });
}

export const ownPages = [
  screen('GET /akun/denda', own, finesPage),
  screen('GET /akun/denda/:id', own, finePage),
  screen('GET /akun/denda/:id/kuitansi', own, receipt),
];

export const ownMenu = [
  { area: 'member', path: '/akun/denda', label: 'fines.own.menu', permission: 'fine:read', icon: 'money', rank: 3 },
] as const;
