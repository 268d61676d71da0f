import { drawBlocs } from './blocs.ts';
import { createDocument, type Doc, documentBytes } from './document.ts';
import { drawEmblem } from './emblem.ts';
import { drawFooters } from './footer.ts';
import { BODY, HEADING, LETTER, MUTED, SMALL } from './measures.ts';
import { drawTable, type PdfTable } from './table.ts';
import { bottomOf, section, write } from './text.ts';
import type { Bloc, Letter } from './types.ts';

/** A document of several parts, to sign: minutes, say. */
export type Minutes = Pick<Letter, 'titre' | 'organisation' | 'theme' | 'reference' | 'createdAt'> & {
  readonly parties: readonly Partie[];
  /** Who signs, by their quality: two or three, each with room for it. */
  readonly signatures: readonly string[];
};

export type Partie = {
  readonly titre: string;
  readonly blocs?: readonly Bloc[];
  readonly tableau?: PdfTable;
};

/** An A4 document, tagged so that a screen reader reads it in order (PDF/UA-1); the same minutes are the same bytes. */
export async function minutesPdf(minutes: Minutes): Promise<Uint8Array> {
  const doc = createDocument(minutes);
  drawHead(doc, minutes);
  for (const partie of minutes.parties) drawPartie(doc, partie);
  drawSignatures(doc, minutes.signatures);
  drawFooters(doc, minutes);
  return documentBytes(doc);
}

function drawHead(doc: Doc, { organisation, theme, titre, reference }: Minutes): void {
  const { pdf } = doc;
  drawEmblem(doc, organisation.nom, theme);
  const { sender } = LETTER;
  section(doc, 'P', () => write(doc, organisation.nom, { ...BODY, size: 13, leading: 16, bold: true, ...sender }));
  section(doc, 'P', () => write(doc, reference, { ...SMALL, color: MUTED, x: sender.x, width: sender.width }));
  pdf.y = LETTER.emblem.y + LETTER.emblem.side + LETTER.gap;
  section(doc, 'H1', () =>
    write(doc, titre, { ...HEADING, size: 18, leading: 23, x: LETTER.left, width: LETTER.width }),
  );
  pdf.y += HEADING.after;
}

function drawPartie(doc: Doc, { titre, blocs = [], tableau }: Partie): void {
  const { pdf } = doc;
  // A title never ends a page: two lines of what follows go with it, or the first row of its table.
  if (pdf.y + HEADING.leading + BODY.leading * (tableau ? 8 : 3) > bottomOf(pdf)) pdf.addPage();
  section(doc, 'H2', () => write(doc, titre, { ...HEADING, x: LETTER.left, width: LETTER.width }));
  pdf.y += HEADING.after / 2;
  drawBlocs(doc, blocs, BODY);
  if (tableau) drawTable(doc, tableau);
  pdf.y += LETTER.gap / 2;
}

/** Side by side, so that they rarely stand alone on a page; under a title, when they do. */
function drawSignatures(doc: Doc, signatures: readonly string[]): void {
  const { pdf } = doc;
  if (signatures.length === 0) return;
  const height = HEADING.leading + HEADING.after + LETTER.signature + BODY.leading * 2;
  if (pdf.y + height > bottomOf(pdf)) pdf.addPage();
  section(doc, 'H2', () => write(doc, 'Signatures', { ...HEADING, x: LETTER.left, width: LETTER.width }));
  pdf.y += HEADING.after / 2;
  const top = pdf.y;
  const width = LETTER.width / signatures.length;
  signatures.forEach((qualite, index) => {
    const place = { x: LETTER.left + index * width, y: top, width: width - LETTER.indent };
    section(doc, 'P', () => write(doc, qualite, { ...BODY, ...place }));
  });
  pdf.y = top + LETTER.signature + BODY.leading;
  pdf.x = LETTER.left;
}
