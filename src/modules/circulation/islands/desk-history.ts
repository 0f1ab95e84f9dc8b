const MOST = 30;
const clock = new Intl.DateTimeFormat(document.documentElement.lang === 'en' ? 'en-GB' : 'id-ID', {
  timeStyle: 'medium',
});

/** The last scans of this window, newest first; never stored, gone with the page. */
export class DeskHistory {
  readonly #rows: HTMLElement[] = [];

  /** Shows again what was done, in the list of a page that may be new. */
  show(panel: HTMLElement | null): void {
    const list = panel?.querySelector('ol');
    if (!panel || !list) return;
    panel.hidden = this.#rows.length === 0;
    list.replaceChildren(...this.#rows);
  }

  add(code: string, tone: string, word: string, subject: string): void {
    const row = document.createElement('li');
    row.className = 'flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-1.5';
    const ink = tone === 'stop' ? 'text-stop' : tone === 'attention' ? 'text-attention' : 'text-ok';
    row.append(
      part('text-muted-foreground tabular', clock.format(new Date())),
      part(`font-semibold ${ink}`, word),
      part('min-w-0 flex-1 basis-40', subject),
      part('text-muted-foreground font-mono', code),
    );
    this.#rows.unshift(row);
    this.#rows.splice(MOST);
  }
}

function part(look: string, text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = look;
  span.textContent = text;
  return span;
}
