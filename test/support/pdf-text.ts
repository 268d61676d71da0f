import { extractText } from 'unpdf';

/** What a PDF says, on one line, with plain spaces. */
export async function textOfPdf(pdf: Buffer): Promise<string> {
  const { text } = await extractText(new Uint8Array(pdf), { mergePages: true });
  return text.replaceAll(/\s+/g, ' ');
}
