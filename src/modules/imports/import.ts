import { z } from 'zod';
import { Moment, Uuid } from '../../kernel/validation.ts';
import { CHOICES } from '../catalog/index.ts';

export const KINDS = ['BOOKS', 'MEMBERS'] as const;
export type Kind = (typeof KINDS)[number];
export const FORMATS = ['csv', 'xlsx', 'iso2709', 'marcxml', 'json'] as const;
export type Format = (typeof FORMATS)[number];
export const STATES = [
  'UPLOADED',
  'MAPPED',
  'PREVIEWED',
  'RUNNING',
  'PAUSED',
  'DONE',
  'CANCELLED',
  'FAILED',
  'UNDOING',
  'UNDONE',
] as const;
export type State = (typeof STATES)[number];

export const isTable = (format: Format): boolean => format === 'csv' || format === 'xlsx';

/** A column of the file and the field it means; null: passed over. */
export const Mapping = z
  .array(z.strictObject({ header: z.string().max(500), field: z.string().max(40).nullable() }))
  .max(300);
export type Mapping = z.output<typeof Mapping>;

const Choice = z.enum(CHOICES);
export const Options = z.strictObject({
  /** Books: what becomes of a line whose book is there already, by how it was known again. */
  choices: z.strictObject({ control: Choice, isbn: Choice, title: Choice }),
  /** MARC: copies from fields 952, 852 or 990. */
  items: z.boolean(),
  /** Members: what becomes of those who are there already. */
  onExisting: z.enum(['skip', 'update']),
  /** Of rows that name none. */
  branchId: Uuid.nullable(),
  collectionTypeId: Uuid.nullable(),
  memberTypeId: Uuid.nullable(),
  /** Steps back while the desk is at work. */
  gentle: z.boolean(),
});
export type Options = z.output<typeof Options>;

export const DEFAULTS: Options = {
  choices: { control: 'copies', isbn: 'copies', title: 'copies' },
  items: false,
  onExisting: 'skip',
  branchId: null,
  collectionTypeId: null,
  memberTypeId: null,
  gentle: true,
};

const COUNTED = [
  'rows',
  'created',
  'updated',
  'unchanged',
  'skipped',
  'copies',
  'flagged',
  'failed',
  'photos',
] as const;
export type Counted = (typeof COUNTED)[number];
export const Counts = z.object(Object.fromEntries(COUNTED.map((name) => [name, z.int()])) as Record<Counted, z.ZodInt>);
export type Counts = Record<Counted, number>;
export const NOTHING = Object.fromEntries(COUNTED.map((name) => [name, 0])) as Counts;

export const addCounts = (sum: Counts, more: Partial<Counts>): Counts =>
  Object.fromEntries(COUNTED.map((name) => [name, sum[name] + (more[name] ?? 0)])) as Counts;

