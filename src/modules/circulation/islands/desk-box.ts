import { play } from '../../../ui/islands/sound.ts';
import { type QueuedScan, ScanQueue } from './scan-queue.ts';

const RETRY_MS = 2_000;

/** The desk in the browser: the box keeps the focus, scans wait their turn, a lost network loses none. */
class DeskBox extends HTMLElement {
  #queue = new ScanQueue();
  #sending = false;
  #stop = new AbortController();

  connectedCallback(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.addEventListener('submit', (event) => this.#submitted(event), { signal });
    document.addEventListener('keydown', (event) => this.#key(event), { signal });
    window.addEventListener('online', () => this.#work(), { signal });
    this.#box()?.focus();
    this.#showQueue();
    void this.#work();
  }

  disconnectedCallback(): void {
    this.#stop.abort();
  }

  #box(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>('#kode');
  }

  #submitted(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches('[data-scan], [data-desk]')) return;
    event.preventDefault();
    const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)] as [string, string]);
    this.#queue.add({ action: form.getAttribute('action') ?? '/desk', fields, isScan: form.matches('[data-scan]') });
    if (form.matches('[data-scan]')) {
      const box = this.#box();
      if (box) box.value = '';
      // The next scan is another act, even while this one waits.
      const key = form.querySelector<HTMLInputElement>('[name=_key]');
      if (key) key.value = crypto.randomUUID?.() ?? String(Math.random()).slice(2) + Date.now();
    }
    this.#showQueue();
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let next = this.#queue.first(); next; next = this.#queue.first()) {
        const reply = await this.#send(next);
        if (reply === null) break;
        this.#queue.done(next);
        if (!this.#show(reply)) break;
      }
    } finally {
      this.#sending = false;
      this.#showQueue();
    }
    if (this.#queue.first()) setTimeout(() => void this.#work(), RETRY_MS);
  }

  /** The answer's text; null when it did not come, and the scan goes on waiting. */
  async #send(scan: QueuedScan): Promise<string | null> {
    const body = new URLSearchParams(scan.fields);
    // Whoever an earlier scan called to the desk is here by now.
    if (scan.isScan) for (const name of ['anggota', 'mode']) this.#carry(body, name);
    try {
      const reply = await fetch(scan.action, { method: 'POST', body, headers: { 'turbo-frame': 'desk' } });
      if (reply.status >= 500 || reply.status === 429) return null;
      if (reply.redirected) {
        location.assign(reply.url);
        return null;
      }
      return await reply.text();
    } catch {
      return null;
    }
  }

  #carry(body: URLSearchParams, name: string): void {
    const value = this.querySelector<HTMLInputElement>(`form[data-scan] [name=${name}]`)?.value;
    if (value) body.set(name, value);
    else body.delete(name);
  }

  #show(text: string): boolean {
    const next = new DOMParser().parseFromString(text, 'text/html').getElementById('desk');
    const now = this.querySelector('#desk');
    if (!next || !now) return false;
    const typed = this.#box()?.value ?? '';
    now.replaceWith(document.adoptNode(next));
    const box = this.#box();
    if (box) {
      box.value = typed;
      box.focus();
    }
    const tone = this.querySelector('[data-result]')?.getAttribute('data-tone');
    if (tone) play(tone);
    return true;
  }

  #key(event: KeyboardEvent): void {
    const box = this.#box();
    const inField = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
    if (event.key === 'Escape') {
      if (box?.value) box.value = '';
      else this.querySelector<HTMLElement>('[data-key="Escape"]')?.click();
      box?.focus();
      return;
    }
    if (event.key === '?' && (!inField || (event.target === box && box?.value === ''))) {
      event.preventDefault();
      const help = this.querySelector<HTMLDetailsElement>('[data-help]');
      if (help) help.open = !help.open;
      help?.scrollIntoView({ block: 'nearest' });
      return;
    }
    const name = event.altKey ? `Alt+${event.key}` : event.key;
    const target = /^(F\d+|Alt\+[1-9])$/.test(name) ? this.querySelector<HTMLElement>(`[data-key="${name}"]`) : null;
    if (target) {
      event.preventDefault();
      target.click();
      const opened = target.closest('details')?.querySelector<HTMLElement>('form input:not([type=hidden])');
      opened?.focus();
      return;
    }
    if (!inField && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) box?.focus();
  }

  #showQueue(): void {
    const waiting = this.#queue.all();
    let line = this.querySelector<HTMLElement>('[data-waiting]');
    if (waiting.length === 0 || (this.#sending && navigator.onLine && waiting.length === 1)) {
      line?.remove();
      return;
    }
    if (!line) {
      line = document.createElement('p');
      line.dataset.waiting = '';
      line.setAttribute('role', 'status');
      line.className =
        'border-attention bg-attention-ground text-attention mb-3 rounded-md border px-3 py-2 font-semibold';
      this.prepend(line);
    }
    const text = document.documentElement.lang === 'en' ? 'waiting to be sent' : 'menunggu dikirim';
    const codes = waiting.map((scan) => scan.fields.find(([name]) => name === 'kode')?.[1]).filter(Boolean);
    line.textContent = `${waiting.length} ${text}: ${codes.join(', ')}`;
  }
}

customElements.define('desk-box', DeskBox);
