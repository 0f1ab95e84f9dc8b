// Generated from the migrated database by `npm run types`; never edited.
import type { ColumnType, Generated } from 'kysely';

export type Json = unknown;

export interface DB {
  accountRoles: AccountRoles;
  accounts: Accounts;
  apiKeys: ApiKeys;
  auditCheckpoints: AuditCheckpoints;
  auditTree: AuditTree;
  barcodeRanges: BarcodeRanges;
  bookContributors: BookContributors;
  bookCounts: BookCounts;
  bookMarc: BookMarc;
  bookSubjects: BookSubjects;
  books: Books;
  borrowingReminders: BorrowingReminders;
  borrowings: Borrowings;
  branches: Branches;
  catalogBatchParts: CatalogBatchParts;
  catalogBatchRows: CatalogBatchRows;
  catalogBatches: CatalogBatches;
  catalogueTargets: CatalogueTargets;
  circulationRules: CirculationRules;
  collectionTypes: CollectionTypes;
  copies: Copies;
  factArchives: FactArchives;
  factDetails: FactDetails;
  factErasures: FactErasures;
  factSeals: FactSeals;
  facts: Facts;
  finePayments: FinePayments;
  fineRefunds: FineRefunds;
  fineWaivers: FineWaivers;
  fines: Fines;
  headingVariants: HeadingVariants;
  headings: Headings;
  holds: Holds;
  holidays: Holidays;
  idempotencyKeys: IdempotencyKeys;
  importProfiles: ImportProfiles;
  importRejects: ImportRejects;
  imports: Imports;
  labelPrintCopies: LabelPrintCopies;
  labelPrints: LabelPrints;
  labelSheets: LabelSheets;
  labelShifts: LabelShifts;
  ledgerAccounts: LedgerAccounts;
  ledgerEntries: LedgerEntries;
  ledgerLines: LedgerLines;
  libraryExports: LibraryExports;
  memberBatchRows: MemberBatchRows;
  memberBatches: MemberBatches;
  memberSuspensions: MemberSuspensions;
  memberTypes: MemberTypes;
  members: Members;
  migrations: Migrations;
  oneTimeTokens: OneTimeTokens;
  reactionCursors: ReactionCursors;
  reactionFailures: ReactionFailures;
  recoveryCodes: RecoveryCodes;
  refreshTokens: RefreshTokens;
  reports: Reports;
  rolePermissions: RolePermissions;
  roles: Roles;
  savedFilters: SavedFilters;
  scheduleRuns: ScheduleRuns;
  searchFacets: SearchFacets;
  searchIndex: SearchIndex;
  searchWordChanges: SearchWordChanges;
  searchWords: SearchWords;
  sessions: Sessions;
  settings: Settings;
  setupDrafts: SetupDrafts;
  slimsIds: SlimsIds;
  slimsMoves: SlimsMoves;
  slimsProgress: SlimsProgress;
  slimsSources: SlimsSources;
  statisticsRuns: StatisticsRuns;
  statisticsSnapshots: StatisticsSnapshots;
  visitCounters: VisitCounters;
  visitLastSeen: VisitLastSeen;
  visitRooms: VisitRooms;
  visits: Visits;
}

export interface AccountRoles {
  accountId: string;
  roleId: string;
  scope: string;
  branchId: string | null;
  grantedBy: string | null;
  grantedAt: Date;
}

export interface Accounts {
  id: string;
  email: string | null;
  phone: string | null;
  name: string;
  passwordHash: string | null;
  status: Generated<string>;
  locale: Generated<string>;
  mustChangePassword: Generated<boolean>;
  totpSecret: string | null;
  totpEnabledAt: Date | null;
  totpLastStep: number | null;
  lastLoginAt: Date | null;
  lastLoginIp: string | null;
  deletedAt: Date | null;
  deletedBy: string | null;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
  localeChosen: Generated<boolean>;
}

