import { describe, expect, test } from 'vitest';
import { describedBy, fieldId, partId } from './field-ids.ts';

describe('fieldId', () => {
  test.each([
    ['nom', 'nom'],
    ['enfants.0.nom', 'enfants-0-nom'],
    ['champs[42]', 'champs-42'],
    ['2e-adresse', 'champ-2e-adresse'],
    ['_retour', 'champ-_retour'],
  ])('%s → %s', (name, id) => {
    expect(fieldId(name)).toBe(id);
    expect(fieldId(name)).toMatch(/^[A-Za-z][\w-]*$/);
  });
});

describe('describedBy', () => {
  test('says the hint, the origin, then the error', () => {
    const parts = { error: 'Faux', origin: 'CAF', hint: 'Ici' };
    expect(describedBy('a.b', parts)).toBe('a-b-indice a-b-origine a-b-erreur');
    expect(describedBy('a', { error: 'Faux' }, [partId('a', 'compte')])).toBe('a-erreur a-compte');
  });

  test('is absent when there is nothing to say', () => {
    expect(describedBy('a', { hint: '', error: undefined })).toBeUndefined();
  });
});
