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
    if (document.hidden) return;
    const answer = await fetch(location.href, { headers: { accept: 'text/html', 'turbo-frame': this.id } }).catch(
      () => null,
    );
    if (!answer?.ok || answer.redirected || !this.isConnected) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.getElementById(this.id);
    if (fresh) this.#take(fresh);
  }

  /** Whoever is about to press something in it keeps it under their hands: then only what is marked as live changes. */
  #take(fresh: HTMLElement): void {
    const isBusy = this.contains(document.activeElement);
    if (isBusy && fresh.dataset.every) {
      for (const now of this.querySelectorAll<HTMLElement>('[data-live]'))
        renew(now, fresh.querySelector(`[data-live="${now.dataset.live}"]`));
      return;
    }
    this.replaceWith(document.importNode(fresh, true));
    if (isBusy) document.getElementById('isi')?.focus();
  }
}

function renew(now: HTMLElement, then: Element | null): void {
  if (now instanceof HTMLProgressElement && then instanceof HTMLProgressElement) now.value = then.value;
  else if (then && now.textContent !== then.textContent) now.textContent = then.textContent;
}

customElements.define('live-part', LivePart);
