import { isMuted, mute, play } from '../../../ui/islands/sound.ts';
import { startCountdown } from './countdown.ts';
import { DeskHistory } from './desk-history.ts';
import { newKey, postToDesk } from './desk-post.ts';
import { type QueuedScan, ScanQueue } from './scan-queue.ts';

const RETRY_MS = 2_000;
const history = new DeskHistory();

/** The desk in the browser: the box keeps the focus, scans wait their turn, a lost network loses none. */
class DeskBox extends HTMLElement {
  #queue = new ScanQueue(localStorage, windowName());
  #sending = false;
  #away = false;
  #stop = new AbortController();

  connectedCallback(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.addEventListener('submit', (event) => this.#submitted(event), { signal });
    this.addEventListener('click', (event) => this.#clicked(event), { signal });
    document.addEventListener('keydown', (event) => this.#key(event), { signal });
    window.addEventListener('online', () => void this.#work(), { signal });
    this.#showSound();
    history.show(this.querySelector<HTMLElement>('[data-history]'));
    startCountdown(this);
    this.#box()?.focus();
    void this.#work();
  }

  disconnectedCallback(): void {
    this.#stop.abort();
  }

  #box(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>('#kode');
  }

  /** A stop stands until somebody says that he saw it; scans wait behind it. */
  #stopped(): boolean {
    return this.querySelector('[data-result][data-tone=stop]') !== null;
  }

  #submitted(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches('[data-scan], [data-desk]')) return;
    event.preventDefault();
    const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)] as [string, string]);
    const action = form.getAttribute('action') ?? '/desk';
    if (form.matches('[data-scan]')) this.#scanned(action, fields);
    else this.#acted({ action, fields, isScan: false, follows: false });
  }

  #scanned(action: string, fields: [string, string][]): void {
    const follows = this.#queue.first() !== undefined || this.#stopped();
    this.#queue.add({ action, fields, isScan: true, follows });
    const box = this.#box();
    if (box) box.value = '';
    // The next scan is another act, even while this one waits.
    const key = this.querySelector<HTMLInputElement>('form[data-scan] [name=_key]');
    if (key) key.value = newKey();
    if (this.#stopped()) play('stop');
    void this.#work();
  }

  /** What was done by a button: it answers a stop, and goes before the scans that wait for it. */
  #acted(act: QueuedScan): void {
    this.#dismiss(false);
    this.#queue.addFirst(act);
    void this.#work();
  }

  #command(code: string): void {
    this.#scanned('/desk', [['_key', newKey()], ['kode', code], ...this.#state()]);
  }

  #state(): [string, string][] {
    return ['anggota', 'mode'].flatMap((name) => {
      const value = this.querySelector<HTMLInputElement>(`form[data-scan] [name=${name}]`)?.value;
      return value ? [[name, value] as [string, string]] : [];
    });
  }

  async #work(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      await this.#sendAll();
    } finally {
      this.#sending = false;
      this.#showQueue();
    }
    if (this.#away && this.isConnected) setTimeout(() => void this.#work(), RETRY_MS);
  }

  async #sendAll(): Promise<void> {
    for (let next = this.#queue.first(); next; next = this.#queue.first()) {
      if (next.isScan && this.#stopped()) return;
      this.#queue.settle({ anggota: null, mode: null, ...Object.fromEntries(this.#state()) });
      const answer = await postToDesk(next);
      this.#away = answer === 'away';
      if (this.#away) {
        this.#queue.touch();
        this.#showQueue();
        return;
      }
      if (typeof answer === 'object' && 'to' in answer) return location.assign(answer.to);
      this.#queue.done(next);
      this.#show(next, typeof answer === 'object' ? answer.html : null);
    }
  }

  #show(sent: QueuedScan, html: string | null): void {
    const code = sent.fields.find(([name]) => name === 'kode')?.[1] ?? '';
    const next = html === null ? null : new DOMParser().parseFromString(html, 'text/html').getElementById('desk');
    const now = this.querySelector('#desk');
    if (next && now) {
      const typed = this.#box()?.value ?? '';
      now.replaceWith(document.adoptNode(next));
      const box = this.#box();
      if (box) {
        box.value = typed;
        // While codes come by the camera, a phone's keyboard would hide what they did.
        if (document.documentElement.dataset.camera !== 'open') box.focus();
      }
      startCountdown(this);
    }
    const result = next ? this.querySelector<HTMLElement>('[data-result]') : null;
    const tone = result?.dataset.tone ?? (next ? 'ok' : 'stop');
    const word = result?.querySelector('[data-word]')?.textContent ?? (next ? '' : (this.dataset.failed ?? ''));
    const member = this.querySelector('[data-member]')?.textContent ?? '';
    const subject = result?.querySelector('[data-subject]')?.textContent ?? (code.startsWith('/') ? '' : member);
    if (result || !next) play(tone);
    if (word || subject) history.add(code, tone, word.trim() || (this.dataset.person ?? ''), subject.trim());
    history.show(this.querySelector<HTMLElement>('[data-history]'));
  }

  #clicked(event: Event): void {
    const target =
      event.target instanceof Element
        ? event.target.closest<HTMLElement>('[data-dismiss], [data-command], [data-sound]')
        : null;
    if (!target) return;
    event.preventDefault();
    if (target.matches('[data-dismiss]')) this.#dismiss(true);
    else if (target.matches('[data-sound]')) {
      mute(!isMuted());
      this.#showSound();
    } else {
      this.#dismiss(false);
      this.#command(target.dataset.command ?? '');
    }
    this.#box()?.focus();
  }

  #dismiss(goOn: boolean): void {
    if (!this.#stopped()) return;
    this.querySelector('[data-result]')?.remove();
    if (goOn) void this.#work();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      this.#escape(event);
      return;
    }
    const box = this.#box();
    const inField = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
    const inBox = event.target === box && box?.value === '';
    if (event.key === '?' && (!inField || inBox)) {
      event.preventDefault();
      const help = this.querySelector<HTMLDetailsElement>('[data-help]');
      if (help) help.open = !help.open;
      help?.scrollIntoView({ block: 'nearest' });
      return;
    }
    const name = event.altKey ? `Alt+${event.key}` : event.key;
    const isKey = /^(F\d+|Alt\+[1-9])$/.test(name);
    const target = isKey ? this.querySelector<HTMLElement>(`[data-key="${name}"]`) : null;
    if (target) {
      event.preventDefault();
      target.click();
      target.closest('details')?.querySelector<HTMLElement>('form input:not([type=hidden])')?.focus();
      return;
    }
    const plain = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!inField && plain && event.target instanceof Node && this.contains(event.target)) box?.focus();
    if (!inField && plain && event.target === document.body) box?.focus();
  }

  /** One thing at a time: the help, what is typed, a stop, then the next member. */
  #escape(event: KeyboardEvent): void {
    const outside = event.target instanceof Node && event.target !== document.body && !this.contains(event.target);
    if (outside) return;
    const box = this.#box();
    const help = this.querySelector<HTMLDetailsElement>('[data-help][open]');
    if (help) help.open = false;
    else if (box?.value) box.value = '';
    else if (this.#stopped()) this.#dismiss(true);
    else if (this.#state().length > 0 || this.querySelector('[data-result]')) this.#command('/selesai');
    box?.focus();
  }

  #showSound(): void {
    const button = this.querySelector<HTMLElement>('[data-sound]');
    if (!button) return;
    button.hidden = false;
    button.setAttribute('aria-pressed', String(!isMuted()));
    button.textContent = (isMuted() ? button.dataset.off : button.dataset.on) ?? '';
  }

  #showQueue(): void {
    const waiting = this.#queue.all();
    let line = this.querySelector<HTMLElement>('[data-line]');
    if (waiting.length === 0 || (!this.#away && !this.#stopped())) {
      line?.remove();
      return;
    }
    if (!line) {
      line = document.createElement('p');
      line.dataset.line = '';
      line.setAttribute('role', 'status');
      line.className =
        'border-attention bg-attention-ground text-attention mb-3 rounded-md border px-3 py-2 font-semibold';
      this.prepend(line);
    }
    const codes = waiting.map((scan) => scan.fields.find(([name]) => name === 'kode')?.[1]).filter(Boolean);
    const why = this.#away ? this.dataset.away : this.dataset.held;
    line.textContent = `${why} ${this.dataset.waiting} (${waiting.length}): ${codes.join(', ')}`;
  }
}

/** Two windows of one browser keep their scans apart. */
function windowName(): string {
  try {
    const name = sessionStorage.getItem('pustaka.desk.window') ?? newKey();
    sessionStorage.setItem('pustaka.desk.window', name);
    return name;
  } catch {
    return newKey();
  }
}

customElements.define('desk-box', DeskBox);
