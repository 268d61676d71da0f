import { contrast, fromOklch, type HexColor, readable, toOklch } from './color.ts';
import type { Theme, ThemeFont, ThemeRadius } from './theme.ts';

export type Scheme = 'light' | 'dark';

export type ColorTokens = ReturnType<typeof colorTokens>;

/**
 * The style sheet of one organisation: what parvis.css leaves open, as custom properties, in a file because the content
 * security policy forbids inline styles. As short as can be: each first visit waits for it.
 */
export function themeCss(theme: Theme): string {
  const light = declarations(brandColors(theme, 'light'));
  // The colours of the brand stay what they are in the dark.
  const dark = declarations(brandColors(theme, 'dark')).filter((line) => !light.includes(line));
  const shapes = declarations({
    font: FONTS[theme.font].text,
    'font-title': FONTS[theme.font].title,
    radius: RADII[theme.radius],
  });
  return `:root{${[...shapes, ...light].join(';')}}@media screen and (prefers-color-scheme:dark){:root{${dark.join(';')}}}`;
}

/**
 * Every colour of a page, derived from the two colours of the organisation. Text colours keep 4.5:1 and edges of
 * controls 3:1 on every ground they may stand on; theme.test.ts proves it for any brand.
 */
export function colorTokens(theme: Theme, scheme: Scheme) {
  return { ...brandColors(theme, scheme), ...MEANINGS[scheme] };
}

/** Fixed meanings do not change with the organisation: red is an error everywhere. They are in styles/tokens.css. */
export const MEANINGS = {
  light: {
    info: '#1d5a96',
    'info-wash': '#edf3fa',
    success: '#1c6b3a',
    'success-wash': '#ebf5ee',
    warning: '#85510a',
    'warning-wash': '#fdf3e1',
    error: '#b3201f',
    'error-wash': '#fdf0ef',
  },
  dark: {
    info: '#93c1f2',
    'info-wash': '#182a3d',
    success: '#86d3a0',
    'success-wash': '#152c1e',
    warning: '#f0bd6c',
    'warning-wash': '#332609',
    error: '#ffa39b',
    'error-wash': '#3d1a18',
  },
} as const satisfies Record<Scheme, Record<string, HexColor>>;

function brandColors(theme: Theme, scheme: Scheme) {
  const hue = toOklch(theme.brand).h;
  const tint = toOklch(theme.brand).c < 0.02 ? 0 : 1;
  const neutral = (l: number, c: number) => fromOklch({ l, c: c * tint, h: hue });
  const dark = scheme === 'dark';
  const towards = dark ? 'light' : 'dark';

  const page: HexColor = dark ? neutral(0.2, 0.012) : '#ffffff';
  const sheet: HexColor = dark ? neutral(0.23, 0.014) : '#ffffff';
  const surface = dark ? neutral(0.255, 0.016) : neutral(0.968, 0.006);
  const brandWash = wash(theme.brand, dark);
  const accentWash = wash(theme.accent, dark);
  const plain = [page, sheet, surface] as const;
  const tinted = [...plain, brandWash, accentWash] as const;

  const ink = dark ? neutral(0.94, 0.006) : neutral(0.22, 0.018);
  const lift = (color: HexColor, target: number) => {
    const from = toOklch(color);
    return dark ? fromOklch({ l: Math.max(from.l, target), c: Math.min(from.c, 0.13), h: from.h }) : color;
  };
  const brandInk = readable(lift(theme.brand, 0.8), tinted, 5, towards);
  const button = dark ? brandInk : theme.brand;
  const onButton = dark ? readable(page, [button], 4.5, 'dark') : theme.onBrand;

  return {
    page,
    sheet,
    surface,
    ink,
    muted: readable(neutral(dark ? 0.77 : 0.47, 0.016), tinted, 4.8, towards),
    line: dark ? neutral(0.36, 0.016) : neutral(0.885, 0.009),
    'field-line': readable(neutral(dark ? 0.62 : 0.58, 0.018), tinted, 3.3, towards),
    brand: theme.brand,
    'on-brand': theme.onBrand,
    'brand-ink': brandInk,
    'brand-wash': brandWash,
    'brand-line': dark ? mix(theme.brand, 0.42, 0.06) : mix(theme.brand, 0.83, 0.045),
    button,
    'on-button': onButton,
    'button-hover': hover(button, onButton),
    'brand-mark': readable(theme.accent, [theme.brand], 3, contrast('#ffffff', theme.brand) > 4 ? 'light' : 'dark'),
    accent: theme.accent,
    'on-accent': theme.onAccent,
    'accent-ink': readable(lift(theme.accent, 0.78), tinted, 4.6, towards),
    ...tints(theme.brand, dark, ink, page),
  };
}

/**
 * Five steps of the brand for charts, from the ground towards the ink, to be told apart in any theme. The ink is read on
 * the first three, the colour of the page on the last two; the palest need an edge.
 */
function tints(brand: HexColor, dark: boolean, ink: HexColor, page: HexColor) {
  const [fromInk, fromPage] = dark ? (['dark', 'light'] as const) : (['light', 'dark'] as const);
  const under = (l: number, c: number) => readable(mix(brand, l, c), [ink], 4.6, fromInk);
  const over = (l: number, c: number) => readable(mix(brand, l, c), [page], 4.6, fromPage);
  return {
    'tint-1': dark ? under(0.28, 0.03) : under(0.955, 0.02),
    'tint-2': dark ? under(0.37, 0.05) : under(0.86, 0.05),
    'tint-3': dark ? under(0.47, 0.07) : under(0.74, 0.08),
    'tint-4': dark ? over(0.69, 0.09) : over(0.54, 0.09),
    'tint-5': dark ? over(0.86, 0.09) : over(0.37, 0.09),
  };
}

/** The families of styles/fonts.css: ours, and the one that keeps its place while it is on its way. */
const LISIBLE = 'Lisible, Attente, system-ui, sans-serif';
const SYSTEME = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const CLASSIQUE = '"Iowan Old Style", Charter, "Sitka Text", Cambria, Georgia, "Noto Serif", serif';

const FONTS: Record<ThemeFont, { readonly text: string; readonly title: string }> = {
  lisible: { text: LISIBLE, title: 'var(--font)' },
  classique: { text: LISIBLE, title: CLASSIQUE },
  systeme: { text: SYSTEME, title: 'var(--font)' },
};

const RADII: Record<ThemeRadius, string> = { droit: '0rem', doux: '0.375rem', rond: '0.875rem' };

function declarations(properties: Readonly<Record<string, string>>): string[] {
  return Object.entries(properties).map(([name, value]) => `--${name}:${value}`);
}

function wash(color: HexColor, dark: boolean): HexColor {
  return dark ? mix(color, 0.285, 0.04) : mix(color, 0.962, 0.012);
}

function mix(color: HexColor, l: number, c: number): HexColor {
  const from = toOklch(color);
  return fromOklch({ l, c: Math.min(from.c, c), h: from.h });
}

/** A little darker under the pointer, or lighter when the text on it is dark; never at the price of its text. */
function hover(button: HexColor, text: HexColor): HexColor {
  const from = toOklch(button);
  const darker = fromOklch({ ...from, l: Math.max(0, from.l - 0.07) });
  const lighter = fromOklch({ ...from, l: Math.min(1, from.l + 0.07) });
  return contrast(darker, text) >= contrast(lighter, text) ? darker : lighter;
}
