import { BOLD, type Doc, REGULAR } from './document.ts';
import { printable } from './glyphs.ts';
import { INK, type Style } from './measures.ts';

/** Where a text goes; under the last one unless said. */
export type Place = {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly align?: 'left' | 'right';
};

/** Puts one element in the structure, with what `draw` writes in it. */
export function section(doc: Doc, type: 'H1' | 'H2' | 'P', draw: () => void): void {
  const element = doc.pdf.struct(type, {}, [draw]);
  doc.root.add(element);
}

/** Writes a text of one weight. A line feed begins a line. */
export function write(doc: Doc, text: string, style: Style & Place): void {
  writeRuns(doc, [{ texte: text, gras: style.bold ?? false }], style);
}

/** Writes a text of several weights as one paragraph. */
export function writeRuns(
  doc: Doc,
  runs: readonly { readonly texte: string; readonly gras: boolean }[],
  { size, leading, color = INK, x = doc.pdf.x, y = doc.pdf.y, width, align = 'left' }: Style & Place,
): void {
  const { pdf } = doc;
  pdf.fillColor(color).fontSize(size);
  runs.forEach(({ texte, gras }, index) => {
    pdf.font(gras ? BOLD : REGULAR);
    const options = { width, align, lineGap: leading - pdf.currentLineHeight(), continued: index < runs.length - 1 };
    if (index === 0) pdf.text(printable(texte), x, y, options);
    else pdf.text(printable(texte), options);
  });
}

/** Where the text of the current page must end. */
export function bottomOf({ page }: PDFKit.PDFDocument): number {
  return page.height - page.margins.bottom;
}
