import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentDisposition, safeFileName } from './safe-file-name.ts';

describe('safeFileName', () => {
  test.each([
    ['facture.pdf', 'facture.pdf'],
    ['Délibération n° 12 – été.PDF', 'Délibération n° 12 – été.PDF'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\maire\\budget.ods', 'budget.ods'],
    ['..', 'fichier'],
    ['.htaccess', 'htaccess'],
    ['', 'fichier'],
    ['🎉🎉.pdf', 'fichier.pdf'],
    ['.pdf', 'fichier.pdf'],
    ['photo 👨‍👩‍👧 de famille ❤️.jpg', 'photo de famille.jpg'],
    ['drapeau 🇫🇷.png', 'drapeau.png'],
    ['facture\u202Efdp.exe', 'facturefdp.exe'],
    ['a\u0000b\u0007c\r\nd.txt', 'abcd.txt'],
    ['zéro\u200Blargeur\uFEFF.txt', 'zérolargeur.txt'],
    ['a<b>c:d"e|f?g*.txt', 'a-b-c-d-e-f-g-.txt'],
    ['rapport\u00a0  final .pdf', 'rapport final.pdf'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['com1.tar.gz', '_com1.tar.gz'],
    ['console.txt', 'console.txt'],
    ['fin..', 'fin'],
    ['e\u0301te\u0301.pdf', 'été.pdf'],
  ])('makes of %j the name %j', (name, expected) => {
    expect(safeFileName(name)).toBe(expected);
  });

  test.each([
    ['photo.png', 'jpeg', 'photo.jpg'],
    ['photo.JPEG', 'jpeg', 'photo.JPEG'],
    ['photo', 'heic', 'photo.heic'],
    ['rapport.v2', 'pdf', 'rapport.v2.pdf'],
    ['facture.pdf.exe', 'pdf', 'facture.pdf.exe.pdf'],
    ['🎉', 'pdf', 'fichier.pdf'],
  ] as const)('gives %j the extension of a %s: %j', (name, type, expected) => {
    expect(safeFileName(name, type)).toBe(expected);
  });

  test('cuts a long name and keeps its extension', () => {
    const name = safeFileName(`${'é'.repeat(300)}.pdf`);
    expect(name).toMatch(/^é+\.pdf$/);
    expect(Buffer.byteLength(name)).toBe(150);
  });

  test('is safe whatever it is given, and stable', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 400 })), (any) => {
        const name = safeFileName(any);
        expect(name).not.toMatch(/[/\\\p{C}]/u);
        expect(name).not.toMatch(/^[\s.]|[\s.]$|^$/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(151);
        expect(safeFileName(name)).toBe(name);
      }),
    );
  });
});

test('a name of eighty thousand dots keeps nobody waiting', () => {
  const before = performance.now();
  expect(safeFileName(`a${'.'.repeat(80_000)}b.pdf`, 'pdf')).toMatch(/^a\.+\.pdf$|^a\.pdf$/);
  expect(performance.now() - before).toBeLessThan(2_000);
});

describe('contentDisposition', () => {
  test('is plain for a plain name', () => {
    expect(contentDisposition('attachment', 'facture 12.pdf')).toBe('attachment; filename="facture 12.pdf"');
  });

  test('gives both names for another', () => {
    expect(contentDisposition('inline', 'Délibération d’été (n° 3).pdf')).toBe(
      `inline; filename="Deliberation d_ete (n_ 3).pdf"; filename*=UTF-8''D%C3%A9lib%C3%A9ration%20d%E2%80%99%C3%A9t%C3%A9%20%28n%C2%B0%203%29.pdf`,
    );
  });

  test('can carry no header of its own, and gives back the safe name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => {
        const value = contentDisposition('attachment', any);
        expect(value).toMatch(/^attachment; filename="[^"\\]*"(?:; filename\*=UTF-8''[A-Za-z0-9%_.~-]+)?$/);
        expect(value).toMatch(/^[\x20-\x7e]*$/);
        const encoded = /UTF-8''(.*)$/.exec(value)?.[1];
        if (encoded) expect(decodeURIComponent(encoded)).toBe(safeFileName(any));
      }),
    );
  });
});
