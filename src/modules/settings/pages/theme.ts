import { ANYONE } from '../../../kernel/access.ts';
import { screen } from '../../../kernel/http/screen.ts';
import { readSettings } from '../queries.ts';

const YEAR_SECONDS = 31_536_000;

/** The accent colour as a style sheet of its own; its address changes with the colour. */
export const themeSheet = screen('GET /theme.css', { area: 'plain', permission: ANYONE }, async (ctx) => {
  const { accent } = await readSettings(ctx);
  return {
    type: 'text/css; charset=utf-8',
    name: 'theme.css',
    inline: true,
    keptSeconds: YEAR_SECONDS,
    body: `:root{--brand:${accent}}`,
  };
});
