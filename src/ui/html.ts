import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A whole page from TSX; everything in it is escaped by Preact. */
export const htmlPage = (page: VNode): string => `<!doctype html>${renderToString(page)}`;
