import { BOLD, type Doc, REGULAR } from './document.ts';
import { printable } from './glyphs.ts';
import { LETTER, MUTED, mm, SMALL } from './measures.ts';
import { bottomOf, write } from './text.ts';
import type { Colonne, Tableau } from './types.ts';

export type PdfColumn = Colonne;
export type PdfTable = Omit<Tableau, 'type'>;

const CELL = { size: 8.5, leading: 11, after: 0 } as const;
const PAD = mm(1.4);

/** A table with rules between its rows. Its header is drawn again on each page, and read once. */
export function drawTable(doc: Doc, { colonnes, rangees }: PdfTable): void {
  const { pdf } = doc;
  const table = pdf.struct('Table');
  doc.root.add(table);
  const places = placesOf(colonnes);
  const titres = colonnes.map(({ titre }) => titre);
  // A header never ends a page: its first row goes with it.
  const opening = heightOf(doc, titres, places, true) + heightOf(doc, rangees[0] ?? [], places, false);
  if (pdf.y + opening > bottomOf(pdf)) pdf.addPage();
  const head = pdf.struct('TR');
  table.add(head);
  drawRow(doc, titres, places, {
    bold: true,
    put: (draw) => head.add(pdf.struct('TH', scope('Column'), [draw])),
  });
  head.end();
  for (const rangee of rangees) {
    if (pdf.y + heightOf(doc, rangee, places, false) > bottomOf(pdf)) {
      pdf.addPage();
      drawRow(doc, titres, places, { bold: true, put: (draw) => doc.artifact(draw) });
    }
    const row = pdf.struct('TR');
    table.add(row);
    drawRow(doc, rangee, places, {
      bold: false,
      put: (draw, index) =>
        row.add(index === 0 ? pdf.struct('TH', scope('Row'), [draw]) : pdf.struct('TD', {}, [draw])),
    });
    row.end();
  }
  table.end();
  pdf.x = LETTER.left;
  pdf.y += SMALL.leading;
}

/** The types of pdfkit do not know this option yet. */
const scope = (value: 'Row' | 'Column'): object => ({ scope: value });

type CellPlace = { readonly x: number; readonly width: number; readonly align: 'left' | 'right' };

function placesOf(colonnes: readonly PdfColumn[]): readonly CellPlace[] {
  const shares = colonnes.reduce((sum, { part }) => sum + part, 0);
  let x = LETTER.left;
  return colonnes.map(({ part, nombre }) => {
    const width = (LETTER.width * part) / shares;
    const place = { x, width: width - PAD, align: nombre ? 'right' : 'left' } as const;
    x += width;
    return place;
  });
}

type RowOptions = {
  readonly bold: boolean;
  /** Puts what draws a cell where it belongs in the structure. */
  readonly put: (draw: () => void, index: number) => void;
};

function drawRow(doc: Doc, cells: readonly string[], places: readonly CellPlace[], { bold, put }: RowOptions): void {
  const { pdf } = doc;
  const y = pdf.y + PAD;
  const height = heightOf(doc, cells, places, bold);
  cells.forEach((text, index) => {
    const place = places[index];
    if (!place) return;
    const { x, width, align } = place;
    put(() => write(doc, text, { ...CELL, bold, ...(bold ? { color: MUTED } : {}), x, y, width, align }), index);
  });
  pdf.y = y + height - PAD;
  doc.artifact(() => {
    pdf
      .moveTo(LETTER.left, pdf.y)
      .lineTo(LETTER.left + LETTER.width, pdf.y)
      .lineWidth(bold ? 1 : 0.5)
      .strokeColor(doc.colors.line)
      .stroke();
  });
}

function heightOf({ pdf }: Doc, cells: readonly string[], places: readonly CellPlace[], bold: boolean): number {
  pdf.font(bold ? BOLD : REGULAR).fontSize(CELL.size);
  const lineGap = CELL.leading - pdf.currentLineHeight();
  const heights = cells.map((text, index) =>
    pdf.heightOfString(printable(text), { width: places[index]?.width ?? 0, lineGap }),
  );
  return Math.max(0, ...heights) + 2 * PAD;
}
