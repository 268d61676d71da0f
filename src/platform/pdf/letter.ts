import { drawBlocs, drawHeading } from './blocs.ts';
import { createDocument, type Doc, documentBytes, REGULAR } from './document.ts';
import { drawFooters } from './footer.ts';
import { printable } from './glyphs.ts';
import { drawLetterhead } from './letterhead.ts';
import { BODY, LETTER, MUTED, SMALL, startOf } from './measures.ts';
import { drawMentionProvisoire, drawWatermarks } from './provisoire.ts';
import { bottomOf, type Place, section, write } from './text.ts';
import type { Bloc, Letter, Morceau, Signataire } from './types.ts';

export type { Bloc, Letter, Morceau, Tableau } from './types.ts';

/**
 * An A4 letter, tagged so that a screen reader reads it in order (PDF/UA-1), with its typeface inside. Folded in three,
 * its address shows in the window of a DL envelope, on the right as French envelopes have it.
 */
export async function letterPdf(letter: Letter): Promise<Uint8Array> {
  const doc = createDocument(letter);
  drawLetterhead(doc, letter);
  if (letter.mentionProvisoire) drawMentionProvisoire(doc, letter.mentionProvisoire, letter);
  drawHeading(doc, letter.intitule ?? `Objet\u00a0: ${letter.objet}`, startOf(letter));
  drawBlocs(doc, letter.blocs.slice(0, -1), BODY);
  keepWithSignature(doc, letter.blocs.at(-1));
  drawBlocs(doc, letter.blocs.slice(-1), BODY);
  drawSignatures(doc, letter);
  if (letter.mentions.length > 0) drawMentions(doc, letter.mentions);
  if (letter.mentionProvisoire) drawWatermarks(doc, letter.mentionProvisoire);
  drawFooters(doc, letter);
  return documentBytes(doc);
}

/** A signature never stands alone on its page: the last block goes with it. */
function keepWithSignature({ pdf }: Doc, last: Bloc | undefined): void {
  // A table or a heading never comes last: what signs an act is a sentence.
  if (!last || last.type === 'tableau' || last.type === 'titre') return;
  const lines = last.type === 'liste' ? last.elements.map(textOf) : [textOf(last.texte)];
  pdf.font(REGULAR).fontSize(BODY.size);
  const options = { width: LETTER.width - LETTER.indent, lineGap: BODY.leading - pdf.currentLineHeight() };
  const height = lines.reduce((total, line) => total + pdf.heightOfString(line, options) + BODY.after, SIGNATURE);
  const fitsOnAPage = height < pdf.page.height - pdf.page.margins.top - pdf.page.margins.bottom;
  if (fitsOnAPage && pdf.y + height > bottomOf(pdf)) pdf.addPage();
}

function textOf(morceaux: readonly Morceau[]): string {
  return printable(morceaux.map(({ texte }) => texte).join(''));
}

function drawSignatures(doc: Doc, { signataire, cosignataire }: Letter): void {
  const { pdf } = doc;
  if (pdf.y + SIGNATURE > bottomOf(pdf)) pdf.addPage();
  const top = pdf.y;
  const under = cosignataire ? drawSignature(doc, cosignataire, { x: LETTER.left, width: LETTER.right.width }) : top;
  pdf.y = top;
  pdf.y = Math.max(under, drawSignature(doc, signataire, LETTER.right));
  pdf.x = LETTER.left;
}

/** @returns where it ends */
function drawSignature(doc: Doc, { nom, qualite }: Signataire, place: Place): number {
  const { pdf } = doc;
  pdf.y += BODY.leading;
  section(doc, 'P', () => write(doc, qualite, { ...BODY, ...place }));
  pdf.y += LETTER.signature - BODY.leading;
  section(doc, 'P', () => write(doc, nom, { ...BODY, bold: true, ...place }));
  return pdf.y;
}

function drawMentions(doc: Doc, mentions: readonly Bloc[]): void {
  const { pdf } = doc;
  pdf.y += LETTER.gap;
  if (pdf.y + SMALL.leading * 4 > bottomOf(pdf)) pdf.addPage();
  doc.artifact(() => {
    pdf
      .moveTo(LETTER.left, pdf.y)
      .lineTo(LETTER.left + LETTER.rule, pdf.y)
      .lineWidth(0.75)
      .strokeColor(doc.colors.line)
      .stroke();
  });
  pdf.y += SMALL.leading;
  drawBlocs(doc, mentions, { ...SMALL, color: MUTED });
}

/** Height of the quality, the room to sign and the name. */
const SIGNATURE = LETTER.signature + BODY.leading * 3;
