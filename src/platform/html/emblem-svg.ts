import { drawTile } from './emblem.ts';
import type { Theme } from './theme.ts';
import { colorTokens } from './theme-css.ts';

/** The emblem as a file of its own: icon of the browser's tab, of an e-mail, of an installed application. */
export function emblemSvg(name: string, theme: Theme): string {
  const tokens = colorTokens(theme, 'light');
  const paints = {
    brand: `fill="${tokens.brand}"`,
    'on-brand': `fill="${tokens['on-brand']}"`,
    soft: `fill="${tokens['on-brand']}" opacity=".35"`,
    accent: `fill="${tokens['brand-mark']}"`,
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-24 -24 48 48">${drawTile(name, (paint) => paints[paint])}</svg>`;
}
