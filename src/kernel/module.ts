import type { App } from './context.ts';
import type { Route } from './http/route.ts';
import type { MenuEntry, Screen } from './http/screen.ts';
import type { Text } from './i18n.ts';
import type { JobDefinition } from './jobs.ts';
import type { Reaction } from './reactions.ts';
import type { Schedule } from './schedules.ts';

/** A part's word in /api/health: its state, and what an operator should read beside it. */
export interface HealthPart {
  name: string;
  check(app: App): Promise<{ ok: boolean; [detail: string]: unknown }>;
}

/** What a module shows to the table of contents. */
export interface Module {
  readonly name: string;
  readonly messages?: Readonly<Record<string, Text>>;
  readonly routes?: readonly Route[];
  readonly jobs?: readonly JobDefinition[];
  readonly schedules?: readonly Schedule[];
  readonly reactions?: readonly Reaction[];
  readonly health?: readonly HealthPart[];
  /** Adds the module's gauges. */
  readonly metrics?: (app: App) => void;
  readonly pages?: readonly Screen[];
  readonly menu?: readonly MenuEntry[];
}
