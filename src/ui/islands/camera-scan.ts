import { openReader } from './barcode-reader.ts';
import { Sightings } from './sightings.ts';

const LOOK_MS = 120;
const AFTER_RELOAD = 'pustaka.camera';
const root = document.documentElement;

/** The Permissions-Policy of the page that was loaded last in full; Turbo keeps it for those it shows after. */
interface PolicyDocument {
  featurePolicy?: { allowsFeature(name: string): boolean };
}
const isAllowedHere = (): boolean => (document as PolicyDocument).featurePolicy?.allowsFeature('camera') ?? true;

/** Reads barcodes with the device's camera into a box, and sends them. The box works without it. */
class CameraScan extends HTMLElement {
  #stop = new AbortController();
  #stream: MediaStream | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #opening = 0;

  connectedCallback(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    document.addEventListener('click', (event) => this.#clicked(event), { signal });
    // A camera that nobody sees is off, and a page kept for going back is kept without its picture.
    document.addEventListener('visibilitychange', () => document.hidden && this.#close(), { signal });
    document.addEventListener('turbo:before-cache', () => this.#close(), { signal });
    this.addEventListener('keydown', (event) => this.#key(event), { signal });
    void this.#offer();
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    this.#close();
  }

  /** The button is there where the device has a camera, or may have one that this page cannot ask for. */
  async #offer(): Promise<void> {
    const asked = takeNote();
    const isHandheld = matchMedia('(pointer: coarse)').matches;
    const devices = await (navigator.mediaDevices?.enumerateDevices?.().catch(() => []) ?? []);
    if (!isHandheld && !devices.some(({ kind }) => kind === 'videoinput')) return;
    root.dataset.camera ??= '';
    if (asked === this.dataset.box && isAllowedHere()) await this.#open();
  }

  #clicked(event: Event): void {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(`[data-camera-for="${this.dataset.box}"]`)) {
      if (this.hidden) void this.#open();
      else this.#close();
    } else if (target && this.contains(target)) {
      if (target.closest('[data-close]')) this.#close();
      if (target.closest('[data-light]')) void this.#switchLight();
    }
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#close();
    document.querySelector<HTMLElement>(`[data-camera-for="${this.dataset.box}"]`)?.focus();
  }

  async #open(): Promise<void> {
    const mine = ++this.#opening;
    this.hidden = false;
    if (!navigator.mediaDevices?.getUserMedia) return this.#say('insecure');
    if (!isAllowedHere()) return reloadFor(this.dataset.box ?? '');
    this.#say('starting');
    try {
      const video = { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } };
      const [stream, read] = await Promise.all([navigator.mediaDevices.getUserMedia({ video }), openReader()]);
      if (mine !== this.#opening || this.hidden || !this.isConnected) return stopAll(stream);
      this.#stream = stream;
      const screen = this.querySelector('video');
      if (!screen) return this.#close();
      screen.srcObject = stream;
      await screen.play();
      this.#show(true);
      root.dataset.camera = 'open';
      this.#say('aim');
      this.querySelector<HTMLElement>('[data-close]')?.focus();
      this.#offerLight(stream);
      const sightings = new Sightings();
      const look = async (): Promise<void> => {
        const code = await read(screen).catch(() => null);
        if (this.#stream !== stream) return;
        if (code && sightings.isReading(code, performance.now())) this.#found(code);
        this.#timer = setTimeout(() => void look(), LOOK_MS);
      };
      await look();
    } catch (error) {
      this.#release();
      this.#say(reasonOf(error));
    }
  }

  #found(code: string): void {
    const box = document.getElementById(this.dataset.box ?? '');
    if (!(box instanceof HTMLInputElement)) return;
    this.#said(`${this.dataset.read} ${code}`);
    navigator.vibrate?.(60);
    if (this.dataset.pile === undefined) this.#close();
    box.value = code;
    box.form?.requestSubmit();
  }

  #close(): void {
    this.#opening++;
    this.#release();
    this.hidden = true;
  }

  #release(): void {
    clearTimeout(this.#timer);
    if (this.#stream) stopAll(this.#stream);
    this.#stream = null;
    const screen = this.querySelector('video');
    if (screen) screen.srcObject = null;
    this.#show(false);
    if (root.dataset.camera === 'open') root.dataset.camera = '';
  }

  #show(picture: boolean): void {
    const frame = this.querySelector<HTMLElement>('[data-picture]');
    if (frame) frame.hidden = !picture;
    const light = this.querySelector<HTMLElement>('[data-light]');
    if (light && !picture) light.hidden = true;
  }

  #say(what: string): void {
    this.#said(this.dataset[what] ?? '');
  }

  #said(text: string): void {
    const line = this.querySelector('[data-said]');
    if (line) line.textContent = text;
  }

  #offerLight(stream: MediaStream): void {
    const light = this.querySelector<HTMLElement>('[data-light]');
    const can = stream.getVideoTracks()[0]?.getCapabilities?.() as { torch?: boolean } | undefined;
    if (light) light.hidden = !can?.torch;
  }

  async #switchLight(): Promise<void> {
    const light = this.querySelector<HTMLElement>('[data-light]');
    const on = light?.getAttribute('aria-pressed') !== 'true';
    const wish = { advanced: [{ torch: on }] } as unknown as MediaTrackConstraints;
    await this.#stream
      ?.getVideoTracks()[0]
      ?.applyConstraints(wish)
      .then(
        () => light?.setAttribute('aria-pressed', String(on)),
        () => {},
      );
  }
}

const stopAll = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

const reasonOf = (error: unknown): string => {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'failed';
};

/** Turbo came here from a page without a camera: loaded in full, this one may have it, and opens it then. */
function reloadFor(box: string): void {
  try {
    sessionStorage.setItem(AFTER_RELOAD, box);
  } catch {
    // Without storage one presses again.
  }
  location.reload();
}

function takeNote(): string | null {
  try {
    const box = sessionStorage.getItem(AFTER_RELOAD);
    sessionStorage.removeItem(AFTER_RELOAD);
    return box;
  } catch {
    return null;
  }
}

customElements.define('camera-scan', CameraScan);
