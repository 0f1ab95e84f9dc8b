// Pages that replace one another without reloading say what changed, and keep the place of whoever uses the keyboard.
const WAIT_MS = 150;
let place: string | null = null;

document.addEventListener('turbo:click', (event) => {
  place = (event.target as HTMLElement).id || null;
});

document.addEventListener('turbo:load', () => {
  // A filter that is used up leaves the page; then one goes on at its beginning, not in front of the menu.
  const again = place ? (document.getElementById(place) ?? document.getElementById('isi')) : null;
  place = null;
  again?.focus({ preventScroll: true });
  const line = document.getElementById('siaran');
  const news = document.querySelector('[data-announce]')?.textContent ?? '';
  if (line && line.textContent !== news) setTimeout(() => (line.textContent = news), WAIT_MS);
});
