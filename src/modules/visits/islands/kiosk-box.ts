import { play } from '../../../ui/islands/sound.ts';

const GREETING_MS = 5_000;

/** The kiosk in the browser: greets with a sound, and is ready for the next card after some seconds. */
class KioskBox extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const result = this.querySelector<HTMLElement>('[data-result]');
    const box = this.querySelector<HTMLInputElement>('#memberId');
    if (result) {
      play(result.dataset.tone ?? '');
      this.#timer = setTimeout(() => result.remove(), GREETING_MS);
    } else if (this.querySelector('[role="alert"]')) play('stop');
    box?.focus();
    document.addEventListener('click', (event) => {
      if (event.target instanceof HTMLElement && !event.target.closest('details, a, button, input, select'))
        box?.focus();
    });
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }
}
customElements.define('kiosk-box', KioskBox);
