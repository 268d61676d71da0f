import { ok, type Result, refuse } from '../../values/result.ts';
import { formatNumber } from '../../values/typography.ts';
import { contrast, type HexColor, parseHex, readable } from './color.ts';

/** What an organisation chooses of its look. Everything else is derived (see theme-css.ts). */
export type Theme = {
  /** Identity and main buttons. */
  readonly brand: HexColor;
  readonly onBrand: HexColor;
  /** Small marks: current step, emblem, key lines. */
  readonly accent: HexColor;
  readonly onAccent: HexColor;
  readonly font: ThemeFont;
  readonly radius: ThemeRadius;
};

export const THEME_FONTS = ['lisible', 'classique', 'systeme'] as const;
export type ThemeFont = (typeof THEME_FONTS)[number];

export const THEME_RADII = ['droit', 'doux', 'rond'] as const;
export type ThemeRadius = (typeof THEME_RADII)[number];

/** One French sentence a field, ready to stand beside it. */
export type ThemeErrors = { readonly [key in keyof Theme]?: string };

export const DEFAULT_THEME: Theme = {
  brand: '#17494d',
  onBrand: '#ffffff',
  accent: '#b4481e',
  onAccent: '#ffffff',
  font: 'lisible',
  radius: 'doux',
};

/** WCAG 1.4.3 (text) and 1.4.11 (edges of controls, graphics). */
const TEXT_RATIO = 4.5;
const CONTROL_RATIO = 3;

const PAGE: HexColor = '#ffffff';

/** Reads a theme from a form or from the database, and refuses what people could not read. */
export function parseTheme(input: unknown): Result<Theme, ThemeErrors> {
  const raw = isRecord(input) ? input : {};
  const brand = readColor(raw['brand']);
  const onBrand = readColor(raw['onBrand']);
  const accent = readColor(raw['accent']);
  const onAccent = readColor(raw['onAccent']);
  const font = THEME_FONTS.find((known) => known === raw['font']);
  const radius = THEME_RADII.find((known) => known === raw['radius']);

  if (!brand || !onBrand || !accent || !onAccent || !font || !radius) {
    return refuse({
      ...(brand ? {} : { brand: notAColor('La couleur principale') }),
      ...(onBrand ? {} : { onBrand: notAColor('La couleur du texte sur la couleur principale') }),
      ...(accent ? {} : { accent: notAColor('La couleur d’accent') }),
      ...(onAccent ? {} : { onAccent: notAColor('La couleur du texte sur la couleur d’accent') }),
      ...(font ? {} : { font: 'Choisissez une police de la liste.' }),
      ...(radius ? {} : { radius: 'Choisissez une forme de la liste.' }),
    });
  }

  const errors: ThemeErrors = {
    ...refuseFaintColor('brand', 'La couleur principale', brand),
    ...refuseFaintColor('accent', 'La couleur d’accent', accent),
    ...refuseFaintText('onBrand', 'la couleur principale', onBrand, brand),
    ...refuseFaintText('onAccent', 'la couleur d’accent', onAccent, accent),
  };
  return Object.keys(errors).length > 0 ? refuse(errors) : ok({ brand, onBrand, accent, onAccent, font, radius });
}

function refuseFaintColor(field: keyof Theme, subject: string, color: HexColor): ThemeErrors {
  const measured = contrast(color, PAGE);
  if (measured >= CONTROL_RATIO) return {};
  const proposal = readable(color, [PAGE], CONTROL_RATIO, 'dark');
  return {
    [field]: `${subject} (${color}) se distingue mal du fond blanc\u00a0: contraste de ${ratio(measured)}, il faut au moins ${ratio(CONTROL_RATIO)}. Essayez ${proposal}.`,
  };
}

function refuseFaintText(field: keyof Theme, subject: string, text: HexColor, background: HexColor): ThemeErrors {
  const measured = contrast(text, background);
  if (measured >= TEXT_RATIO) return {};
  const proposal: HexColor = contrast('#ffffff', background) >= TEXT_RATIO ? '#ffffff' : '#000000';
  return {
    [field]: `Le texte (${text}) ne se lit pas assez bien sur ${subject} (${background})\u00a0: contraste de ${ratio(measured)}, il faut au moins ${ratio(TEXT_RATIO)}. Essayez ${proposal}.`,
  };
}

function notAColor(subject: string): string {
  return `${subject} doit s’écrire avec un dièse et six chiffres ou lettres de A à F, par exemple #17494d.`;
}

/** Rounded down: « 4,5 pour 1 » must never be shown for 4.49. */
function ratio(value: number): string {
  return `${formatNumber(Math.floor(value * 10) / 10)} pour 1`;
}

function readColor(value: unknown): HexColor | null {
  return typeof value === 'string' ? parseHex(value) : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
