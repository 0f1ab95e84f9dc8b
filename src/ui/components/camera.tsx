import type { VNode } from 'preact';
import { Icon } from '../icon.tsx';
import type { Words } from '../words.ts';

/** Stands at the end of a box that codes are read into; seen where the device may have a camera. */
export const CameraButton = ({ box, words, large }: { box: string; words: Words; large?: boolean }): VNode => (
  <button
    type="button"
    class={`needs-camera text-muted-foreground hover:text-foreground absolute inset-y-0 right-1 my-auto place-items-center rounded-md ${large ? 'size-11' : 'size-9'}`}
    data-camera-for={box}
    aria-label={words('ui.camera')}
    title={words('ui.camera')}
  >
    <Icon name="camera" size={20} />
  </button>
);

interface ViewProps {
  box: string;
  words: Words;
  /** Goes on after a code was read: a pile of books at the desk. */
  pile?: boolean;
}

/** Where the camera's picture appears. What it reads is written into the box and sent as if it had been typed. */
export const CameraView = ({ box, words, pile }: ViewProps): VNode => (
  <camera-scan
    data-box={box}
    data-pile={pile ? '' : undefined}
    data-aim={words('ui.camera.aim')}
    data-starting={words('ui.camera.starting')}
    data-read={words('ui.camera.read')}
    data-refused={words('ui.camera.refused')}
    data-none={words('ui.camera.none')}
    data-insecure={words('ui.camera.insecure')}
    data-failed={words('ui.camera.failed')}
    class="block"
    hidden
  >
    <section class="panel mb-4 max-w-2xl overflow-hidden" aria-label={words('ui.camera.title')}>
      <div data-picture class="relative bg-[black]" hidden>
        <video
          class="mx-auto block h-[38vh] max-h-80 w-full object-cover"
          muted
          playsInline
          aria-label={words('ui.camera.title')}
        />
        <div class="bg-stop absolute inset-x-6 top-1/2 h-0.5" aria-hidden="true" />
      </div>
      <div class="flex flex-wrap items-center justify-between gap-2 px-3 py-2">
        <p role="status" data-said class="min-w-0 flex-1 basis-48 text-sm font-medium" />
        <button type="button" class="btn" data-variant="outline" data-light aria-pressed="false" hidden>
          {words('ui.camera.light')}
        </button>
        <button type="button" class="btn" data-variant="outline" data-close>
          {words('ui.camera.close')}
        </button>
      </div>
    </section>
  </camera-scan>
);
