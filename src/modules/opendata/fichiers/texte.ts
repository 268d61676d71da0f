/** UTF-8, or what French spreadsheets write when nobody asks them for UTF-8. */
export type Encodage = 'utf-8' | 'windows-1252';

/** Reads a file to its end, a piece at a time. */
export async function encodageOf(file: AsyncIterable<Uint8Array>): Promise<Encodage> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of file) decoder.decode(piece, { stream: true });
    decoder.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252'; // How a decoder says that it is not UTF-8.
    throw error;
  }
}

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