export const OUTCOMES = ['create', 'update', 'copies', 'same', 'skip'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const PreviewLine = z.object({
  line: z.int(),
  outcome: z.enum(OUTCOMES),
  /** As it will be called, and what else tells it from others. */
  name: z.string(),
  about: z.string(),
  /** By what it was known again, and as what. */
  rule: z.string().nullable(),
  match: z.object({ id: z.string(), name: z.string() }).nullable(),
  flags: z.array(z.string()),
});
export type PreviewLine = z.output<typeof PreviewLine>;

export const RejectReply = z.object({
  line: z.int(),
  atByte: z.number().nullable(),
  field: z.string(),
  code: z.string(),
  message: z.string(),
});
export type RejectLine = z.output<typeof RejectReply>;

export const Preview = z.object({
  /** false: only the first rows were looked at. */
  whole: z.boolean(),
  counts: Counts,
  /** Rows whose book or member is there, by how it was known again. */
  matches: z.record(z.string(), z.int()),
  lines: z.array(PreviewLine),
  /** Why rows would be rejected, the commonest first. */
  reasons: z.array(z.object({ message: z.string(), count: z.int() })),
  rejects: z.array(RejectReply),
});
export type Preview = z.output<typeof Preview>;

export const Undone = z.object({
  removed: z.int(),
  copies: z.int(),
  restored: z.int(),
  stayed: z.int(),
  told: z.array(z.object({ id: z.string(), title: z.string(), reason: z.string() })),
});
export type Undone = z.output<typeof Undone>;

/** How far it is: rows or records written, where the next begins, which part of the file that is. */
export interface Cursor {
  rows: number;
  offset: number;
  part: number;
  /** Pictures come after all rows. */
  photos: number;
  /** Whose rights it is carried out with: who started, resumed or undid it last; null: the system's. */
  by?: string | null;
}
export const BEGINNING: Cursor = { rows: 0, offset: 0, part: 0, photos: 0 };

export interface Sniffed {
  encoding: string | null;
  delimiter: string | null;
  columns: string[];
  /** What each column says first. */
  samples: string[];
}

export interface ImportRow {
  id: string;
  kind: Kind;
  format: Format;
  fileName: string;
  fileSize: number;
  fileSha256: string;
  sniffed: Sniffed;
  photosName: string | null;
  state: State;
  mapping: Mapping;
  options: Options;
  preview: Preview | null;
  cursor: Cursor;
  counts: Counts;
  problem: { code: string; params: Record<string, string | number> } | null;
  undone: Undone | null;
  createdBy: string | null;
  createdByName: string | null;
  createdAt: Date;
  updatedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  undoneAt: Date | null;
  fileRemovedAt: Date | null;
  version: number;
}

const ACTS = ['change', 'preview', 'run', 'pause', 'resume', 'cancel', 'undo'] as const;
export type Act = (typeof ACTS)[number];

export const ImportReply = z.object({
  id: z.uuid(),
  kind: z.enum(KINDS),
  format: z.enum(FORMATS),
  fileName: z.string(),
  fileSize: z.number(),
  fileSha256: z.string(),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  columns: z.array(z.string()),
  samples: z.array(z.string()),
  photosName: z.string().nullable(),
  state: z.enum(STATES),
  mapping: z.array(z.object({ header: z.string(), field: z.string().nullable() })),
  options: Options,
  preview: Preview.nullable(),
  /** From 0 to 1. */
  progress: z.number(),
  counts: Counts,
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  undone: Undone.nullable(),
  createdBy: z.string().nullable(),
  createdAt: Moment,
  startedAt: Moment.nullable(),
  finishedAt: Moment.nullable(),
  undoneAt: Moment.nullable(),
  can: z.object(Object.fromEntries(ACTS.map((act) => [act, z.boolean()])) as Record<Act, z.ZodBoolean>),
  version: z.int(),
});
export type Import = z.output<typeof ImportReply>;

const OPEN: readonly State[] = ['UPLOADED', 'MAPPED', 'PREVIEWED'];
const ENDED: readonly State[] = ['DONE', 'CANCELLED', 'FAILED'];
const wrote = ({ counts }: Pick<ImportRow, 'counts'>): boolean => counts.created + counts.updated + counts.copies > 0;

/** What the story of an import lets happen next. */
export function allowed(row: Pick<ImportRow, 'state' | 'counts' | 'fileRemovedAt'>): Record<Act, boolean> {
  const { state } = row;
  const hasFile = row.fileRemovedAt === null;
  return {
    change: OPEN.includes(state) && hasFile,
    preview: (state === 'MAPPED' || state === 'PREVIEWED') && hasFile,
    run: state === 'PREVIEWED' && hasFile,
    pause: state === 'RUNNING',
    resume: (state === 'PAUSED' || state === 'FAILED') && hasFile,
    cancel: [...OPEN, 'RUNNING', 'PAUSED', 'FAILED'].includes(state),
    undo: ENDED.includes(state) && wrote(row),
  };
}
