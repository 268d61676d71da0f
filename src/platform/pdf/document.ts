import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { colorTokens } from '../html/theme-css.ts';
import { LETTER } from './measures.ts';
import type { Letter } from './types.ts';

/** One document being written: the pages, the structure that screen readers follow, and the colours. */
export type Doc = {
  readonly pdf: PDFKit.PDFDocument;
  /** Root of the structure: every text is put under it, in the order in which it must be read. */
  readonly root: PDFKit.PDFStructureElement;
  readonly colors: { readonly line: string };
  readonly done: Promise<Uint8Array>;
  /** Draws something that is not read: an ornament, a page number. */
  artifact(draw: () => void, type?: 'Layout' | 'Pagination'): void;
};

export const REGULAR = 'regular';
export const BOLD = 'bold';

export type DocumentOptions = Pick<Letter, 'titre' | 'theme' | 'createdAt'> & {
  readonly organisation: { readonly nom: string };
};

export function createDocument({ titre, organisation, theme, createdAt }: DocumentOptions): Doc {
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: LETTER.top, bottom: LETTER.bottom, left: LETTER.left, right: LETTER.left },
    pdfVersion: '1.7',
    ...UA,
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    bufferPages: true,
    font: FONT_FILES[REGULAR],
    info: {
      Title: forXmp(titre),
      Author: forXmp(organisation.nom),
      Producer: 'Parvis',
      Creator: 'Parvis',
      CreationDate: new Date(createdAt.epochMilliseconds),
    },
  });
  pdf.registerFont(REGULAR, FONT_FILES[REGULAR]).registerFont(BOLD, FONT_FILES[BOLD]);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  return {
    pdf,
    root,
    colors: { line: colorTokens(theme, 'light').line },
    done: collect(pdf),
    artifact(draw, type = 'Layout') {
      pdf.markContent('Artifact', { type });
      draw();
      pdf.endMarkedContent();
    },
  };
}

/** Closes the document. */
export function documentBytes({ pdf, root, done }: Doc): Promise<Uint8Array> {
  root.end();
  pdf.end();
  return done;
}

function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    pdf.on('error', reject);
  });
}

/** pdfkit writes these texts in XML without escaping them. */
function forXmp(text: string): string {
  return text.replaceAll('&', 'et').replaceAll('<', '‹').replaceAll('>', '›');
}

/** The types of pdfkit do not know this subset yet. */
const UA: object = { subset: 'PDF/UA' };

const FAMILY = '@expo-google-fonts/atkinson-hyperlegible-next';
const { resolve } = createRequire(import.meta.url);

/** Atkinson Hyperlegible Next, drawn by the Braille Institute for readers with low vision (SIL Open Font License 1.1). */
const FONT_FILES = {
  [REGULAR]: resolve(`${FAMILY}/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf`),
  [BOLD]: resolve(`${FAMILY}/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf`),
};
