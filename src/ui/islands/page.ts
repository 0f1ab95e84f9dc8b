// Navigation without reloading; everything here is comfort, no page needs it.
import * as Turbo from '@hotwired/turbo';

// Turbo's own bar is an inline style, which our content policy refuses; ours is in the page.
Turbo.config.drive.progressBarDelay = 2 ** 30;
const SLOW_MS = 150;
const root = document.documentElement;
let timer: ReturnType<typeof setTimeout> | undefined;

const begin = (): void => {
  clearTimeout(timer);
  timer = setTimeout(() => root.setAttribute('aria-busy', 'true'), SLOW_MS);
};
const end = (): void => {
  clearTimeout(timer);
  root.removeAttribute('aria-busy');
};

for (const event of ['turbo:visit', 'turbo:submit-start', 'turbo:before-fetch-request'])
  document.addEventListener(event, begin);
for (const event of [
  'turbo:load',
  'turbo:render',
  'turbo:submit-end',
  'turbo:frame-render',
  'turbo:fetch-request-error',
])
  document.addEventListener(event, end);

// The theme and language stand on <html>, which Turbo keeps from the first page.
document.addEventListener('turbo:before-render', (event) => {
  const next = (event as CustomEvent<{ newBody: HTMLElement }>).detail.newBody.ownerDocument.documentElement;
  const theme = next.getAttribute('data-theme');
  if (theme) root.setAttribute('data-theme', theme);
  else root.removeAttribute('data-theme');
  root.lang = next.lang || root.lang;
});

// A menu closes when one looks elsewhere.
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]'))
    if (!menu.contains(event.target as Node)) menu.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]')) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
});
// Chosen in a list that sends its form at once.
document.addEventListener('change', (event) => {
  const field = event.target;
  if (field instanceof HTMLElement && field.matches('[data-submit]')) field.closest('form')?.requestSubmit();
});
// One box above a list ticks all of its rows.
document.addEventListener('change', (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || !box.dataset.all) return;
  for (const row of document.querySelectorAll<HTMLInputElement>(
    `input[type=checkbox][form="${CSS.escape(box.dataset.all)}"]`,
  ))
    row.checked = box.checked;
});
