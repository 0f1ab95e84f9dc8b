import type { VNode } from 'preact';

interface QrProps {
  /** Modules from left to right and from top to bottom. */
  code: { readonly size: number; readonly dark: readonly boolean[] };
  label: string;
}

const QUIET = 4;

/** A square code in attributes alone; always dark on light, or cameras do not read it. */
export function Qr({ code, label }: QrProps): VNode {
  const path = code.dark
    .map((isDark, at) => (isDark ? `M${at % code.size} ${Math.floor(at / code.size)}h1v1h-1z` : ''))
    .join('');
  const whole = code.size + 2 * QUIET;
  return (
    <svg
      class="h-auto w-52 max-w-full rounded-md border"
      viewBox={`${-QUIET} ${-QUIET} ${whole} ${whole}`}
      width={208}
      height={208}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect x={-QUIET} y={-QUIET} width={whole} height={whole} fill="white" />
      <path d={path} fill="black" />
    </svg>
  );
}
