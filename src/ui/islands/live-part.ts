/** A part of a page about work that goes on: fetched anew every few seconds, while it says so and somebody looks. */
class LivePart extends HTMLElement {
  #timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    const every = Number(this.dataset.every);
    if (every > 0) this.#timer = setInterval(() => void this.#again(), every);
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
  }

  async #again(): Promise<void> {
    // Whoever is about to press something in it keeps it under their hands.
    if (document.hidden || this.contains(document.activeElement)) return;
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null);
    if (!answer?.ok || !this.isConnected) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.getElementById(this.id);
    if (fresh) this.replaceWith(document.importNode(fresh, true));
  }
}

customElements.define('live-part', LivePart);
