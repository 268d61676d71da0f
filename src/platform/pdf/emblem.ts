import { tileOf } from '../html/emblem.ts';
import type { Theme } from '../html/theme.ts';
import { colorTokens } from '../html/theme-css.ts';
import type { Doc } from './document.ts';
import { LETTER } from './measures.ts';

/** The cement tile of the organisation, as on its pages. Decorative: its name stands beside it. */
export function drawEmblem(doc: Doc, name: string, theme: Theme): void {
  const { pdf } = doc;
  const { x, y, side } = LETTER.emblem;
  const colors = colorTokens(theme, 'light');
  const paints = {
    brand: { color: colors.brand, opacity: 1 },
    'on-brand': { color: colors['on-brand'], opacity: 1 },
    soft: { color: colors['on-brand'], opacity: 0.35 },
    accent: { color: colors['brand-mark'], opacity: 1 },
  };
  doc.artifact(() => {
    pdf
      .save()
      .translate(x + side / 2, y + side / 2)
      .scale(side / TILE);
    pdf.rect(-TILE / 2, -TILE / 2, TILE, TILE).fill(colors.brand);
    for (const angle of [0, 90, 180, 270]) {
      pdf.save().rotate(angle);
      for (const { paint, path } of tileOf(name).layers) {
        pdf.path(path).fillColor(paints[paint].color, paints[paint].opacity).fill();
      }
      pdf.restore();
    }
    pdf.restore().fillOpacity(1);
  });
}

/** Side of the tile in its own coordinates. */
const TILE = 48;
