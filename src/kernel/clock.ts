/** The only business clock. SQL never asks for its own time. */
export interface Clock {
  now(): Date;
  readonly offsetMs: number;
}

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** '20d', '-3h', '90m' -> milliseconds; null when it is none of these. */
export function parseDuration(text: string): number | null {
  const match = /^(-?\d{1,6})([smhd])$/.exec(text.trim());
  return match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0) : null;
}

export function systemClock(offsetMs = 0): Clock {
  return { now: () => new Date(Date.now() + offsetMs), offsetMs };
}
