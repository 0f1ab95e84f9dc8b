import { searchAddress } from '../../lib/sru/address.ts';
import type { Wish } from '../../lib/wish.ts';
import { rpnOf } from '../../lib/z3950/query.ts';
import { Z3950Trouble } from '../../lib/z3950/trouble.ts';
import { CircuitOpen } from '../circuit.ts';
import { forgetOutside, type Outside, outside } from '../outside.ts';
import { isOutage, TargetError } from './errors.ts';
import { RefusedAddress } from './guard.ts';
import { askSru } from './sru.ts';
import type { Found, Limits, Target } from './target.ts';
import { askZ3950 } from './z3950.ts';

export { TargetError } from './errors.ts';
export { isAllowed } from './guard.ts';
export { CHARSETS, type Charset, type Found, type Target } from './target.ts';

/** Each target has a circuit of its own, for as long as its settings stay the same. */
const doors = new Map<string, { version: number; door: Outside }>();

function doorOf({ id, name, version, timeoutMs }: Target): Outside {
  const known = doors.get(id);
  if (known?.version === version) return known.door;
  if (known) forgetOutside(known.door);
  // Each try ends its own line in time; this is for a try that does not.
  const door = outside({ name: `catalogue: ${name}`, timeoutMs: timeoutMs + 1_000, retries: 1, isOutage });
  doors.set(id, { version, door });
  return door;
}

/** Of a target that was deleted. */
export function forgetTarget(id: string): void {
  const known = doors.get(id);
  if (known) forgetOutside(known.door);
  doors.delete(id);
}

/** Whoever asks by hand is let through, however often it failed before. */
export const letThrough = (target: Target): void => doorOf(target).circuit.reset();

/** Null when the target has no index for what is asked. Fails with a TargetError alone. */
export async function askTarget(target: Target, wish: Wish, limits: Limits): Promise<Found | null> {
  const ask = question(target, wish);
  if (!ask) return null;
  try {
    return await doorOf(target).run(() => inTime(target.timeoutMs, limits, ask));
  } catch (error) {
    throw targetError(error);
  }
}

type Question = (limits: Limits) => Promise<Found>;

function question(target: Target, wish: Wish): Question | null {
  if (target.protocol === 'Z3950') {
    const query = rpnOf(wish);
    return query && ((limits) => askZ3950(target.z3950, query, limits));
  }
  const address = (most: number): URL | null => searchAddress(target.sru, wish, most);
  return address(1) && ((limits) => askSru(address(limits.most) ?? new URL(target.sru.url), limits));
}

/** The line is closed when the time is over, not only left alone. */
async function inTime(timeoutMs: number, limits: Limits, ask: Question): Promise<Found> {
  const signal = AbortSignal.any([limits.signal, AbortSignal.timeout(timeoutMs)]);
  try {
    return await ask({ ...limits, signal });
  } catch (error) {
    throw signal.aborted ? new TargetError('cataloguing.target.slow', '', error) : targetError(error);
  }
}

const CODES: readonly (readonly [RegExp, TargetError['code']])[] = [
  [/ENOTFOUND|EAI_AGAIN/, 'cataloguing.target.name_unknown'],
  [/ETIMEDOUT|timed out/i, 'cataloguing.target.slow'],
  [/HPE_|Parse Error/, 'cataloguing.target.nonsense'],
];

function targetError(error: unknown): TargetError {
  if (error instanceof TargetError) return error;
  if (error instanceof CircuitOpen) return new TargetError('cataloguing.target.resting', '', error);
  if (error instanceof RefusedAddress) return new TargetError('cataloguing.target.address_refused', '', error);
  if (error instanceof Z3950Trouble)
    return new TargetError(
      error.code === 'z3950.too_large' ? 'cataloguing.target.too_much' : 'cataloguing.target.nonsense',
      error.message,
    );
  const text = systemText(error);
  const code = CODES.find(([pattern]) => pattern.test(text))?.[1] ?? 'cataloguing.target.away';
  return new TargetError(code, text, error);
}

/** With the system's own code, by which it is known whether to try again. */
function systemText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return error.message.includes(code) ? error.message : `${code} ${error.message}`;
}
