import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { FileType } from './file-types.ts';
import { readFirstEntry, readZipNames } from './zip-directory.ts';

/**
 * `texte`: UTF-8 text of no further kind. `texte_ancien`: not UTF-8, and without any character that no text has: what
 * spreadsheets write in the encoding of their system. `macros`: an office document that carries programs.
 */
export type Detected = FileType | 'texte' | 'texte_ancien' | 'macros' | 'inconnu';

/** What a file is by its content alone, whatever its name says. Reads a few kilobytes, all of it only for a text. */
export async function detectType(path: string): Promise<Detected> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4_096), 0, 4_096, 0);
    const head = buffer.subarray(0, bytesRead);
    const signed = SIGNATURES.find(({ matches }) => matches(head));
    if (signed) return signed.type === 'zip' ? await detectInZip(file, size, head) : signed.type;
  } finally {
    await file.close();
  }
  return detectText(path);
}

type Signature = { readonly type: FileType; matches(head: Buffer): boolean };

const SIGNATURES: readonly Signature[] = [
  // Some scanners put a byte order mark or blank lines before the header.
  { type: 'pdf', matches: (head) => /^(?:\xef\xbb\xbf)?\s{0,64}%PDF-\d/.test(head.toString('latin1', 0, 80)) },
  { type: 'jpeg', matches: (head) => head.toString('hex', 0, 3) === 'ffd8ff' },
  { type: 'png', matches: (head) => head.toString('hex', 0, 8) === '89504e470d0a1a0a' },
  { type: 'webp', matches: (head) => /^RIFF.{4}WEBP/s.test(head.toString('latin1', 0, 12)) },
  { type: 'heic', matches: isHeic },
  { type: 'zip', matches: (head) => head.toString('latin1', 0, 4) === 'PK\x03\x04' },
];

/** ISO base media whose brands, the main one or a compatible one, are those of HEVC still images (not AVIF, not MP4). */
function isHeic(head: Buffer): boolean {
  if (head.length < 16 || head.toString('latin1', 4, 8) !== 'ftyp') return false;
  const brands = head.toString('latin1', 8, Math.min(head.readUInt32BE(0), head.length));
  const [main, , ...compatible] = brands.match(/.{4}/gs) ?? [];
  return [main, ...compatible].some((brand) => brand !== undefined && /^hei[cxms]$/.test(brand));
}

async function detectInZip(file: FileHandle, size: number, head: Buffer): Promise<Detected> {
  const names = await readZipNames(file, size);
  if (!names) return 'inconnu';
  const type = officeType(names, head);
  return type !== 'zip' && names.some((name) => MACROS.test(name)) ? 'macros' : type;
}

/** Where Microsoft Office, then LibreOffice, put programs. */
const MACROS = /(?:^|\/)vbaProject\.bin$|^(?:Basic|Scripts)\//i;

const OPEN_DOCUMENTS: Readonly<Record<string, FileType>> = {
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
};

function officeType(names: readonly string[], head: Buffer): FileType {
  const first = readFirstEntry(head);
  const openDocument = first?.name === 'mimetype' ? OPEN_DOCUMENTS[first.content] : undefined;
  if (openDocument && names.includes('content.xml')) return openDocument;
  if (!names.includes('[Content_Types].xml')) return 'zip';
  if (names.includes('word/document.xml')) return 'docx';
  return names.includes('xl/workbook.xml') ? 'xlsx' : 'zip';
}

/** Read from end to end: a text has no control character, and is UTF-8 or not. */
async function detectText(path: string): Promise<'texte' | 'texte_ancien' | 'inconnu'> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  for await (const chunk of createReadStream(path)) {
    // Control characters are the same bytes in UTF-8 and in what came before it.
    if (BINARY.test(chunk.toString('latin1'))) return 'inconnu';
    isUtf8 &&= decodes(decoder, chunk);
  }
  return isUtf8 && decodes(decoder) ? 'texte' : 'texte_ancien';
}

function decodes(decoder: TextDecoder, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false; // How a decoder says that it is not UTF-8.
    throw error;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const BINARY = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/;
