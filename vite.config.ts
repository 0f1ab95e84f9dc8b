import tailwind from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';

/** Turbo brings its progress bar's style inline, which our content policy refuses; ours is in the style sheet. */
const turboWithoutStyle: Plugin = {
  name: 'turbo-without-style',
  transform(code, id) {
    if (!id.includes('@hotwired/turbo')) return null;
    const without = code.replace('    this.installStylesheetElement();\n', '');
    if (without === code) throw new Error('Turbo changed: its inline style is no longer where it was');
    return without;
  },
};

/** Browser files only: the server is compiled by tsc. Names carry a hash of the content, so browsers keep them for ever. */
export default defineConfig({
  plugins: [tailwind(), turboWithoutStyle],
  publicDir: 'src/browser/static',
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: process.env.BROWSER_OUT ?? 'dist/browser',
    emptyOutDir: true,
    manifest: true,
    assetsDir: '',
    modulePreload: { polyfill: false },
    target: ['chrome109', 'firefox115', 'safari16.4'],
    rolldownOptions: {
      input: ['src/browser/public.ts', 'src/browser/staff.ts', 'src/browser/dev.ts', 'src/browser/app.css'],
    },
  },
});
