import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, fromOklch, type HexColor, parseHex, toOklch } from './color.ts';
import { DEFAULT_THEME, parseTheme, type Theme } from './theme.ts';
import { type ColorTokens, colorTokens, MEANINGS, type Scheme, themeCss } from './theme-css.ts';

const anyColor = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((rgb): HexColor => `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`);

const inkOn = (color: HexColor): HexColor => (contrast(color, '#ffffff') >= 4.5 ? '#ffffff' : '#000000');

/** Any theme that parseTheme accepts. */
const anyTheme = fc
  .tuple(anyColor, anyColor)
  .map(([brand, accent]) => ({
    ...DEFAULT_THEME,
    brand,
    onBrand: inkOn(brand),
    accent,
    onAccent: inkOn(accent),
  }))
  .filter((theme) => parseTheme(theme).ok);

describe('colours', () => {
  test('measures the contrast of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#ffffff', '#777777')).toBeCloseTo(4.48, 2);
  });

  test('goes through OKLCH and back', () => {
    fc.assert(
      fc.property(anyColor, (color) => {
        expect(fromOklch(toOklch(color))).toBe(color);
      }),
    );
  });

  test('reads both notations', () => {
    expect(parseHex(' #ABC ')).toBe('#aabbcc');
    expect(parseHex('#17494D')).toBe('#17494d');
    expect(parseHex('red')).toBeNull();
    expect(parseHex('#12345')).toBeNull();
  });
});

describe('parseTheme', () => {
  test('accepts the default theme', () => {
    expect(parseTheme(DEFAULT_THEME)).toEqual({ ok: true, value: DEFAULT_THEME });
  });

  test('refuses what is not a colour, a font or a shape, field by field', () => {
    const result = parseTheme({ ...DEFAULT_THEME, brand: 'bleu', font: 'Marianne', radius: 3 });
    expect(result.ok ? [] : Object.keys(result.error)).toEqual(['brand', 'font', 'radius']);
    expect(parseTheme(null).ok).toBe(false);
  });

  test('says the contrast, the goal and a colour that would do', () => {
    const result = parseTheme({ ...DEFAULT_THEME, brand: '#ffe066', onBrand: '#ffffff' });
    expect(result).toEqual({
      ok: false,
      error: {
        brand: expect.stringMatching(/contraste de 1,3 pour 1, il faut au moins 3 pour 1\. Essayez #[0-9a-f]{6}\.$/),
        onBrand: expect.stringContaining('il faut au moins 4,5 pour 1. Essayez #000000.'),
      },
    });
  });

  test('proposes colours that it then accepts', () => {
    fc.assert(
      fc.property(anyColor, (brand) => {
        const first = parseTheme({ ...DEFAULT_THEME, brand, onBrand: inkOn(brand) });
        if (first.ok) return;
        const proposal = parseHex(/Essayez (#[0-9a-f]{6})/.exec(first.error.brand ?? '')?.[1] ?? '');
        if (!proposal) throw new Error(`no proposal in ${JSON.stringify(first.error)}`);
        expect(parseTheme({ ...DEFAULT_THEME, brand: proposal, onBrand: inkOn(proposal) }).ok).toBe(true);
      }),
    );
  });
});

describe('themeCss', () => {
  const grounds = ['page', 'sheet', 'surface', 'brand-wash'] as const;
  const texts = ['ink', 'muted', 'brand-ink', 'accent-ink'] as const;
  const meanings = ['info', 'success', 'warning', 'error'] as const;
  const tints = ['tint-1', 'tint-2', 'tint-3', 'tint-4', 'tint-5'] as const;

  type Pair = [text: keyof ColorTokens, ground: keyof ColorTokens, ratio: number];

  function failures(tokens: ColorTokens): string[] {
    const pairs: Pair[] = [
      ...texts.flatMap((text) => grounds.map((ground): Pair => [text, ground, 4.5])),
      ...meanings.flatMap((meaning): Pair[] => [
        [meaning, 'page', 4.5],
        [meaning, 'surface', 4.5],
        [meaning, `${meaning}-wash`, 4.5],
        ['ink', `${meaning}-wash`, 4.5],
      ]),
      ...grounds.map((ground): [keyof ColorTokens, keyof ColorTokens, number] => ['field-line', ground, 3]),
      ...tints.map((tint, index): Pair => [index < 3 ? 'ink' : 'page', tint, 4.5]),
      // Two neighbours of a map are told apart.
      ...tints.slice(1).map((tint, index): Pair => [tint, tints[index] ?? tint, 1.2]),
      ['on-brand', 'brand', 4.5],
      ['on-accent', 'accent', 4.5],
      ['on-button', 'button', 4.5],
      ['on-button', 'button-hover', 4.5],
      ['button', 'page', 3],
    ];
    return pairs
      .filter(([text, ground, ratio]) => contrast(tokens[text], tokens[ground]) < ratio)
      .map(([text, ground]) => `${text} on ${ground}: ${contrast(tokens[text], tokens[ground]).toFixed(2)}`);
  }

  const brands: Theme[] = (['#17494d', '#7a1f5c', '#a4161a', '#0b5fa5', '#3f7d20', '#222222', '#8a6d00'] as const).map(
    (brand) => ({ ...DEFAULT_THEME, brand, onBrand: inkOn(brand) }),
  );

  test.each(
    (['light', 'dark'] as const).flatMap((scheme: Scheme) =>
      brands.map((theme) => [scheme, theme.brand, theme] as const),
    ),
  )('every text can be read: %s, %s', (scheme, _brand, theme) => {
    expect(failures(colorTokens(theme, scheme))).toEqual([]);
  });

  test('every text can be read, whatever the accepted theme', () => {
    fc.assert(
      fc.property(anyTheme, fc.constantFrom<Scheme>('light', 'dark'), (theme, scheme) => {
        expect(failures(colorTokens(theme, scheme))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test.each(['light', 'dark'] as const)('the fixed meanings are those of styles/tokens.css: %s', (scheme) => {
    const file = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8');
    const [light = '', dark = ''] = file.split('@media');
    const written = [...(scheme === 'light' ? light : dark).matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)];
    expect(Object.fromEntries(written.map(([, name, color]) => [name, color]))).toEqual(MEANINGS[scheme]);
  });

  test('an organisation says each of its colours once, and none of the fixed ones', () => {
    const [light = '', dark = ''] = themeCss(DEFAULT_THEME).split('@media');
    for (const block of [light, dark]) {
      const names = [...block.matchAll(/--([a-z-]+):/g)].map(([, name]) => name ?? '');
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name) => name in MEANINGS.light)).toEqual([]);
    }
  });
});
