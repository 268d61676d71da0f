import { BOLD, type Doc, REGULAR } from './document.ts';
import { printable } from './glyphs.ts';
import { LETTER, MUTED, SMALL } from './measures.ts';
import { bottomOf, write } from './text.ts';

export type PdfColumn = {
  readonly titre: string;
  /** Its part of the width: 1 and 3 are a quarter and three quarters. */
  readonly part: number;
};

export type PdfTable = {
  readonly colonnes: readonly PdfColumn[];
  /** As many cells as columns; the first names its row. */
  readonly lignes: readonly (readonly string[])[];
};

const STYLE = { ...SMALL, size: 9, leading: 12 };
const PADDING = 4;
const GUTTER = 8;

/** A table whose rows are never cut by the end of a page, with its head said again on each. */
export function drawTable(doc: Doc, { colonnes, lignes }: PdfTable): void {
  const { pdf } = doc;
  const table = pdf.struct('Table');
  doc.root.add(table);
  const columns = widthsOf(colonnes);
  const head = colonnes.map(({ titre }) => titre);
  // A head never ends a page: its first row goes with it.
  const opening = heightOf(doc, columns, head, true) + heightOf(doc, columns, lignes[0] ?? [], false);
  if (pdf.y + opening > bottomOf(pdf)) pdf.addPage();
  drawRow(doc, table, columns, head, 'head');
  for (const ligne of lignes) {
    if (pdf.y + heightOf(doc, columns, ligne, false) > bottomOf(pdf)) {
      pdf.addPage();
      // For the eyes only: a screen reader has the head once.
      doc.artifact(() => drawCells(doc, columns, head, true));
      drawRule(doc, pdf.y);
    }
    drawRow(doc, table, columns, ligne, 'body');
  }
  table.end();
  pdf.x = LETTER.left;
}

type Column = { readonly x: number; readonly width: number };

function widthsOf(colonnes: readonly PdfColumn[]): readonly Column[] {
  const total = colonnes.reduce((sum, { part }) => sum + part, 0);
  let x: number = LETTER.left;
  return colonnes.map(({ part }) => {
    const column = { x, width: (LETTER.width * part) / total - GUTTER };
    x += (LETTER.width * part) / total;
    return column;
  });
}

function drawRow(
  doc: Doc,
  table: PDFKit.PDFStructureElement,
  columns: readonly Column[],
  cells: readonly string[],
  kind: 'head' | 'body',
): void {
  const { pdf } = doc;
  const height = heightOf(doc, columns, cells, kind === 'head');
  if (pdf.y + height > bottomOf(pdf)) pdf.addPage();
  const top = pdf.y;
  const row = pdf.struct('TR');
  table.add(row);
  columns.forEach((column, index) => {
    const type = kind === 'head' || index === 0 ? 'TH' : 'TD';
    row.add(pdf.struct(type, {}, [() => drawCell(doc, column, cells[index] ?? '', kind === 'head', top)]));
  });
  row.end();
  drawRule(doc, top + height);
}

function drawCells(doc: Doc, columns: readonly Column[], cells: readonly string[], bold: boolean): void {
  const top = doc.pdf.y;
  const height = heightOf(doc, columns, cells, bold);
  columns.forEach((column, index) => {
    drawCell(doc, column, cells[index] ?? '', bold, top);
  });
  doc.pdf.y = top + height;
}

function drawCell(doc: Doc, { x, width }: Column, text: string, bold: boolean, top: number): void {
  write(doc, text || ' ', { ...STYLE, bold, ...(bold ? { color: MUTED } : {}), x, y: top + PADDING, width });
}

function drawRule(doc: Doc, y: number): void {
  const { pdf } = doc;
  doc.artifact(() => {
    pdf
      .moveTo(LETTER.left, y)
      .lineTo(LETTER.left + LETTER.width, y)
      .lineWidth(0.5)
      .strokeColor(doc.colors.line)
      .stroke();
  });
  pdf.y = y;
}

function heightOf({ pdf }: Doc, columns: readonly Column[], cells: readonly string[], bold: boolean): number {
  pdf.font(bold ? BOLD : REGULAR).fontSize(STYLE.size);
  const lineGap = STYLE.leading - pdf.currentLineHeight();
  const heights = columns.map(({ width }, index) =>
    pdf.heightOfString(printable(cells[index] || ' '), { width, lineGap }),
  );
  return Math.max(...heights) + PADDING * 2;
}
