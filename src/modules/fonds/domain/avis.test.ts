import { expect, test } from 'vitest';
import { lireAvis } from './avis.ts';

test('what is missing of an opinion is told by the side that it looks at', () => {
  const grille = { criteres: [{ id: 'cout', titre: 'Coût' }] };
  const typed = new Map([['avis', 'defavorable']]);
  const read = lireAvis(grille, (field) => typed.get(field) ?? '');
  expect(read.ok ? {} : read.error).toEqual({
    'avis.cout': 'Choisissez un avis sur «\u00a0Coût\u00a0».',
    commentaire: 'Expliquez pourquoi l’avis sur la demande n’est pas favorable.',
  });
});
