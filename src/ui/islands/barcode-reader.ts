/** Reads what a camera shows; null while it shows nothing that can be read. */
export type ReadBarcode = (video: HTMLVideoElement) => Promise<string | null>;

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface DetectorMaker {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** What our labels and cards, and those of a library before us, may carry. */
const WANTED = ['code_128', 'ean_13', 'code_39', 'codabar', 'itf', 'qr_code'];
const LARGEST = 1280;

/** The browser's own reader where it knows the barcodes of our labels, else ours. */
export async function openReader(): Promise<ReadBarcode> {
  const own = await ownDetector();
  if (!own) return openOurs();
  return async (video) => (await own.detect(video))[0]?.rawValue ?? null;
}

async function ownDetector(): Promise<Detector | null> {
  const { BarcodeDetector: Maker } = globalThis as { BarcodeDetector?: DetectorMaker };
  if (!Maker) return null;
  try {
    const formats = (await Maker.getSupportedFormats()).filter((format) => WANTED.includes(format));
    return formats.includes('code_128') && formats.includes('ean_13') ? new Maker({ formats }) : null;
  } catch {
    return null;
  }
}

/** Fetched when a camera is opened, not before. */
async function openOurs(): Promise<ReadBarcode> {
  const { readPicture } = await import('../../lib/barcode/read.ts');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    if (!context || video.videoWidth === 0) return null;
    const scale = Math.min(1, LARGEST / Math.max(video.videoWidth, video.videoHeight));
    const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    context.drawImage(video, 0, 0, width, height);
    return readPicture(context.getImageData(0, 0, width, height));
  };
}
