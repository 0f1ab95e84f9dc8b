import { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import type { Asked } from './asked.ts';
import { inSnapshot } from './snapshot.ts';
import { CashFigures, countCash } from './subjects/cash.ts';
import { CirculationFigures, countCirculation } from './subjects/circulation.ts';
import { CollectionFigures, countCollection } from './subjects/collection.ts';
import { countMembers, MemberFigures } from './subjects/members.ts';
import { countOverdue, OverdueFigures } from './subjects/overdue.ts';

export const SUBJECTS = ['circulation', 'collection', 'overdue', 'cash', 'members'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** What is frozen: figures, ids and the library's own names; no word of a language, no name of a person. */
export const Figures = z.discriminatedUnion('subject', [
  CirculationFigures,
  CollectionFigures,
  OverdueFigures,
  CashFigures,
  MemberFigures,
]);
export type Figures = z.output<typeof Figures>;

const COUNT: Record<Subject, (ctx: Ctx, asked: Asked) => Promise<Figures>> = {
  circulation: (ctx, asked) => inSnapshot(ctx, (sql) => countCirculation(sql, asked)),
  collection: (ctx, asked) => inSnapshot(ctx, (sql) => countCollection(sql, asked)),
  overdue: countOverdue,
  cash: (ctx, asked) => inSnapshot(ctx, (sql) => countCash(sql, asked)),
  members: (ctx, asked) => inSnapshot(ctx, (sql) => countMembers(sql, asked)),
};

export const count = (ctx: Ctx, subject: Subject, asked: Asked): Promise<Figures> => COUNT[subject](ctx, asked);
