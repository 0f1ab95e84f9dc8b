import type { VNode } from 'preact';
import type { Ctx } from '../context.ts';
import type { Cookie, FileReply } from './route.ts';

/** Which frame a screen stands in: the portal, a member's own pages, the desk, the workspace, nothing but a card, or nothing at all. */
export type Area = 'public' | 'member' | 'desk' | 'staff' | 'plain' | 'wall';

/** What a browser asked: everything as text, nothing trusted. */
export interface Asked {
  /** Path and query, for links to the same screen. */
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Fields of a sent form; empty on GET. */
  readonly form: URLSearchParams;
  /** Of screens that keep uploads on disk `bytes` is empty and `path` says where; it is gone after the answer. */
  readonly files: ReadonlyMap<string, { name: string; bytes: Buffer; path?: string | undefined }>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** Scheme and host people use, for addresses that leave the page. */
  readonly base: string;
  /** The part of the page a turbo-frame asks for, or null. */
  readonly frame: string | null;
}

export interface Shown {
  title: string;
  body: VNode;
  status?: 200 | 403 | 404 | 409 | 422 | 429;
  /** For search engines and shared links. */
  head?: VNode;
  /** Address of the same screen in the other language, where it is not the one made from the path. */
  twin?: string;
}

/** Go there next (303), with one line of news for the person. */
export interface SeeOther {
  to: string;
  news?: { code: string; params?: Record<string, string | number> };
  cookies?: readonly Cookie[];
}

export type ScreenAnswer = Shown | SeeOther | FileReply;

export interface ScreenOptions {
  area: Area;
  permission: string;
  /** Public pages have an address of their own in English. */
  en?: string;
  /** Anonymous readers get one kept page, dropped with any of its tags. */
  cache?: { ttlSeconds: number; tags: (asked: Asked) => readonly string[] };
  upload?: { maxBytes: number; toDisk?: boolean };
  camera?: true; // The page may ask for the device's camera; all others may not.
}

export interface Screen extends ScreenOptions {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly run: (ctx: Ctx, asked: Asked) => Promise<ScreenAnswer>;
}

export function screen(address: `GET /${string}` | `POST /${string}`, o: ScreenOptions, run: Screen['run']): Screen {
  const [method, path] = address.split(' ') as [Screen['method'], string];
  return { ...o, method, path, run };
}

/** A place in the menu of an area; people see those they may open. */
export interface MenuEntry {
  area: Area;
  path: string;
  en?: string;
  label: string;
  permission: string;
  icon: string;
  group?: string;
  /** Where several modules share a menu: the lowest stands first. */
  rank?: number;
}
