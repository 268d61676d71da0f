import type { Doc } from './document.ts';
import { HEADING, LETTER, type Style, SUBHEADING } from './measures.ts';
import { drawTable } from './table.ts';
import { bottomOf, section, write, writeRuns } from './text.ts';
import type { Bloc, Morceau } from './types.ts';

/** The title of the letter: what it is about. @param top the least that it stands from the top of the page */
export function drawHeading(doc: Doc, text: string, top: number): void {
  const { pdf } = doc;
  section(doc, 'H1', () =>
    write(doc, text, { ...HEADING, x: LETTER.left, y: Math.max(pdf.y, top), width: LETTER.width }),
  );
  pdf.y += HEADING.after;
}

export function drawBlocs(doc: Doc, blocs: readonly Bloc[], style: Style): void {
  for (const bloc of blocs) {
    if (bloc.type === 'titre') {
      drawSubheading(doc, bloc.texte);
      continue;
    }
    keepTogether(doc, style);
    if (bloc.type === 'liste') drawList(doc, bloc.elements, style);
    else if (bloc.type === 'tableau') drawTable(doc, bloc);
    else section(doc, 'P', () => writeRuns(doc, bloc.texte, { ...style, x: LETTER.left, width: LETTER.width }));
    doc.pdf.y += style.after;
  }
}

/** Never at the foot of a page without a line or two of what it heads. */
function drawSubheading(doc: Doc, text: string): void {
  const { pdf } = doc;
  pdf.y += SUBHEADING.after;
  if (pdf.y + SUBHEADING.leading * 4 > bottomOf(pdf)) pdf.addPage();
  section(doc, 'H2', () => write(doc, text, { ...SUBHEADING, x: LETTER.left, width: LETTER.width }));
  pdf.y += SUBHEADING.after;
}

/** A list whose items are a mark and a body, as a screen reader expects. */
function drawList(doc: Doc, elements: readonly (readonly Morceau[])[], style: Style): void {
  const { pdf } = doc;
  const list = pdf.struct('L');
  doc.root.add(list);
  for (const element of elements) {
    keepTogether(doc, style);
    const item = pdf.struct('LI');
    list.add(item);
    const y = pdf.y;
    item.add(pdf.struct('Lbl', {}, [() => write(doc, '•', { ...style, x: LETTER.left, y, width: LETTER.indent })]));
    item.add(
      pdf.struct('LBody', {}, [
        () =>
          writeRuns(doc, element, { ...style, x: LETTER.left + LETTER.indent, y, width: LETTER.width - LETTER.indent }),
      ]),
    );
    item.end();
    pdf.y += style.after / 3;
  }
  list.end();
  pdf.x = LETTER.left;
}

/** No block begins with a lone line at the foot of a page. */
function keepTogether({ pdf }: Doc, { leading }: Style): void {
  if (pdf.y + leading * 2 > bottomOf(pdf)) pdf.addPage();
}
