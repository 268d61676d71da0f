import { BOLD, type Doc } from './document.ts';
import { printable } from './glyphs.ts';
import { HEADING, LETTER, mm, startOf } from './measures.ts';
import { section, write } from './text.ts';
import type { Letter } from './types.ts';

/** What is not final says so: at its head, where it is read, and across each page, where a copy shows it too. */
export function drawMentionProvisoire(doc: Doc, mention: string, letter: Pick<Letter, 'destinataire'>): void {
  const { pdf } = doc;
  const y = Math.max(pdf.y, startOf(letter));
  section(doc, 'P', () =>
    write(doc, mention, { ...HEADING, color: INK_PROVISOIRE, x: LETTER.left, y, width: LETTER.width }),
  );
  pdf.y += HEADING.after / 2;
}

/** Not read by screen readers, who were told at the head. */
export function drawWatermarks(doc: Doc, mention: string): void {
  const { pdf } = doc;
  const { start, count } = pdf.bufferedPageRange();
  // Its first word: « Projet », however long the sentence.
  const [word = ''] = printable(mention).split(/[ \u00a0]/u);
  for (let index = start; index < start + count; index++) {
    pdf.switchToPage(index);
    const { width, height } = pdf.page;
    doc.artifact(() => {
      pdf.save();
      pdf.rotate(-55, { origin: [width / 2, height / 2] });
      pdf.font(BOLD).fontSize(WATERMARK).fillColor(INK_PROVISOIRE).fillOpacity(0.08);
      pdf.text(word.toUpperCase(), 0, height / 2 - WATERMARK / 2, { width, align: 'center', lineBreak: false });
      pdf.restore();
    });
    pdf.fillOpacity(1);
  }
}

const INK_PROVISOIRE = '#9a2617';
const WATERMARK = mm(38);
