/** Today's visitors as the stream tells them; the dot says whether it still does. Rests while nobody looks. */
class LiveCount extends HTMLElement {
  #stream: EventSource | null = null;
  #stop = new AbortController();

  connectedCallback(): void {
    this.#stop = new AbortController();
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#close() : this.#open()), {
      signal: this.#stop.signal,
    });
    this.#open();
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    this.#close();
  }

  #open(): void {
    if (this.#stream || !this.dataset.stream) return;
    const stream = new EventSource(this.dataset.stream);
    const hear = (event: MessageEvent<string>): void => {
      const { total } = JSON.parse(event.data) as { total: number };
      const shown = this.querySelector('[data-total]');
      if (shown)
        shown.textContent = new Intl.NumberFormat(this.dataset.lang === 'en' ? 'en-GB' : 'id-ID').format(total);
      this.#say(true);
    };
    stream.addEventListener('init', hear);
    stream.addEventListener('update', hear);
    stream.addEventListener('open', () => this.#say(true));
    stream.addEventListener('error', () => this.#say(false));
    this.#stream = stream;
  }

  #close(): void {
    this.#stream?.close();
    this.#stream = null;
  }

  #say(isLive: boolean): void {
    const dot = this.querySelector<HTMLElement>('[data-dot]');
    if (!dot || dot.dataset.state === String(isLive)) return;
    dot.dataset.state = String(isLive);
    dot.classList.remove('bg-muted-foreground', 'bg-ok', 'bg-attention');
    dot.classList.add(isLive ? 'bg-ok' : 'bg-attention');
    const words = (isLive ? dot.dataset.live : dot.dataset.lost) ?? '';
    dot.title = words;
    const said = this.querySelector('[data-said]');
    if (said) said.textContent = words;
  }
}
customElements.define('live-count', LiveCount);
