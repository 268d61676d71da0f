import type { FileHandle } from 'node:fs/promises';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const LARGEST_DIRECTORY = 4_000_000;

/**
 * The names in a zip, read from its directory. Nothing is ever decompressed, so nothing can explode.
 *
 * @returns undefined when it is not a whole zip, or one larger than any document (Zip64, a directory over 4 MB)
 */
export async function readZipNames(file: FileHandle, size: number): Promise<readonly string[] | undefined> {
  const end = await findEnd(file, size);
  if (!end) return undefined;
  const length = end.readUInt32LE(12);
  const offset = end.readUInt32LE(16);
  if (length > LARGEST_DIRECTORY || offset + length > size) return undefined;
  return namesIn(await readAt(file, offset, length));
}

/** What a zip holds first, stored as it is: OpenDocument files say there what they are. */
export function readFirstEntry(head: Buffer): { readonly name: string; readonly content: string } | undefined {
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50 || head.readUInt16LE(8) !== 0) return undefined;
  const nameEnd = 30 + head.readUInt16LE(26);
  const start = nameEnd + head.readUInt16LE(28);
  const length = head.readUInt32LE(18);
  return { name: head.toString('utf8', 30, nameEnd), content: head.toString('utf8', start, start + length) };
}

/** The end record is at the very end, followed only by a comment whose length it gives. */
async function findEnd(file: FileHandle, size: number): Promise<Buffer | undefined> {
  const length = Math.min(size, END_LENGTH + LONGEST_COMMENT);
  const tail = await readAt(file, size - length, length);
  for (let at = tail.length - END_LENGTH; at >= 0; at--) {
    const isEnd = tail.readUInt32LE(at) === END_OF_DIRECTORY;
    if (isEnd && at + END_LENGTH + tail.readUInt16LE(at + 20) === tail.length) return tail.subarray(at);
  }
  return undefined;
}

function namesIn(directory: Buffer): readonly string[] | undefined {
  const names: string[] = [];
  for (let at = 0; at < directory.length; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== DIRECTORY_ENTRY) return undefined;
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    names.push(directory.toString('utf8', at + 46, nameEnd));
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
