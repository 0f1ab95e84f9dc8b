const PAUSE_MS = 120;

/** Ctrl/⌘ K from anywhere; what is typed is answered below the box. Without it the box is a form to a page of results. */
class CommandPalette extends HTMLElement {
  #stop = new AbortController();
  #asking = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #before: HTMLElement | null = null;
  /** What the hits below the box are answers to. */
  #answered = '';

  connectedCallback(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const box = this.#box;
    if (!box) return;
    box.setAttribute('role', 'combobox');
    box.setAttribute('aria-expanded', 'false');
    box.setAttribute('aria-autocomplete', 'list');
    document.addEventListener('keydown', (event) => this.#shortcut(event), { signal });
    document.addEventListener('click', (event) => this.contains(event.target as Node) || this.#close(), { signal });
    // A page that is kept for going back is kept without what was asked on it.
    document.addEventListener('turbo:before-cache', () => this.#close(), { signal });
    box.addEventListener('input', () => this.#askSoon(), { signal });
    box.addEventListener('focus', () => this.#askSoon(), { signal });
    this.addEventListener('keydown', (event) => this.#key(event), { signal });
    this.addEventListener('focusout', (event) => this.#left(event), { signal });
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    this.#asking.abort();
    clearTimeout(this.#timer);
  }

  get #box(): HTMLInputElement | null {
    return this.querySelector('input');
  }

  get #panel(): HTMLElement | null {
    return this.querySelector('[data-results]');
  }

  get #hits(): HTMLAnchorElement[] {
    return [...(this.#panel?.querySelectorAll('a') ?? [])];
  }

  #shortcut(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.#before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.#box?.focus();
    this.#box?.select();
  }

  #left(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.#close();
  }

  #askSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), PAUSE_MS);
  }

  async #ask(): Promise<void> {
    this.#asking.abort();
    this.#asking = new AbortController();
    const query = new URLSearchParams({ q: this.#box?.value ?? '' });
    try {
      const headers = { 'turbo-frame': 'hasil-cari' };
      const reply = await fetch(`/staf/cari?${query}`, { headers, signal: this.#asking.signal });
      if (!reply.ok || reply.redirected) this.#close();
      else this.#show(await reply.text(), query.get('q') ?? '');
    } catch {
      // Cut off or overtaken by the next letter: Enter still sends the form.
    }
  }

  #show(html: string, asked: string): void {
    const results = new DOMParser().parseFromString(html, 'text/html').getElementById('hasil-cari');
    const panel = this.#panel;
    const box = this.#box;
    if (!results || !panel || !box || document.activeElement !== box) return;
    panel.replaceChildren(document.adoptNode(results));
    results.setAttribute('role', 'listbox');
    results.setAttribute('aria-label', box.getAttribute('aria-label') ?? '');
    for (const part of panel.querySelectorAll('section')) part.setAttribute('role', 'group');
    for (const part of panel.querySelectorAll('ul, li, h2')) part.setAttribute('role', 'presentation');
    for (const [at, hit] of this.#hits.entries()) {
      hit.id = `hasil-${at}`;
      hit.setAttribute('role', 'option');
      hit.tabIndex = -1;
    }
    panel.hidden = false;
    this.#answered = asked;
    box.setAttribute('aria-expanded', 'true');
    box.setAttribute('aria-controls', 'hasil-cari');
    this.#select(0);
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asking.abort();
    const panel = this.#panel;
    if (panel) panel.hidden = true;
    this.#box?.setAttribute('aria-expanded', 'false');
    this.#box?.removeAttribute('aria-activedescendant');
  }

  #select(at: number): void {
    const hits = this.#hits;
    const chosen = hits.at(hits.length === 0 ? 0 : at % hits.length);
    for (const hit of hits) hit.setAttribute('aria-selected', String(hit === chosen));
    if (!chosen) {
      this.#box?.removeAttribute('aria-activedescendant');
      return;
    }
    this.#box?.setAttribute('aria-activedescendant', chosen.id);
    chosen.scrollIntoView({ block: 'nearest' });
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || this.#panel?.hidden !== false) return;
    const now = this.#hits.findIndex((hit) => hit.getAttribute('aria-selected') === 'true');
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.#select(now + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' && now >= 0 && this.#box?.value === this.#answered) {
      event.preventDefault();
      this.#hits[now]?.click();
      this.#close();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
      this.#before?.focus();
    }
  }
}

customElements.define('command-palette', CommandPalette);
