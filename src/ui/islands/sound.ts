/** Short tones, told apart without looking: high and single, two the same, low and long. */
const TONES = {
  ok: [[880, 0.08]],
  attention: [
    [660, 0.1],
    [660, 0.1],
  ],
  stop: [[220, 0.35]],
} as const;
export type ToneName = keyof typeof TONES;

let audio: AudioContext | undefined;

const MUTED = 'pustaka.sound';

/** A reading room may want a silent desk; remembered by this browser. */
export function isMuted(): boolean {
  try {
    return localStorage.getItem(MUTED) === 'off';
  } catch {
    return false;
  }
}

export function mute(off: boolean): void {
  try {
    if (off) localStorage.setItem(MUTED, 'off');
    else localStorage.removeItem(MUTED);
  } catch {
    // Without storage the desk sounds.
  }
}

export function play(name: string): void {
  const notes = TONES[name as ToneName];
  if (!notes || isMuted() || typeof AudioContext === 'undefined') return;
  try {
    audio ??= new AudioContext();
    let at = audio.currentTime;
    for (const [frequency, seconds] of notes) {
      const oscillator = audio.createOscillator();
      const gain = audio.createGain();
      oscillator.frequency.value = frequency;
      gain.gain.value = 0.08;
      oscillator.connect(gain).connect(audio.destination);
      oscillator.start(at);
      oscillator.stop(at + seconds);
      at += seconds + 0.06;
    }
  } catch {
    // A desk without sound still has colour and word.
  }
}
