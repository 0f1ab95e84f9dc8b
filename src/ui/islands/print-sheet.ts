/** A sheet prints itself once it stands, and remembers the paper of this desk. */
class PrintSheet extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector<HTMLButtonElement>('[data-print]');
    if (button) {
      button.hidden = false;
      button.addEventListener('click', () => window.print());
    }
    for (const link of this.querySelectorAll<HTMLElement>('[data-paper]'))
      link.addEventListener('click', () => {
        // biome-ignore lint/suspicious/noDocumentCookie: the newer way needs https, which a desk may not have
        document.cookie = `kertas=${link.dataset.paper}; path=/; max-age=31536000; samesite=lax`;
      });
    setTimeout(() => window.print(), 200);
  }
}

customElements.define('print-sheet', PrintSheet);
