import 'preact';

// Our custom elements: their content is plain HTML that works before, or without, their script.
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'search-suggest': HTMLAttributes<HTMLElement>;
      'command-palette': HTMLAttributes<HTMLElement>;
      'print-sheet': HTMLAttributes<HTMLElement>;
      'pick-all': HTMLAttributes<HTMLElement>;
      'import-progress': HTMLAttributes<HTMLElement>;
      'camera-scan': HTMLAttributes<HTMLElement>;
      'desk-box': HTMLAttributes<HTMLElement>;
      'candidate-picker': HTMLAttributes<HTMLElement>;
      'kiosk-box': HTMLAttributes<HTMLElement>;
      'live-part': HTMLAttributes<HTMLElement>;
      'live-count': HTMLAttributes<HTMLElement>;
      'chart-download': HTMLAttributes<HTMLElement>;
      'wall-display': HTMLAttributes<HTMLElement>;
      'turbo-frame': HTMLAttributes<HTMLElement> & { target?: string; loading?: 'lazy' };
    }
  }
}
