// Some scanners send two line ends; the second must not add what the first one found.
const SETTLED_MS = 500;

/**
 * The box stays where scans go. A number and Enter adds that candidate; after a scanned number Enter alone adds the first,
 * while nothing was written since; arrows go through them. Whatever else is typed is the next book.
 */
class CandidatePicker extends HTMLElement {
  #stop = new AbortController();
  /** A scan writes into the box, also when it is the same number again: then Enter searches. */
  #isWritten = false;
  #since = 0;

  connectedCallback(): void {
    this.#stop = new AbortController();
    this.#isWritten = false;
    this.#since = performance.now();
    const { signal } = this.#stop;
    const box = this.#box();
    box?.addEventListener('input', () => this.#written(), { signal });
    box?.form?.addEventListener('submit', (event) => this.#sent(event), { signal });
    document.addEventListener('keydown', (event) => this.#key(event), { signal });
    if (this.querySelector('[aria-invalid]')) return;
    box?.focus();
    box?.select();
  }

  disconnectedCallback(): void {
    this.#stop.abort();
  }

  #box(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>('[data-box]');
  }

  #buttons(): HTMLButtonElement[] {
    return [...this.querySelectorAll<HTMLButtonElement>('button[data-candidate]')];
  }

  /** Found by a number of the book: the first is most likely the one in hand. */
  #isExact(): boolean {
    return this.hasAttribute('data-exact');
  }

  #written(): void {
    this.#isWritten = true;
  }

  #sent(event: SubmitEvent): void {
    const text = this.#box()?.value.trim() ?? '';
    // Of its own button only Enter in the box is meant; a press on "search" searches.
    if (document.activeElement !== this.#box()) return;
    const at = this.#isWritten ? (/^[1-9]\d?$/.test(text) ? Number(text) - 1 : -1) : this.#isExact() ? 0 : -1;
    const chosen = this.#buttons()[at];
    if (!chosen) return;
    event.preventDefault();
    if (this.#isWritten || performance.now() - this.#since > SETTLED_MS) chosen.click();
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { activeElement } = document;
    const isBox = activeElement === this.#box();
    if (!isBox && activeElement?.matches('input, select, textarea')) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.#move(event, event.key === 'ArrowDown' ? 1 : -1);
    else if (!isBox && (event.key === 'Escape' || (event.key.length === 1 && event.key !== ' '))) this.#toBox();
  }

  #move(event: KeyboardEvent, by: number): void {
    const buttons = this.#buttons();
    if (buttons.length === 0) return;
    event.preventDefault();
    const { activeElement } = document;
    const at = (activeElement instanceof HTMLButtonElement ? buttons.indexOf(activeElement) : -1) + by;
    if (at < 0) this.#toBox();
    else buttons[Math.min(buttons.length - 1, at)]?.focus();
  }

  /** In time for the very key that was pressed. */
  #toBox(): void {
    this.#box()?.focus();
    this.#box()?.select();
  }
}

customElements.define('candidate-picker', CandidatePicker);
