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

export function play(name: string): void {
  const notes = TONES[name as ToneName];
  if (!notes || typeof AudioContext === 'undefined') return;
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
