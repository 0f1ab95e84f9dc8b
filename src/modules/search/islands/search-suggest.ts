import { visit } from '@hotwired/turbo';

interface Suggestions {
  words: string[];
  titles: { id: string; title: string }[];
}

const WAIT_MS = 120;
const SHORTEST = 2;

/** A combobox over the search box of a page (ARIA 1.2: focus stays in the field, the list is pointed at). */
class SearchSuggest extends HTMLElement {
  #input!: HTMLInputElement;
  #list!: HTMLElement;
  #said!: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | undefined;
  #at = -1;

  connectedCallback(): void {
    const [input, list, said] = [
      this.querySelector('input'),
      this.querySelector<HTMLElement>('[role=listbox]'),
      this.querySelector('output'),
    ];
    if (!input || !list || !said) return;
    [this.#input, this.#list, this.#said] = [input, list, said];
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', list.id);
    this.#show(false);
    input.addEventListener('input', () => this.#typed());
    input.addEventListener('keydown', (event) => this.#pressed(event));
    input.addEventListener('blur', () => this.#show(false));
    // The field keeps the focus while something is chosen with the mouse.
    list.addEventListener('pointerdown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => this.#choose((event.target as Element).closest('[role=option]')));
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  #typed(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    const text = this.#input.value.trim();
    if (text.length < SHORTEST) this.#fill([]);
    else this.#timer = setTimeout(() => void this.#ask(text), WAIT_MS);
  }

  async #ask(text: string): Promise<void> {
    this.#asking = new AbortController();
    try {
      const query = new URLSearchParams({ q: text.slice(0, 200) });
      const reply = await fetch(`/api/v1/search/suggest?${query}`, { signal: this.#asking.signal });
      if (!reply.ok) return;
      const { data } = (await reply.json()) as { data: Suggestions };
      const results = this.querySelector('form')?.action ?? '';
      this.#fill([
        ...data.words.map((word) => ({ text: word, to: `${results}?${new URLSearchParams({ search: word })}` })),
        ...data.titles.map(({ id, title }) => ({ text: title, to: `${results}/${id}` })),
      ]);
    } catch {
      // Searching works without suggestions.
    }
  }

  #fill(options: { text: string; to: string }[]): void {
    const pattern = this.querySelector('template');
    const items = options.map(({ text, to }, at) => {
      const item = pattern?.content.firstElementChild?.cloneNode(true) as HTMLElement;
      item.id = `${this.#list.id}-${at}`;
      item.dataset.to = to;
      item.textContent = text;
      return item;
    });
    this.#list.replaceChildren(...items);
    this.#point(-1);
    this.#show(items.length > 0 && document.activeElement === this.#input);
    this.#said.textContent = (items.length > 0 && this.dataset.count?.replace('{count}', String(items.length))) || '';
  }

  #pressed(event: KeyboardEvent): void {
    const many = this.#list.children.length;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && many > 0) {
      event.preventDefault();
      this.#show(true);
      // One step before the first is the field itself.
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.#point(((this.#at + 1 + step + many + 1) % (many + 1)) - 1);
    } else if (event.key === 'Enter' && this.#at >= 0) {
      event.preventDefault();
      this.#choose(this.#list.children[this.#at]);
    } else if (event.key === 'Escape' && !this.#list.hidden) {
      event.preventDefault();
      this.#show(false);
    }
  }

  #point(at: number): void {
    this.#at = at;
    for (const [index, item] of [...this.#list.children].entries())
      item.setAttribute('aria-selected', String(index === at));
    const item = this.#list.children[at];
    if (item) this.#input.setAttribute('aria-activedescendant', item.id);
    else this.#input.removeAttribute('aria-activedescendant');
    item?.scrollIntoView({ block: 'nearest' });
  }

  #show(open: boolean): void {
    this.#list.hidden = !open;
    this.#input.setAttribute('aria-expanded', String(open));
    if (!open) this.#point(-1);
  }

  #choose(item: Element | null | undefined): void {
    if (!(item instanceof HTMLElement) || !item.dataset.to) return;
    this.#show(false);
    visit(item.dataset.to);
  }
}

customElements.define('search-suggest', SearchSuggest);
