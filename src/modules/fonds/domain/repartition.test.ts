import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ARepartir, repartir } from './repartition.ts';

const dossiers = ['a', 'b', 'c', 'd', 'e', 'f'];
const evaluateurs = ['x', 'y', 'z'];
const rien = { dossiers, evaluateurs, parDossier: 2, deja: [], conflits: [] };

const loads = ({ affectations }: ReturnType<typeof repartir>) =>
  evaluateurs.map((id) => affectations.filter(({ evaluateur }) => evaluateur === id).length);

test('the requests are shared evenly', () => {
  const shared = repartir(rien);
  expect(loads(shared)).toEqual([4, 4, 4]);
  expect(shared.manquent).toEqual([]);
});

test('who is in conflict gets others, and what cannot be served is said', () => {
  const conflits = [
    { dossier: 'f', evaluateur: 'x' },
    { dossier: 'e', evaluateur: 'x' },
    { dossier: 'e', evaluateur: 'y' },
  ];
  const shared = repartir({ ...rien, conflits });
  expect(shared.affectations.filter(({ dossier }) => dossier === 'f').map(({ evaluateur }) => evaluateur)).toEqual([
    'y',
    'z',
  ]);
  expect(shared.manquent).toEqual(['e']);
});

test('a reviewer who recused themselves is replaced', () => {
  const deja = [
    { dossier: 'a', evaluateur: 'x' },
    { dossier: 'a', evaluateur: 'y' },
  ];
  const conflits = [{ dossier: 'a', evaluateur: 'x' }];
  const { affectations } = repartir({ ...rien, dossiers: ['a'], deja, conflits });
  expect(affectations).toEqual([{ dossier: 'a', evaluateur: 'z' }]);
});

test('asked in any order, asked again, the answer is the same', () => {
  const pair = fc.record({ dossier: fc.constantFrom(...dossiers), evaluateur: fc.constantFrom(...evaluateurs) });
  const unique = { selector: (one: { dossier: string; evaluateur: string }) => `${one.dossier}${one.evaluateur}` };
  const question = fc.record({
    dossiers: fc.constant(dossiers),
    evaluateurs: fc.constant(evaluateurs),
    parDossier: fc.integer({ min: 1, max: 3 }),
    deja: fc.uniqueArray(pair, unique),
    conflits: fc.uniqueArray(pair, unique),
  });
  fc.assert(
    fc.property(question, (asked: ARepartir) => {
      const answer = repartir(asked);
      const other = repartir({
        ...asked,
        dossiers: asked.dossiers.toReversed(),
        evaluateurs: asked.evaluateurs.toReversed(),
        deja: asked.deja.toReversed(),
        conflits: asked.conflits.toReversed(),
      });
      expect(other).toEqual(answer);
      const key = ({ dossier, evaluateur }: { dossier: string; evaluateur: string }) => `${dossier}${evaluateur}`;
      const taken = new Set([...asked.deja, ...asked.conflits].map(key));
      expect(answer.affectations.filter((one) => taken.has(key(one)))).toEqual([]);
      // Once it is done, nothing more is asked for.
      expect(repartir({ ...asked, deja: [...asked.deja, ...answer.affectations] }).affectations).toEqual([]);
    }),
  );
});
