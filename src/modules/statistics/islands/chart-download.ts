const SCALE = 2;

/** Offers a chart as a picture: drawn here, with the colours the page shows now. */
class ChartDownload extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector<HTMLButtonElement>('[data-png]');
    if (!button) return;
    button.hidden = false;
    button.addEventListener('click', () => void this.#download(button.dataset.png ?? 'bagan'));
  }

  async #download(name: string): Promise<void> {
    const svg = this.querySelector('svg');
    if (!svg) return;
    const [, , width = 720, height = 260] = (svg.getAttribute('viewBox') ?? '').split(' ').map(Number);
    const style = getComputedStyle(document.documentElement);
    const text = new XMLSerializer()
      .serializeToString(svg)
      .replace(/var\((--[\w-]+)\)/g, (_, property: string) => this.#plain(style.getPropertyValue(property).trim()))
      .replace('<svg', `<svg width="${width * SCALE}" height="${height * SCALE}" font-family="sans-serif"`);
    const picture = new Image();
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    const context = canvas.getContext('2d');
    if (!context) return;
    context.fillStyle = this.#plain(style.getPropertyValue('--card').trim());
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0);
    const link = document.createElement('a');
    link.download = `${name}.png`;
    link.href = canvas.toDataURL('image/png');
    link.click();
  }

  /** A colour that other variables make (currentColor, color-mix) as one that stands alone. */
  #plain(colour: string): string {
    const probe = document.createElement('span');
    probe.style.color = colour;
    this.append(probe);
    const plain = getComputedStyle(probe).color;
    probe.remove();
    return plain;
  }
}
customElements.define('chart-download', ChartDownload);
