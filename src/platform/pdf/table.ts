import { type Doc, REGULAR } from './document.ts';
import { printable } from './glyphs.ts';
import { CELL, LETTER } from './measures.ts';
import { bottomOf, write } from './text.ts';
import type { Colonne, Tableau } from './types.ts';

/** A table that a screen reader walks by its rows and headers. A row is never cut; the header is drawn again on each page. */
export function drawTable(doc: Doc, { colonnes, rangees }: Tableau): void {
  const { pdf } = doc;
  const places = placesOf(colonnes);
  const table = pdf.struct('Table');
  doc.root.add(table);
  const titres = colonnes.map(({ titre }) => titre);
  const headed = drawRow(doc, places, titres, 'TH');
  table.add(headed);
  for (const rangee of rangees) {
    if (pdf.y + heightOf(doc, places, rangee) > bottomOf(pdf)) {
      pdf.addPage();
      // Read once, at the head of the table: here it is only seen.
      doc.artifact(() => drawCells(doc, places, titres, true));
      drawRule(doc);
    }
    table.add(drawRow(doc, places, rangee, 'TD'));
  }
  table.end();
  pdf.x = LETTER.left;
}

type Place = Pick<Colonne, 'nombre'> & { readonly x: number; readonly width: number };

/** PDF/UA-1, 7.5: a header says what it heads. The types of pdfkit do not know this option yet. */
const HEADS_ITS_COLUMN: object = { scope: 'Column' };

const PADDING = 4;

function placesOf(colonnes: readonly Colonne[]): readonly Place[] {
  const total = colonnes.reduce((sum, { part }) => sum + part, 0);
  let x: number = LETTER.left;
  return colonnes.map(({ part, nombre }) => {
    const width = (LETTER.width * part) / total;
    const place = { x: x + PADDING, width: width - 2 * PADDING, ...(nombre ? { nombre } : {}) };
    x += width;
    return place;
  });
}

function drawRow(
  doc: Doc,
  places: readonly Place[],
  cells: readonly string[],
  role: 'TH' | 'TD',
): PDFKit.PDFStructureElement {
  const { pdf } = doc;
  if (pdf.y + heightOf(doc, places, cells) > bottomOf(pdf)) pdf.addPage();
  const row = pdf.struct('TR');
  const top = pdf.y + PADDING;
  places.forEach((place, index) => {
    const cell = pdf.struct(role, role === 'TH' ? HEADS_ITS_COLUMN : {}, [
      () => drawCell(doc, place, cells[index] ?? '', top, role === 'TH'),
    ]);
    row.add(cell);
  });
  row.end();
  pdf.y = top - PADDING + heightOf(doc, places, cells);
  drawRule(doc);
  return row;
}

function drawCells(doc: Doc, places: readonly Place[], cells: readonly string[], bold: boolean): void {
  const top = doc.pdf.y + PADDING;
  places.forEach((place, index) => {
    drawCell(doc, place, cells[index] ?? '', top, bold);
  });
  doc.pdf.y = top - PADDING + heightOf(doc, places, cells);
}

function drawCell(doc: Doc, { x, width, nombre }: Place, text: string, y: number, bold: boolean): void {
  write(doc, text, { ...CELL, bold, x, y, width, align: nombre ? 'right' : 'left' });
}

function drawRule(doc: Doc): void {
  const { pdf } = doc;
  doc.artifact(() => {
    pdf
      .moveTo(LETTER.left, pdf.y)
      .lineTo(LETTER.left + LETTER.width, pdf.y)
      .lineWidth(0.5)
      .strokeColor(doc.colors.line)
      .stroke();
  });
}

function heightOf({ pdf }: Doc, places: readonly Place[], cells: readonly string[]): number {
  pdf.font(REGULAR).fontSize(CELL.size);
  const lineGap = CELL.leading - pdf.currentLineHeight();
  const heights = places.map(({ width }, index) =>
    pdf.heightOfString(printable(cells[index] ?? ''), { width, lineGap }),
  );
  return Math.max(CELL.leading, ...heights) + 2 * PADDING;
}
