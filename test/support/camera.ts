import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [WIDTH, HEIGHT] = [640, 480];
const QUIET = 10;
const [PAPER, INK, TABLE] = [225, 35, 120];

/** A film of a label that lies on a table, as Chromium plays it for a camera; the bars are those our labels carry. */
export async function filmOf(bars: readonly number[]): Promise<string> {
  const module = Math.floor(WIDTH / (bars.reduce((sum, width) => sum + width, 0) + 4 * QUIET));
  const wide = module * (bars.reduce((sum, width) => sum + width, 0) + 2 * QUIET);
  const left = Math.floor((WIDTH - wide) / 2);
  const bright = Buffer.alloc(WIDTH * HEIGHT, TABLE);
  for (let y = 140; y < 340; y++) bright.fill(PAPER, y * WIDTH + left, y * WIDTH + left + wide);
  let x = left + module * QUIET;
  for (const [n, width] of bars.entries()) {
    if (n % 2 === 0) for (let y = 160; y < 320; y++) bright.fill(INK, y * WIDTH + x, y * WIDTH + x + module * width);
    x += module * width;
  }
  const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), bright, grey]);
  const file = join(await mkdtemp(join(tmpdir(), 'pustaka-film-')), 'label.y4m');
  await writeFile(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1\n`), frame, frame]));
  return file;
}

/** A browser on a device with a camera that sees this, and whose owner allows it. */
export const withCamera = (film: string): string[] => [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`,
];
