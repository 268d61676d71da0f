import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeRetour } from './retour.ts';

test.each(['/', '/poitiers', '/dossiers/1?etape=2#haut', '/mes-dossiers'])('keeps %s', (path) => {
  expect(safeRetour(path)).toBe(path);
});

test.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https:evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/ok\nSet-Cookie: a=b',
  '/a\\..\\b',
  '/.//evil.example',
  '/poitiers/..//evil.example',
  '/%2e//evil.example',
  '/a/%2E%2e//evil.example?b#c',
  '',
  null,
  undefined,
])('refuses %j', (path) => {
  expect(safeRetour(path)).toBe('/');
});

test('never leaves the site, whatever is asked', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((s) => `/${s}`),
        // What a browser folds before it looks for a host.
        fc.array(fc.constantFrom('.', '..', '%2e', '', 'evil.example')).map((parts) => `/${parts.join('/')}`),
      ),
      (asked) => {
        expect(new URL(safeRetour(asked), 'https://site.example').origin).toBe('https://site.example');
      },
    ),
  );
});
