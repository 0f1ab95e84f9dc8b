import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
const settings = { algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS } as const;

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What an authenticator app reads from a QR code. */
export const otpauthUrl = (secret: string, issuer: string, label: string): string =>
  new TOTP({ ...settings, secret: Secret.fromBase32(secret), issuer, label }).toString();

/** The step the code belongs to, its neighbours allowed for clocks that differ; null when it is wrong. */
export function stepOfCode(secret: string, code: string, at: Date): number | null {
  const totp = new TOTP({ ...settings, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: code, timestamp: at.getTime(), window: 1 });
  return delta === null ? null : Math.floor(at.getTime() / 1000 / PERIOD_SECONDS) + delta;
}
