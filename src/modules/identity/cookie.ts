import type { App } from '../../kernel/context.ts';
import { httpConfig } from '../../kernel/http/config.ts';
import type { Cookie } from '../../kernel/http/route.ts';

const isHttps = (app: App): boolean => httpConfig(app.env).PUBLIC_URL?.startsWith('https:') ?? false;

/** The prefix ties the cookie to this host over https; over plain http a browser would refuse it. */
export const cookieName = (app: App): string => (isHttps(app) ? '__Host-sid' : 'sid');

/** What keeps a browser signed in; null signs it out. */
export const sessionCookie = (app: App, secret: string | null): Cookie => ({
  name: cookieName(app),
  value: secret,
  secure: isHttps(app),
});
