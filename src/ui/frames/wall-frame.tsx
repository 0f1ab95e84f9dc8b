import type { VNode } from 'preact';
import type { FrameProps } from '../document.tsx';

/** The whole screen for one thing: no menu, nothing to press. */
export const WallFrame = ({ children }: FrameProps): VNode => (
  <main id="isi" tabIndex={-1} class="min-h-dvh outline-none">
    {children}
  </main>
);
