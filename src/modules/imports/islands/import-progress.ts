const EVERY_MS = 2_000;
const WORKING = ['RUNNING', 'UNDOING'];

/** Renews the frame while an import works and somebody looks; when it ends, the whole page. */
class ImportProgress extends HTMLElement {
  #timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    if (WORKING.includes(this.dataset.state ?? '')) this.#timer = setInterval(() => this.#look(), EVERY_MS);
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const frame = this.querySelector<HTMLElement & { reload?: () => void; src?: string }>('turbo-frame');
    const state = frame?.querySelector<HTMLElement>('[data-state]')?.dataset.state;
    if (!frame || document.hidden) return;
    if (state !== this.dataset.state) {
      clearInterval(this.#timer);
      location.reload();
    } else if (frame.getAttribute('src')) frame.reload?.();
    else frame.setAttribute('src', location.pathname);
  }
}
customElements.define('import-progress', ImportProgress);
