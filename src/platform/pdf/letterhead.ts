import type { Doc } from './document.ts';
import { drawEmblem } from './emblem.ts';
import { BODY, LETTER, MUTED, SMALL } from './measures.ts';
import { section, write } from './text.ts';
import type { Letter } from './types.ts';

/** Who writes, to whom, about which dossier, where and when. */
export function drawLetterhead(doc: Doc, letter: Letter): void {
  const { pdf } = doc;
  drawEmblem(doc, letter.organisation.nom, letter.theme);

  const { sender, reference } = LETTER;
  section(doc, 'P', () =>
    write(doc, letter.organisation.nom, { ...BODY, size: 13, leading: 16, bold: true, ...sender }),
  );
  for (const line of letter.organisation.adresse) {
    section(doc, 'P', () => write(doc, line, { ...SMALL, color: MUTED, x: sender.x, width: sender.width }));
  }
  const underSender = Math.max(reference.y, pdf.y + SMALL.leading);
  section(doc, 'P', () =>
    write(doc, letter.reference, { ...BODY, size: 9.5, color: MUTED, ...reference, y: underSender }),
  );
  section(doc, 'P', () => {
    write(doc, `${letter.lieu}, le ${letter.date}`, { ...BODY, size: 9.5, x: reference.x, width: reference.width });
  });
  const underDate = pdf.y;
  drawAddress(doc, letter.destinataire);
  pdf.y = Math.max(underDate, pdf.y) + BODY.leading;
  pdf.x = LETTER.left;
}

/** One paragraph a line, so that it is also read line by line. Six lines fit; more are set smaller, never cut. */
function drawAddress(doc: Doc, lines: readonly string[]): void {
  const { x, y, width, height } = LETTER.address;
  const leading = height / Math.max(6, lines.length);
  doc.pdf.y = y;
  for (const line of lines) {
    section(doc, 'P', () => write(doc, line, { size: Math.min(11, leading * 0.8), leading, after: 0, x, width }));
  }
}
