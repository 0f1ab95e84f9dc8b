/**
 * The box stays where scans go. Enter in it adds the first candidate while nothing was written since they came; a number
 * and Enter adds that one; arrows go through them. Whatever else is typed is the next book.
 */
class CandidatePicker extends HTMLElement {
  #stop = new AbortController();
  /** A scan writes into the box, also when it is the same number again: then Enter searches. */
  #isWritten = false;

  connectedCallback(): void {
    this.#stop = new AbortController();
    this.#isWritten = false;
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

  #written(): void {
    this.#isWritten = true;
  }

  #sent(event: SubmitEvent): void {
    const text = this.#box()?.value.trim() ?? '';
    // Of its own button only Enter in the box is meant; a press on "search" searches.
    if (document.activeElement !== this.#box()) return;
    const at = this.#isWritten ? (/^[1-9]\d?$/.test(text) ? Number(text) - 1 : -1) : 0;
    const chosen = this.#buttons()[at];
    if (!chosen) return;
    event.preventDefault();
    chosen.click();
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
