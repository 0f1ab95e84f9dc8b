import type { VNode } from 'preact';

const HUES = [165, 205, 245, 285, 325, 20, 45, 85, 130] as const;

/** The same title gives the same cover for ever. */
function seedOf(text: string): number {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  return hash >>> 0;
}

interface CoverProps {
  title: string;
  author: string;
  src: string | null;
  /** A list shows it small, a book's own page large. */
  size?: 'small' | 'large';
}

const SIZE = {
  small: { width: 56, height: 84, class: 'w-14 shrink-0' },
  large: { width: 220, height: 330, class: 'w-full max-w-56' },
} as const;

/** The book's picture, or one drawn from its title; decoration, as the title stands beside it. */
export function Cover({ title, author, src, size = 'small' }: CoverProps): VNode {
  const { width, height, class: look } = SIZE[size];
  if (src) {
    const lazy: object = size === 'small' ? { loading: 'lazy' } : {};
    return (
      <img
        src={src}
        alt=""
        width={width}
        height={height}
        class={`${look} aspect-2/3 rounded-sm border object-cover`}
        {...lazy}
      />
    );
  }
  return <DrawnCover title={title} author={author} look={look} large={size === 'large'} />;
}

function DrawnCover({
  title,
  author,
  look,
  large,
}: {
  title: string;
  author: string;
  look: string;
  large: boolean;
}): VNode {
  const seed = seedOf(title + author);
  const hue = HUES[seed % HUES.length] ?? 165;
  const ground = `hsl(${hue} 32% 30%)`;
  const light = `hsl(${hue} 38% 46%)`;
  return (
    <svg class={`${look} aspect-2/3 rounded-sm`} viewBox="0 0 120 180" aria-hidden="true" focusable="false">
      <rect width="120" height="180" fill={ground} />
      <Pattern seed={seed} colour={light} />
      {large && (
        <>
          <rect x="0" y="96" width="120" height="84" fill={ground} />
          {linesOf(title, 15, 4).map((line, at) => (
            <text x="10" y={114 + at * 14} fill="white" font-size="11" font-family="Georgia, serif" font-weight="600">
              {line}
            </text>
          ))}
          <text x="10" y="172" fill="white" fill-opacity="0.85" font-size="7.5" font-family="sans-serif">
            {author.slice(0, 26)}
          </text>
        </>
      )}
      {!large && (
        <text x="60" y="150" fill="white" font-size="44" font-family="Georgia, serif" text-anchor="middle">
          {title.trim().charAt(0).toUpperCase()}
        </text>
      )}
    </svg>
  );
}

/** One path, whatever the pattern: dots, waves or diamonds. */
function Pattern({ seed, colour }: { seed: number; colour: string }): VNode {
  const kind = (seed >>> 8) % 3;
  const step = 18 + ((seed >>> 12) % 3) * 6;
  const half = step / 2;
  const steps = Array.from({ length: Math.ceil(120 / step) }, (_, at) => at * step);
  const shape = (x: number, y: number): string =>
    kind === 0
      ? `M${x + half} ${y + half}h0`
      : kind === 1
        ? `M${x} ${y + half}q${half / 2} ${-half} ${half} 0t${half} 0`
        : `M${x + half} ${y + 3}l${half / 1.5} ${half / 1.5}l${-half / 1.5} ${half / 1.5}l${-half / 1.5} ${-half / 1.5}z`;
  const path = [0, 1, 2, 3].flatMap((row) => steps.map((x) => shape(x, row * step))).join('');
  const width = kind === 0 ? 6 + ((seed >>> 16) % 3) * 2 : 1.5;
  return (
    <path d={path} fill={kind === 2 ? colour : 'none'} stroke={colour} stroke-width={width} stroke-linecap="round" />
  );
}

/** Words put into lines of so many letters; what does not fit ends in an ellipsis. */
function linesOf(text: string, width: number, most: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1) ?? '';
    if (`${last} ${word}`.trim().length <= width || last === '') lines[lines.length - 1] = `${last} ${word}`.trim();
    else lines.push(word);
  }
  const shown = lines.slice(0, most).map((line) => line.slice(0, width + 3));
  if (lines.length > most) shown[most - 1] = `${(shown[most - 1] ?? '').slice(0, width - 1)}…`;
  return shown;
}
