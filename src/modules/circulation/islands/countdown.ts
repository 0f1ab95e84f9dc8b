let timer: ReturnType<typeof setInterval> | undefined;

/** Counts down how long the last scan can be taken back; then the button says no more. */
export function startCountdown(desk: HTMLElement): void {
  clearInterval(timer);
  const button = desk.querySelector<HTMLButtonElement>('button[data-seconds]');
  const left = button?.querySelector<HTMLElement>('[data-left]');
  if (!button || !left) return;
  const end = performance.now() + Number(button.dataset.seconds) * 1000;
  timer = setInterval(() => {
    const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    left.textContent = String(seconds);
    if (seconds > 0 && button.isConnected) return;
    clearInterval(timer);
    button.disabled = true;
  }, 500);
}
