const SLIDE_MS = 12_000;
const FRESH_MS = 60_000;

/** One slide after another; new figures are fetched, and when that fails the old ones stay. */
class WallDisplay extends HTMLElement {
  #timers: ReturnType<typeof setInterval>[] = [];
  #at = 0;

  connectedCallback(): void {
    this.#timers = [setInterval(() => this.#turn(), SLIDE_MS), setInterval(() => void this.#freshen(), FRESH_MS)];
  }

  disconnectedCallback(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  #turn(by = 1): void {
    const slides = [...this.querySelectorAll<HTMLElement>('[data-slide]')];
    if (slides.length === 0) return;
    this.#at = (this.#at + by) % slides.length;
    for (const [at, slide] of slides.entries()) slide.hidden = at !== this.#at;
  }

  async #freshen(): Promise<void> {
    try {
      const reply = await fetch(location.href, { headers: { 'turbo-frame': 'dinding' } });
      if (!reply.ok) return;
      const next = new DOMParser().parseFromString(await reply.text(), 'text/html').getElementById('dinding');
      if (!next) return;
      this.querySelector('#dinding')?.replaceWith(document.adoptNode(next));
      this.#turn(0);
    } catch {
      // What stands on the wall stays there until the network is back.
    }
  }
}
customElements.define('wall-display', WallDisplay);
