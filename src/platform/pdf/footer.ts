import { type Doc, REGULAR } from './document.ts';
import { printable } from './glyphs.ts';
import { LETTER, MUTED, SMALL } from './measures.ts';

type Pied = { readonly reference: string; readonly organisation: { readonly nom: string } };

/** At the foot of each page: the reference, and the page number when there are several. Not read by screen readers. */
export function drawFooters(doc: Doc, { reference, organisation }: Pied): void {
  const { pdf } = doc;
  const { start, count } = pdf.bufferedPageRange();
  for (let index = start; index < start + count; index++) {
    pdf.switchToPage(index);
    // Writing in the margin would add a page.
    pdf.page.margins.bottom = 0;
    const y = pdf.page.height - LETTER.footer;
    const line = (text: string, align: 'left' | 'right') =>
      pdf.text(printable(text), LETTER.left, y, { width: LETTER.width, align, lineBreak: false });
    doc.artifact(() => {
      pdf.font(REGULAR).fontSize(SMALL.size).fillColor(MUTED);
      line(`${organisation.nom} · ${reference}`, 'left');
      if (count > 1) line(`Page ${index + 1} sur ${count}`, 'right');
    }, 'Pagination');
  }
}
