import type { Cookie } from '../kernel/http/route.ts';
import { hasMessage } from '../kernel/i18n.ts';

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** One line for the person who was sent on, shown once. */
export interface News {
  code: string;
  params?: Record<string, string | number>;
}

const NEWS_SECONDS = 60;

export const toNews = (news: News | null): Cookie => ({
  name: 'kabar',
  value: news ? Buffer.from(JSON.stringify(news)).toString('base64url') : null,
  secure: false,
  maxAgeSeconds: NEWS_SECONDS,
});

/** Only our own messages are shown, whatever a cookie says. */
export function newsFrom(cookie: string | undefined): News | null {
  if (!cookie) return null;
  try {
    const { code, params } = JSON.parse(Buffer.from(cookie, 'base64url').toString()) as Partial<News>;
    if (typeof code !== 'string' || !hasMessage(code)) return null;
    const plain = Object.entries(params ?? {}).filter(([, value]) => ['string', 'number'].includes(typeof value));
    return { code, params: Object.fromEntries(plain) };
  } catch {
    return null;
  }
}