export interface ApiKeys {
  id: string;
  accountId: string;
  name: string;
  secretHash: Buffer;
  prefix: string;
  permissions: string[];
  createdAt: Date;
  createdBy: string | null;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

export interface AuditCheckpoints {
  number: number;
  kind: string;
  size: number;
  root: Buffer;
  body: string;
  createdAt: Date;
}

export interface AuditTree {
  one: Generated<boolean>;
  state: string;
}

export interface BarcodeRanges {
  id: string;
  prefix: string;
  digits: number;
  checkDigit: string;
  firstNumber: number;
  lastNumber: number;
  branchId: string | null;
  note: string | null;
  createdAt: Date;
  createdBy: string | null;
}

export interface BookContributors {
  bookId: string;
  headingId: string;
  role: Generated<string>;
  position: number;
}

export interface BookCounts {
  bookId: string;
  stock: Generated<number>;
  available: Generated<number>;
  totalBorrows: Generated<number>;
}

export interface BookMarc {
  bookId: string;
  flavour: string;
  record: Buffer;
  digest: Buffer;
  source: string;
  control: string | null;
  batchId: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface BookSubjects {
  bookId: string;
  headingId: string;
}

export interface Books {
  id: string;
  title: string;
  author: string;
  isbn: string | null;
  category: string;
  materialType: Generated<string>;
  language: string | null;
  publishedYear: number | null;
  publisher: string | null;
  place: string | null;
  edition: string | null;
  series: string | null;
  pages: string | null;
  classification: string | null;
  callNumber: string | null;
  description: string | null;
  coverImage: string | null;
  location: string | null;
  rating: Generated<number>;
  reviewCount: Generated<number>;
  flags: Generated<string[]>;
  status: Generated<string>;
  archivedAt: Date | null;
  archivedBy: string | null;
  batchId: string | null;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
}

export interface BorrowingReminders {
  borrowingId: string;
  day: string;
  sentAt: Date;
  sentBy: string | null;
}

export interface Borrowings {
  id: string;
  copyId: string;
  bookId: string;
  memberId: string;
  branchId: string;
  ruleId: string | null;
  borrowDate: Date;
  dueDate: Date;
  returnDate: Date | null;
  returnBranchId: string | null;
  status: Generated<string>;
  outcome: string | null;
  renewals: Generated<number>;
  fine: Generated<number>;
  claimedReturnedAt: Date | null;
  claimedReturnedBy: string | null;
  notes: string | null;
  processedBy: string | null;
  returnedBy: string | null;
  cancelledAt: Date | null;
  cancelledBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  copyStatusBefore: string | null;
  transitToBefore: string | null;
}

export interface Branches {
  id: string;
  code: string;
  name: string;
  kind: Generated<string>;
  address: string | null;
  phone: string | null;
  timeZone: string | null;
  openingHours: ColumnType<Json | null, string | null, string | null>;
  status: Generated<string>;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
}

export interface CatalogBatchParts {
  batchId: string;
  part: number;
  work: string;
  bookIds: string[];
}

export interface CatalogBatchRows {
  batchId: string;
  bookId: string;
  before: ColumnType<Json, string, string>;
  version: number;
  undoneAt: Date | null;
}

export interface CatalogBatches {
  id: string;
  kind: string;
  summary: ColumnType<Json, string, string>;
  before: ColumnType<Json | null, string | null, string | null>;
  createdAt: Date;
  createdBy: string | null;
  undoneAt: Date | null;
  undoneBy: string | null;
  cancelledAt: Date | null;
  cancelledBy: string | null;
  movedAt: Date | null;
}

export interface CatalogueTargets {
  id: string;
  name: string;
  protocol: string;
  url: string | null;
  sruVersion: string | null;
  recordSchema: string | null;
  indexIsbn: string | null;
  indexIssn: string | null;
  indexTitle: string | null;
  indexAuthor: string | null;
  host: string | null;
  port: number | null;
  database: string | null;
  syntax: string | null;
  charset: string | null;
  timeoutMs: number;
  position: number;
  enabled: boolean;
  checkedAt: Date | null;
  checkOk: boolean | null;
  checkMs: number | null;
  checkCode: string | null;
  checkDetail: string | null;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
}

export interface CirculationRules {
  id: string;
  branchId: string | null;
  memberTypeId: string | null;
  collectionTypeId: string | null;
  materialType: string | null;
  loanDays: number;
  maxLoans: number;
  maxRenewals: number;
  graceDays: number;
  finePerDay: number;
  maxFine: number | null;
  holdLimit: number;
  holdShelfDays: number;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
  retiredAt: Date | null;
  retiredBy: string | null;
}

export interface CollectionTypes {
  id: string;
  code: string;
  name: string;
  loanable: Generated<boolean>;
}

export interface Copies {
  id: string;
  bookId: string;
  barcode: string;
  branchId: string;
  collectionTypeId: string;
  location: string | null;
  status: Generated<string>;
  transitTo: string | null;
  price: number | null;
  acquiredOn: string | null;
  inventoryNumber: string | null;
  notes: string | null;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  withdrawnReason: string | null;
  batchId: string | null;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
}

export interface FactArchives {
  month: string;
  facts: number;
  sha256: Buffer;
  archivedAt: Date;
}

export interface FactDetails {
  factId: string;
  at: Date;
  salt: Buffer;
  body: ColumnType<Json, string, string>;
}

export interface FactErasures {
  number: number;
  types: string[];
  ids: string[];
  persons: string[];
}

export interface FactSeals {
  position: number;
  factTx: string;
  factId: string;
  factAt: Date;
  leafHash: Buffer;
}

export interface Facts {
  id: string;
  at: Date;
  tx: Generated<string>;
  action: string;
  actionType: string;
  entityType: string;
  entityId: string;
  actorKind: string;
  actorId: string | null;
  branchId: string | null;
  requestId: string | null;
  correlationId: string | null;
  changed: Generated<string[]>;
  detailsDigest: Buffer;
}

export interface FinePayments {
  id: string;
  receiptNumber: Generated<number>;
  fineId: string;
  borrowingId: string | null;
  memberId: string;
  branchId: string;
  part: Generated<number>;
  amount: number;
  paymentDate: Date;
  method: string;
  reference: string | null;
  processedBy: string;
  notes: string | null;
  refunded: Generated<number>;
  changeCredited: Generated<number>;
  ledgerEntryId: string;
  createdAt: Date;
}

export interface FineRefunds {
  id: string;
  paymentId: string;
  branchId: string;
  amount: number;
  method: string;
  reason: string;
  status: string;
  requestedBy: string;
  requestedAt: Date;
  secondPerson: boolean;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionNote: string | null;
  ledgerEntryId: string | null;
}

export interface FineWaivers {
  id: string;
  fineId: string;
  amount: number;
  reason: string;
  waivedBy: string;
  waivedAt: Date;
  ledgerEntryId: string;
}

export interface Fines {
  id: string;
  borrowingId: string | null;
  memberId: string;
  branchId: string;
  reason: string;
  amount: number;
  paid: Generated<number>;
  waived: Generated<number>;
  outstanding: ColumnType<number, never, never>;
  status: ColumnType<string, never, never>;
  period: Generated<number>;
  explanation: ColumnType<Json, string | undefined, string>;
  cancelledAt: Date | null;
  cancelledBy: string | null;
  ledgerEntryId: string;
  createdAt: Date;
  updatedAt: Date;
}

export interface HeadingVariants {
  headingId: string;
  kind: string;
  name: string;
  normalised: string;
}

export interface Headings {
  id: string;
  kind: string;
  name: string;
  normalised: string;
  variants: Generated<string[]>;
  mergedInto: string | null;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
  mergeBatchId: string | null;
}

export interface Holds {
  id: string;
  queue: Generated<number>;
  bookId: string;
  memberId: string;
  pickupBranchId: string;
  status: Generated<string>;
  copyId: string | null;
  placedAt: Date;
  placedBy: string | null;
  shelvedAt: Date | null;
  expiresAt: Date | null;
  closedAt: Date | null;
  closedBy: string | null;
  closeReason: string | null;
  borrowingId: string | null;
  updatedAt: Date;
}

export interface Holidays {
  id: string;
  branchId: string | null;
  date: string;
  name: string;
  source: Generated<string>;
  tentative: Generated<boolean>;
  createdAt: Date;
}

export interface IdempotencyKeys {
  actor: string;
  key: string;
  bodyHash: Buffer;
  reply: ColumnType<Json | null, string | null, string | null>;
  createdAt: Date;
}

export interface ImportProfiles {
  id: string;
  kind: string;
  name: string;
  mapping: ColumnType<Json, string, string>;
  options: ColumnType<Json, string, string>;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  version: Generated<number>;
}

export interface ImportRejects {
  importId: string;
  n: number;
  line: number;
  atByte: number | null;
  field: string;
  code: string;
  message: string;
  cells: ColumnType<Json | null, string | null, string | null>;
  raw: Buffer | null;
}

export interface Imports {
  id: string;
  kind: string;
  format: string;
  fileName: string;
  fileSize: number;
  fileSha256: string;
  sniffed: ColumnType<Json, string | undefined, string>;
  photosName: string | null;
  photosSize: number | null;
  state: string;
  mapping: ColumnType<Json, string | undefined, string>;
  options: ColumnType<Json, string | undefined, string>;
  preview: ColumnType<Json | null, string | null, string | null>;
  cursor: ColumnType<Json, string | undefined, string>;
  counts: ColumnType<Json, string | undefined, string>;
  problem: ColumnType<Json | null, string | null, string | null>;
  undone: ColumnType<Json | null, string | null, string | null>;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  undoneAt: Date | null;
  fileRemovedAt: Date | null;
  version: Generated<number>;
}

export interface LabelPrintCopies {
  printId: string;
  copyId: string;
}

export interface LabelPrints {
  id: string;
  kind: string;
  symbol: string;
  sheet: string;
  start: number;
  labels: number;
  rangeId: string | null;
  firstNumber: number | null;
  lastNumber: number | null;
  againOf: string | null;
  printedAt: Date;
  printedBy: string | null;
}

export interface LabelSheets {
  id: string;
  name: string;
  paperWidth: number;
  paperHeight: number;
  columns: number;
  rows: number;
  labelWidth: number;
  labelHeight: number;
  leftEdge: Generated<number>;
  topEdge: Generated<number>;
  gapX: Generated<number>;
  gapY: Generated<number>;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
}

export interface LabelShifts {
  sheet: string;
  x: number;
  y: number;
  updatedAt: Date;
  updatedBy: string | null;
}

export interface LedgerAccounts {
  code: string;
  nameId: string;
  nameEn: string;
  kind: string;
}

export interface LedgerEntries {
  id: string;
  at: Date;
  kind: string;
  description: string;
  branchId: string | null;
  accountId: string | null;
  reverses: string | null;
  tx: Generated<string>;
}

export interface LedgerLines {
  entryId: string;
  line: number;
  ledgerAccount: string;
  memberId: string | null;
  amount: number;
}

export interface LibraryExports {
  id: string;
  parts: string[];
  withoutPeople: boolean;
  status: string;
  requestedAt: Date;
  requestedBy: string | null;
  seenAt: Date;
  finishedAt: Date | null;
  stopAskedAt: Date | null;
  files: Generated<number>;
  atFile: string | null;
  bytes: number | null;
  problem: ColumnType<Json | null, string | null, string | null>;
}

export interface MemberBatchRows {
  batchId: string;
  memberId: string;
  before: ColumnType<Json, string, string>;
  version: number;
}

export interface MemberBatches {
  id: string;
  kind: string;
  summary: ColumnType<Json, string, string>;
  before: ColumnType<Json | null, string | null, string | null>;
  createdAt: Date;
  createdBy: string | null;
  undoneAt: Date | null;
  undoneBy: string | null;
}

export interface MemberSuspensions {
  id: string;
  memberId: string;
  startsOn: string;
  endsOn: string | null;
  reason: string;
  createdAt: Date;
  createdBy: string | null;
  liftedAt: Date | null;
  liftedBy: string | null;
}

export interface MemberTypes {
  id: string;
  code: string;
  name: string;
  membershipDays: number | null;
  status: Generated<string>;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
}

export interface Members {
  id: string;
  memberId: string;
  accountId: string | null;
  memberTypeId: string;
  branchId: string;
  name: string;
  email: string | null;
  phone: string | null;
  address: string | null;
  identityNumber: string | null;
  department: string | null;
  className: string | null;
  photo: string | null;
  status: Generated<string>;
  joinDate: string;
  expiryDate: string | null;
  suspensionStart: string | null;
  suspensionEnd: string | null;
  consent: ColumnType<Json, string | undefined, string>;
  notes: string | null;
  batchId: string | null;
  mergedInto: string | null;
  erasedAt: Date | null;
  deletedAt: Date | null;
  deletedBy: string | null;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
}

export interface Migrations {
  name: string;
  appliedAt: Generated<Date>;
}

export interface OneTimeTokens {
  tokenHash: Buffer;
  purpose: string;
  accountId: string | null;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

export interface ReactionCursors {
  name: string;
  tx: string;
  factId: string;
  updatedAt: Date;
}

export interface ReactionFailures {
  id: string;
  reaction: string;
  factId: string;
  factAt: Date;
  error: string;
  attempts: number;
  failedAt: Date;
  resolvedAt: Date | null;
}

export interface RecoveryCodes {
  accountId: string;
  codeHash: Buffer;
  usedAt: Date | null;
}

export interface RefreshTokens {
  tokenHash: Buffer;
  sessionId: string;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

export interface Reports {
  id: string;
  type: string;
  subject: string;
  title: string | null;
  description: string | null;
  branchId: string | null;
  startDate: string;
  endDate: string;
  data: ColumnType<Json, string, string>;
  generatedBy: string;
  createdAt: Date;
}

export interface RolePermissions {
  roleId: string;
  permission: string;
}

export interface Roles {
  id: string;
  name: string;
  description: string | null;
  builtIn: Generated<boolean>;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
}

export interface SavedFilters {
  id: string;
  accountId: string;
  list: string;
  name: string;
  query: string;
  createdAt: Date;
}

export interface ScheduleRuns {
  name: string;
  dueAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  ok: boolean | null;
  error: string | null;
}

export interface SearchFacets {
  id: number;
  name: string;
  value: string;
}

export interface SearchIndex {
  kind: string;
  id: string;
  isPublic: boolean;
  popularity: Generated<number>;
  number: Generated<number>;
  createdAt: Date;
  facets: Generated<number[]>;
  sortTitle: string;
  sortAuthor: string;
  title: string;
  body: string;
}

export interface SearchWordChanges {
  id: number;
  kind: string;
  added: string[];
  removed: string[];
  records: number;
}

export interface SearchWords {
  kind: string;
  word: string;
  records: number;
}

export interface Sessions {
  id: string;
  accountId: string;
  kind: string;
  secretHash: Buffer | null;
  deskDevice: Generated<boolean>;
  branchId: string | null;
  ip: string | null;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  revokedReason: string | null;
}

export interface Settings {
  key: string;
  value: ColumnType<Json, string, string>;
  updatedAt: Date;
  updatedBy: string | null;
}

export interface SetupDrafts {
  id: Generated<boolean>;
  answers: ColumnType<Json, string | undefined, string>;
  passwordHash: string | null;
  updatedAt: Date;
}

export interface SlimsIds {
  sourceId: string;
  kind: string;
  old: string;
  new: string | null;
  digest: Buffer | null;
  record: ColumnType<Json | null, string | null, string | null>;
  problems: ColumnType<Json, string | undefined, string>;
  goneAt: Date | null;
}

export interface SlimsMoves {
  id: string;
  place: string;
  sealedUrl: string | null;
  kind: string;
  branchId: string | null;
  folder: string | null;
  status: string;
  requestedAt: Date;
  requestedBy: string | null;
  seenAt: Date;
  finishedAt: Date | null;
  stopAskedAt: Date | null;
  steps: ColumnType<Json, string | undefined, string>;
  parity: ColumnType<Json | null, string | null, string | null>;
  problem: ColumnType<Json | null, string | null, string | null>;
}

export interface SlimsProgress {
  sourceId: string;
  step: string;
  last: string | null;
  rows: Generated<number>;
  doneAt: Date | null;
}

export interface SlimsSources {
  id: string;
  place: string;
  startedAt: Date;
  checkedAt: Date | null;
}

export interface StatisticsRuns {
  source: string;
  part: string;
  startedAt: Date;
  finishedAt: Date;
  ok: boolean;
  error: string | null;
}

export interface StatisticsSnapshots {
  source: string;
  name: string;
  generatedAt: Date;
  ttlSeconds: number;
  data: ColumnType<Json, string, string>;
}

export interface VisitCounters {
  day: string;
  branchId: string;
  total: number;
}

export interface VisitLastSeen {
  who: string;
  at: Date;
  visitId: string;
}

export interface VisitRooms {
  id: string;
  branchId: string;
  code: string;
  name: string;
  status: Generated<string>;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
}

export interface Visits {
  id: string;
  number: Generated<number>;
  at: Date;
  kind: string;
  memberId: string | null;
  guestName: string | null;
  institution: string | null;
  purpose: string | null;
  branchId: string;
  roomId: string | null;
  recordedBy: string | null;
}
