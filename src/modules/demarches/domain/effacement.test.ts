import { expect, test } from 'vitest';
import { effacer } from './effacement.ts';
import { originesFideles } from './origine.ts';

const LE = '2028-12-01T02:30:00Z';
const caf = {
  source: 'api_particulier.quotient_familial',
  fournisseur: 'la CAF',
  obtenueLe: '2026-11-24T08:00:00Z',
  certifiee: true,
};
const fc = { ...caf, source: 'franceconnect.identite', fournisseur: 'FranceConnect' };
const vientDeLaCaf = (source: string) => source.startsWith('api_particulier.');

const faits = {
  reponses: {
    identite: { nom: 'MARTIN' },
    quotient: 731,
    courriel: 'lea@exemple.test',
    enfants: [
      { _id: 's1', prenom: 'Mila', ecole: 'Jules-Ferry' },
      { _id: 'l2', prenom: 'Tom', ecole: 'Jules-Ferry' },
    ],
  },
  origines: { identite: fc, quotient: caf, 'enfants.s1.prenom': caf },
};

test('what the source gave goes, with its trace; what was typed, or came from elsewhere, stays', () => {
  const efface = effacer(faits, vientDeLaCaf, LE);
  expect(efface.reponses).toEqual({
    identite: { nom: 'MARTIN' },
    courriel: 'lea@exemple.test',
    enfants: [
      { _id: 's1', ecole: 'Jules-Ferry' },
      { _id: 'l2', prenom: 'Tom', ecole: 'Jules-Ferry' },
    ],
  });
  const trace = { ...caf, certifiee: false, effaceeLe: LE };
  expect(efface.origines).toEqual({ identite: fc, quotient: trace, 'enfants.s1.prenom': trace });
  expect(efface.chemins).toEqual(['quotient', 'enfants.s1.prenom']);
});

test('twice is once: the first date stays', () => {
  const once = effacer(faits, vientDeLaCaf, LE);
  const twice = effacer(once, vientDeLaCaf, '2029-01-01T00:00:00Z');
  expect(twice).toEqual({ ...once, chemins: [] });
});

test('the trace lives until something is typed in its place, and what is typed is never certified', () => {
  const { reponses, origines } = effacer(faits, vientDeLaCaf, LE);
  expect(originesFideles({ reponses, origines }, reponses)).toEqual(origines);
  const typed = originesFideles({ reponses, origines }, { ...reponses, quotient: 731 });
  expect(typed).not.toHaveProperty('quotient');
  expect(typed).toHaveProperty(['enfants.s1.prenom']);
});
