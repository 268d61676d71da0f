import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodageOf } from './texte.ts';

/** Whole characters, then bytes that may or may not be one. */
const bytes = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }).map(Buffer.from), fc.uint8Array({ maxLength: 4 })), { maxLength: 6 })
  .map((parts) => Buffer.concat(parts));

test('a file is UTF-8 when a strict decoder reads it, however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 5 }), async (file, size) => {
      const pieces = Array.from({ length: Math.ceil(file.length / size) }, (_, index) =>
        file.subarray(index * size, (index + 1) * size),
      );
      expect(await encodageOf(piecesOf(pieces))).toBe(isStrictUtf8(file) ? 'utf-8' : 'windows-1252');
    }),
  );
});

async function* piecesOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

function isStrictUtf8(file: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(file);
    return true;
  } catch {
    return false;
  }
}
