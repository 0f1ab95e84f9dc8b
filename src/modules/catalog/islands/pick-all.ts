/** One box that ticks every row of a list; without JavaScript it is not there. */
class PickAll extends HTMLElement {
  #stop = new AbortController();

  connectedCallback(): void {
    this.hidden = false;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const all = this.querySelector('input');
    const tick = (): void => {
      for (const row of this.#rows()) row.checked = all?.checked ?? false;
    };
    all?.addEventListener('change', tick, { signal });
    const follow = (): void => {
      const rows = this.#rows();
      const ticked = rows.filter((row) => row.checked).length;
      if (!all) return;
      all.checked = ticked > 0 && ticked === rows.length;
      all.indeterminate = ticked > 0 && ticked < rows.length;
    };
    document.addEventListener('change', follow, { signal });
    follow();
  }

  disconnectedCallback(): void {
    this.#stop.abort();
  }

  #rows(): HTMLInputElement[] {
    const form = this.dataset.form ?? '';
    return [...document.querySelectorAll<HTMLInputElement>(`input[type=checkbox][form="${form}"]`)];
  }
}

customElements.define('pick-all', PickAll);
