import { type Connection, type Count, countIn, LibraryTime, type State, stateOf, when } from './live-state.ts';
import { LiveStream } from './live-stream.ts';

/** Midnight passes and numbers grow old without anything being said. */
const LOOK_MS = 5_000;
const DOT: Record<State, string> = {
  waits: 'bg-muted-foreground',
  live: 'bg-ok',
  lost: 'bg-attention',
  old: 'bg-attention',
};

/** One for the tab: what any count of it told of the time holds for all. */
const library = new LibraryTime();

/** Today's visitors as the stream tells them; the dot says whether they are of now. Rests while nobody looks. */
class LiveCount extends HTMLElement {
  #stream: LiveStream | null = null;
  #stop = new AbortController();
  #timer: ReturnType<typeof setInterval> | undefined;
  #connection: Connection = 'opening';
  #count: Count | null = null;

  connectedCallback(): void {
    const { stream, at, now } = this.dataset;
    if (!stream) return;
    library.hear(Date.parse(now ?? ''), performance.now());
    this.#count = at ? { total: 0, at: Date.parse(at), isStale: false } : null;
    this.#stream = new LiveStream(() => new EventSource(stream), {
      hear: (text) => this.#hear(text),
      isOpen: (isOpen) => this.#say(isOpen ? 'open' : 'lost'),
    });
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    document.addEventListener('visibilitychange', () => this.#wake(), { signal });
    window.addEventListener('online', () => this.#wake(), { signal });
    this.#timer = setInterval(() => this.#say(), LOOK_MS);
    this.#wake();
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    clearInterval(this.#timer);
    this.#stream?.close();
  }

  #wake(): void {
    if (document.hidden) {
      this.#stream?.close();
      this.#connection = 'opening';
    } else this.#stream?.open();
    this.#say();
  }

  #hear(text: string): void {
    const count = countIn(text);
    if (!count) return;
    library.hear(count.at, performance.now());
    this.#count = count;
    // What a page that is gone back to begins with.
    this.dataset.at = new Date(count.at).toISOString();
    const shown = this.querySelector('[data-total]');
    if (shown) shown.textContent = new Intl.NumberFormat(this.#language).format(count.total);
    this.#say('open');
  }

  get #language(): string {
    return this.dataset.lang === 'en' ? 'en-GB' : 'id-ID';
  }

  #say(connection = this.#connection): void {
    this.#connection = connection;
    const dot = this.querySelector<HTMLElement>('[data-dot]');
    const said = this.querySelector<HTMLElement>('[data-said]');
    if (!dot || !said) return;
    const now = library.now(performance.now());
    const { zone = 'Asia/Jakarta', goodFor } = this.dataset;
    const state = stateOf(this.#count, connection, now, { zone, goodForMs: Number(goodFor) });
    const at = this.#count ? when(this.#count.at, now, zone, this.#language) : '';
    const words = (dot.dataset[state] ?? '').replace('{at}', at);
    if (dot.dataset.state === state && said.textContent === words) return;
    dot.dataset.state = state;
    dot.classList.remove(...Object.values(DOT));
    dot.classList.add(DOT[state]);
    dot.title = words;
    said.textContent = words;
    said.classList.toggle('sr-only', state !== 'old');
  }
}
customElements.define('live-count', LiveCount);
