import { isUtf8 } from 'node:buffer';

/** UTF-8, or what French spreadsheets write when nobody asks them for UTF-8. */
export type Encodage = 'utf-8' | 'windows-1252';

/** Reads a file to its end, a piece at a time. Nothing is decoded: the whole file waits for this. */
export async function encodageOf(file: AsyncIterable<Uint8Array>): Promise<Encodage> {
  let held: Uint8Array = Buffer.alloc(0);
  for await (const piece of file) {
    const bytes = held.length === 0 ? piece : Buffer.concat([held, piece]);
    const end = endOfWhole(bytes);
    if (!isUtf8(bytes.subarray(0, end))) return 'windows-1252';
    held = bytes.subarray(end);
  }
  return isUtf8(held) ? 'utf-8' : 'windows-1252';
}

/** @returns where the last character begins, when the next piece may end it */
function endOfWhole(bytes: Uint8Array): number {
  for (let at = bytes.length - 1; at >= Math.max(0, bytes.length - LONGEST_START); at -= 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return at;
  }
  return bytes.length;
}

/** Bytes of a character of UTF-8 without its last one. */
const LONGEST_START = 3;

/** The text of a file, piece by piece, with one kind of line end and nothing that PostgreSQL refuses in a text. */
export async function* texteOf(file: AsyncIterable<Uint8Array>, encodage: Encodage): AsyncGenerator<string> {
  const decoder = new TextDecoder(encodage);
  let held = '';
  for await (const bytes of file) {
    const piece = held + decoder.decode(bytes, { stream: true });
    // The other half of a line end may come with the next piece.
    held = piece.endsWith('\r') ? '\r' : '';
    yield tidy(held === '' ? piece : piece.slice(0, -1));
  }
  yield tidy(held + decoder.decode());
}

function tidy(piece: string): string {
  const lines = piece.includes('\r') ? piece.replace(/\r\n?/g, '\n') : piece;
  return lines.includes('\0') ? lines.replaceAll('\0', '\ufffd') : lines;
}
