import type { ComponentChildren, VNode } from 'preact';
import type { Area, Shown } from '../kernel/http/screen.ts';
import { ASSETS, scriptFor, styleSheet } from './assets.ts';
import type { Frame } from './frame.ts';
import { PlainFrame } from './frames/plain-frame.tsx';
import { PublicFrame } from './frames/public-frame.tsx';
import { StaffFrame } from './frames/staff-frame.tsx';
import { WallFrame } from './frames/wall-frame.tsx';
import { htmlPage } from './html.ts';
import { type Words, wordsFor } from './words.ts';

/** What stands in a document: a screen, or an error with whatever status. */
export type Inside = Omit<Shown, 'status'> & { status?: number };

export interface FrameProps {
  frame: Frame;
  words: Words;
  children: ComponentChildren;
}

const FRAMES: Readonly<Record<Area, (props: FrameProps) => VNode>> = {
  public: PublicFrame,
  member: PublicFrame,
  desk: StaffFrame,
  staff: StaffFrame,
  plain: PlainFrame,
  wall: WallFrame,
};
export const isDevelopment = process.env.NODE_ENV === 'development';
const worksHere = (area: Area): boolean => area === 'staff' || area === 'desk';

/** The whole document around what a screen shows. */
export function document(frame: Frame, shown: Inside): string {
  const words = wordsFor(frame.locale);
  if (frame.bare) return bareDocument(frame, shown);
  const Around = FRAMES[frame.area];
  const isPublic = frame.area === 'public' && (shown.status ?? 200) === 200;
  return htmlPage(
    <html lang={frame.locale} data-theme={frame.theme ?? undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{shown.title === frame.site.name ? shown.title : `${shown.title} · ${frame.site.name}`}</title>
        <meta name="color-scheme" content="light dark" />
        {isPublic ? <Languages frame={frame} /> : <meta name="robots" content="noindex" />}
        <link rel="icon" href={`${ASSETS}/icon.svg`} type="image/svg+xml" />
        <link rel="stylesheet" href={styleSheet} data-turbo-track="reload" />
        <link rel="stylesheet" href={`/theme.css?v=${frame.site.themeVersion}`} />
        <script type="module" src={scriptFor[worksHere(frame.area) ? 'staff' : 'public']} data-turbo-track="reload" />
        {isDevelopment && <script type="module" src={scriptFor.dev} />}
        {shown.head}
      </head>
      <body>
        <div class="progress-line" aria-hidden="true" />
        <p id="siaran" role="status" class="sr-only" data-turbo-permanent />
        <a
          href="#isi"
          class="bg-primary text-primary-foreground absolute left-2 z-50 -translate-y-20 rounded-md px-3 py-2 focus:translate-y-2"
        >
          {words('ui.skip')}
        </a>
        <Around frame={frame} words={words}>
          {shown.body}
        </Around>
      </body>
    </html>,
  );
}

const bareDocument = (frame: Frame, shown: Inside): string =>
  htmlPage(
    <html lang={frame.locale}>
      <head>
        <title>{shown.title}</title>
      </head>
      <body>{shown.body}</body>
    </html>,
  );

/** Search engines learn that both addresses are one page. */
function Languages({ frame }: { frame: Frame }): VNode {
  const own = frame.base + frame.url;
  const twin = frame.twin ? frame.base + frame.twin : null;
  const [id, en] = frame.locale === 'id' ? [own, twin] : [twin, own];
  return (
    <>
      <link rel="canonical" href={own} />
      {id && <link rel="alternate" hreflang="id" href={id} />}
      {en && <link rel="alternate" hreflang="en" href={en} />}
    </>
  );
}
