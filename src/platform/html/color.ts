/**
 * Colours as the theme needs them: WCAG contrast, and lightness moved in OKLCH (perceptual, so that a hue keeps
 * its character when it is lightened for dark mode). Computed here rather than with CSS `color-mix` because the
 * result can be tested, and because old phones do not know `oklch()`.
 */
export type HexColor = `#${string}`;

export type Oklch = { readonly l: number; readonly c: number; readonly h: number };

/** Reads `#rgb` or `#rrggbb` in either case; null when it is not a colour. */
export function parseHex(text: string): HexColor | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text.trim());
  if (short)
    return `#${short
      .slice(1)
      .map((digit) => digit.repeat(2))
      .join('')
      .toLowerCase()}`;
  const long = /^#([0-9a-f]{6})$/i.exec(text.trim());
  return long?.[1] ? `#${long[1].toLowerCase()}` : null;
}

/** WCAG 2.2 contrast ratio, from 1 to 21. Both colours are opaque `#rrggbb`. */
export function contrast(one: HexColor, other: HexColor): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/**
 * The colour nearest to `color` that keeps `ratio` against every background, by moving its lightness only:
 * darker for `towards: 'dark'`, lighter otherwise. Black or white when nothing in between does.
 */
export function readable(
  color: HexColor,
  backgrounds: readonly HexColor[],
  ratio: number,
  towards: 'dark' | 'light',
): HexColor {
  const passes = (candidate: HexColor) => backgrounds.every((background) => contrast(candidate, background) >= ratio);
  if (passes(color)) return color;
  const { l, c, h } = toOklch(color);
  let kept: HexColor = towards === 'dark' ? '#000000' : '#ffffff';
  let refused = l;
  let accepted = towards === 'dark' ? 0 : 1;
  for (let step = 0; step < 20; step += 1) {
    const middle = (refused + accepted) / 2;
    const candidate = fromOklch({ l: middle, c, h });
    if (passes(candidate)) {
      accepted = middle;
      kept = candidate;
    } else {
      refused = middle;
    }
  }
  return kept;
}

export function toOklch(color: HexColor): Oklch {
  const [r, g, b] = channels(color).map(toLinear) as [number, number, number];
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const l = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const bb = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  const degrees = (Math.atan2(bb, a) * 180) / Math.PI;
  return { l, c: Math.hypot(a, bb), h: (degrees + 360) % 360 };
}

/** Converts to sRGB; chroma is lowered until the colour can be shown, lightness and hue stay. */
export function fromOklch({ l, c, h }: Oklch): HexColor {
  let shown = 0;
  let tooMuch = c;
  let chroma = c;
  for (let step = 0; step < 18; step += 1) {
    const rgb = toLinearRgb({ l, c: chroma, h });
    const inside = rgb.every((channel) => channel >= -0.0005 && channel <= 1.0005);
    if (inside && chroma === c) return hex(rgb);
    if (inside) shown = chroma;
    else tooMuch = chroma;
    chroma = (shown + tooMuch) / 2;
  }
  return hex(toLinearRgb({ l, c: shown, h }));
}

function toLinearRgb({ l, c, h }: Oklch): [number, number, number] {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

function luminance(color: HexColor): number {
  const [r, g, b] = channels(color).map(toLinear) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function channels(color: HexColor): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255);
}

function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function hex(linear: readonly number[]): HexColor {
  const digits = linear.map((channel) => {
    const bounded = Math.min(1, Math.max(0, channel));
    const encoded = bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * bounded ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${digits.join('')}`;
}
