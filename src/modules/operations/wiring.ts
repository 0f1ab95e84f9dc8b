import type { MenuEntry, Screen } from '../../kernel/http/screen.ts';
import type { HealthPart, Module } from '../../kernel/module.ts';
import type { Reaction } from '../../kernel/reactions.ts';
import type { Schedule } from '../../kernel/schedules.ts';

let all: readonly Module[] = [];

/** The table of contents hands itself in: this module looks at what the others do, and is above none of them. */
export function wireOperations(modules: readonly Module[]): void {
  all = modules;
}

export const allSchedules = (): readonly Schedule[] => all.flatMap((module) => module.schedules ?? []);
export const allReactions = (): readonly Reaction[] => all.flatMap((module) => module.reactions ?? []);
export const allHealthParts = (): readonly HealthPart[] => all.flatMap((module) => module.health ?? []);
export const allScreens = (): readonly Screen[] => all.flatMap((module) => module.pages ?? []);
export const allMenus = (): readonly MenuEntry[] => all.flatMap((module) => module.menu ?? []);
