import { expect, test } from 'vitest';
import { cheminsOf, dossierDArchive } from './chemins.ts';

test('two files of one name have two places, whatever the capitals', () => {
  const files = ['photo.jpg', 'PHOTO.jpg', 'photo (2).jpg', 'sans-suffixe', 'sans-suffixe'].map((nom, index) => ({
    id: String(index),
    nom,
  }));
  const places = [...cheminsOf('2026-000123', files).values()];
  expect(places).toEqual([
    '2026-000123/photo.jpg',
    '2026-000123/PHOTO (2).jpg',
    '2026-000123/photo (2) (2).jpg',
    '2026-000123/sans-suffixe',
    '2026-000123/sans-suffixe (2)',
  ]);
});

test('a draft has a folder of its own, though no number', () => {
  expect(dossierDArchive({ id: 'abc', numero: null })).toBe('brouillon-abc');
  expect(dossierDArchive({ id: 'abc', numero: '2026-000123' })).toBe('2026-000123');
});
