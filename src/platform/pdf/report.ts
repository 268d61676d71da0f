import type { Theme } from '../html/theme.ts';
import { colorTokens } from '../html/theme-css.ts';
import { createDocument, type Doc, documentBytes, REGULAR } from './document.ts';
import { drawEmblem } from './emblem.ts';
import { drawFooters } from './footer.ts';
import { BODY, INK, LETTER, MUTED, mm, SMALL } from './measures.ts';
import { drawTable, type PdfTable } from './table.ts';
import { bottomOf, section, write } from './text.ts';

export type Report = {
  readonly titre: string;
  /** Under the title: whose figures, and as of when. */
  readonly chapeau: string;
  readonly organisation: { readonly nom: string };
  readonly theme: Theme;
  /** At the foot of each page. */
  readonly reference: string;
  /** The figures to remember, in the order in which they are read; nine fill the page well. */
  readonly chiffres: readonly ReportFigure[];
  readonly sections: readonly ReportSection[];
  readonly createdAt: Temporal.Instant;
};

export type ReportFigure = { readonly valeur: string; readonly libelle: string; readonly detail?: string | undefined };

export type ReportSection = {
  readonly titre: string;
  readonly paragraphes?: readonly string[];
  readonly table?: PdfTable;
};

/** A report to print and hand out: large figures first, then tables. Tagged for screen readers (PDF/UA-1). */
export async function reportPdf(report: Report): Promise<Uint8Array> {
  const doc = createDocument(report);
  drawCover(doc, report);
  drawFigures(doc, report);
  for (const one of report.sections) drawSection(doc, one);
  drawFooters(doc, report);
  return documentBytes(doc);
}

const TITLE = { size: 24, leading: 29, after: 6, bold: true } as const;
const SUBTITLE = { size: 14, leading: 18, after: 8, bold: true } as const;
const BAND = mm(6);

/** A band of the organisation’s colour, its tile and its name, then the title. */
function drawCover(doc: Doc, { organisation, theme, titre, chapeau }: Report): void {
  const { pdf } = doc;
  const { brand } = colorTokens(theme, 'light');
  doc.artifact(() => pdf.rect(0, 0, pdf.page.width, BAND).fill(brand));
  drawEmblem(doc, organisation.nom, theme);
  const { sender } = LETTER;
  section(doc, 'P', () =>
    write(doc, organisation.nom, { ...BODY, size: 13, bold: true, ...sender, y: sender.y + mm(3) }),
  );
  section(doc, 'H1', () => write(doc, titre, { ...TITLE, x: LETTER.left, y: mm(42), width: LETTER.width }));
  pdf.y += TITLE.after;
  section(doc, 'P', () => write(doc, chapeau, { ...BODY, color: MUTED, x: LETTER.left, width: LETTER.width }));
  pdf.y += BODY.leading;
}

const COLUMNS = 3;
const CELL = { height: mm(29), gap: mm(4), pad: mm(3) } as const;

/** Three in a row, each a paragraph: « Attribués : 37,5 M€ ». */
function drawFigures(doc: Doc, { chiffres, theme }: Report): void {
  const { pdf } = doc;
  const width = (LETTER.width - CELL.gap * (COLUMNS - 1)) / COLUMNS;
  const { brand } = colorTokens(theme, 'light');
  const top = pdf.y;
  chiffres.forEach(({ valeur, libelle, detail }, index) => {
    const x = LETTER.left + (index % COLUMNS) * (width + CELL.gap);
    const y = top + Math.floor(index / COLUMNS) * (CELL.height + CELL.gap);
    doc.artifact(() => pdf.rect(x, y, mm(1.2), CELL.height).fill(brand));
    const place = { x: x + CELL.pad, width: width - CELL.pad };
    section(doc, 'P', () => write(doc, libelle, { ...SMALL, size: 9.5, color: MUTED, ...place, y: y + mm(1) }));
    section(doc, 'P', () => write(doc, valeur, { size: 21, leading: 25, after: 0, bold: true, color: INK, ...place }));
    if (detail) section(doc, 'P', () => write(doc, detail, { ...SMALL, color: MUTED, ...place }));
  });
  pdf.x = LETTER.left;
  pdf.y = top + Math.ceil(chiffres.length / COLUMNS) * (CELL.height + CELL.gap) + CELL.gap;
}

/** A title is never alone at the foot of a page. */
function drawSection(doc: Doc, { titre, paragraphes = [], table }: ReportSection): void {
  const { pdf } = doc;
  pdf.y += SUBTITLE.after;
  if (pdf.y + SUBTITLE.leading + BODY.leading * 5 > bottomOf(pdf)) pdf.addPage();
  section(doc, 'H2', () => write(doc, titre, { ...SUBTITLE, x: LETTER.left, width: LETTER.width }));
  pdf.y += SUBTITLE.after / 2;
  for (const paragraphe of paragraphes) {
    const options = { width: LETTER.width };
    if (pdf.y + pdf.font(REGULAR).fontSize(BODY.size).heightOfString(paragraphe, options) > bottomOf(pdf))
      pdf.addPage();
    section(doc, 'P', () => write(doc, paragraphe, { ...BODY, x: LETTER.left, width: LETTER.width }));
    pdf.y += BODY.after;
  }
  if (table) drawTable(doc, table);
}
