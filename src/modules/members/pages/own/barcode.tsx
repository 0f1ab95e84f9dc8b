import type { VNode } from 'preact';
import type { Bars } from '../../../../lib/labels/barcode.ts';

const QUIET = 10;
const HEIGHT = 50;

/** Bars in attributes alone, dark on light in every theme: scanners read nothing else. */
export function Barcode({ bars, label, text }: { bars: Bars; label: string; text: string }): VNode {
  let left = QUIET;
  const path = bars
    .map((width, at) => {
      const bar = at % 2 === 0 ? `M${left} 0h${width}v${HEIGHT}h-${width}z` : '';
      left += width;
      return bar;
    })
    .join('');
  return (
    <div class="rounded-md border bg-[white] p-2 text-center text-[black]">
      <svg
        class="block h-16 w-full"
        viewBox={`0 0 ${left + QUIET} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        shape-rendering="crispEdges"
      >
        <path d={path} fill="black" />
      </svg>
      <p class="mt-1 font-mono">{text}</p>
    </div>
  );
}
