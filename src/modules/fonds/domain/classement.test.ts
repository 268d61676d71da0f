import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../journal/index.ts';
import { ALGORITHME, type CandidatureAClasser, classer, type Entrees, ordonner } from './classement.ts';
import { compareFractions, readFraction, showFraction } from './fraction.ts';

const CRITERES = [
  { id: 'impact', poids: 3 },
  { id: 'maturite', poids: 2 },
  { id: 'partage', poids: 1 },
] as const;

const grille = { empreinte: '00', criteres: CRITERES, quorum: 2, departages: ['impact', 'partage'] };

function entrees(
  candidatures: readonly CandidatureAClasser[],
  normalisation: Entrees['normalisation'] = 'aucune',
): Entrees {
  return { algorithme: ALGORITHME, normalisation, grille, candidatures };
}

/** `notes`: impact, maturité, partage, by reviewer. */
function candidature(
  dossier: string,
  notes: Readonly<Record<string, readonly [number, number, number]>>,
  deposeeLe = '2026-01-01T00:00:00Z',
): CandidatureAClasser {
  const evaluations = Object.entries(notes).map(([evaluateur, [impact, maturite, partage]]) => ({
    evaluateur,
    notes: { impact, maturite, partage },
  }));
  return { dossier, deposeeLe, evaluations, attendues: 0, recusees: 0 };
}

const order = (given: Entrees) => classer(given).classees.map(({ dossier }) => dossier);

describe('a ranking', () => {
  test('weighs the criteria', () => {
    const { classees } = classer(
      entrees([
        candidature('a', { x: [5, 0, 0], y: [5, 0, 0] }), // 15/6
        candidature('b', { x: [0, 5, 5], y: [0, 5, 5] }), // 15/6, less impact
        candidature('c', { x: [4, 4, 0], y: [5, 4, 0] }), // 43/12
      ]),
    );
    expect(classees.map(({ dossier, score }) => [dossier, score])).toEqual([
      ['c', '43/12'],
      ['a', '5/2'],
      ['b', '5/2'],
    ]);
    expect(classees.map(({ separee }) => separee)).toEqual([
      null,
      { par: 'score' },
      { par: 'critere', critere: 'impact' },
    ]);
    expect(showFraction(readFraction('43/12'))).toBe('3,58');
  });

  test('separates the equal by deposit, then by identifier', () => {
    const same = { x: [3, 3, 3], y: [3, 3, 3] } as const;
    const { classees } = classer(
      entrees([
        candidature('c', same, '2026-01-02T00:00:00Z'),
        candidature('b', same, '2026-01-02T00:00:00.000Z'),
        candidature('a', same, '2026-01-03T00:00:00Z'),
      ]),
    );
    expect(classees.map(({ dossier, separee }) => [dossier, separee?.par])).toEqual([
      ['b', undefined],
      ['c', 'identifiant'],
      ['a', 'depot'],
    ]);
  });

  test('leaves out what has not enough evaluations, and says how many it has', () => {
    const few = { ...candidature('seul', { x: [5, 5, 5] }), attendues: 1, recusees: 1 };
    const { classees, nonClassees } = classer(entrees([few, candidature('a', { x: [1, 1, 1], y: [1, 1, 1] })]));
    expect(classees.map(({ dossier }) => dossier)).toEqual(['a']);
    expect(nonClassees).toEqual([{ dossier: 'seul', evaluations: 1, attendues: 1, recusees: 1 }]);
  });

  test('makes a severe reviewer and a generous one weigh the same', () => {
    // Each dossier of its own pair; `dur` gives two points less than the others to what is worth the same.
    const all = [
      candidature('dur-1', { dur: [2, 2, 2], mou: [4, 4, 4] }),
      candidature('dur-2', { dur: [3, 3, 3], mou: [5, 5, 5] }),
      candidature('mou-1', { mou: [4, 4, 4], doux: [4, 4, 4] }),
      candidature('mou-2', { mou: [5, 5, 5], doux: [5, 5, 5] }),
    ];
    expect(order(entrees(all))).toEqual(['mou-2', 'dur-2', 'mou-1', 'dur-1']);
    const { classees } = classer(entrees(all, 'par_evaluateur'));
    const score = (dossier: string) => classees.find((one) => one.dossier === dossier)?.score;
    expect(score('dur-1')).toBe(score('mou-1'));
    expect(score('dur-2')).toBe(score('mou-2'));
  });

  test('of a reviewer of one request takes the notes as they are', () => {
    const all = [candidature('a', { une: [5, 5, 5], x: [2, 2, 2] }), candidature('b', { x: [4, 4, 4], y: [4, 4, 4] })];
    const [, a] = classer(entrees(all, 'par_evaluateur')).classees;
    // x gives 3 on the mean, everybody 15/4: x gets 3/4 more.
    expect(a).toMatchObject({ dossier: 'a', score: '31/8' });
  });

  test('by a method that is not known is refused', () => {
    expect(() => classer({ ...entrees([]), algorithme: 99 })).toThrow(RangeError);
  });
});

const note = fc.integer({ min: 0, max: 5 });
const evaluateurs = ['u', 'v', 'w', 'x', 'y', 'z'] as const;
const aCandidature = fc.record({
  notes: fc.dictionary(fc.constantFrom(...evaluateurs), fc.tuple(note, note, note), { maxKeys: 5 }),
  hour: fc.integer({ min: 0, max: 3 }),
});
const someEntrees = fc
  .tuple(fc.array(aCandidature, { maxLength: 12 }), fc.constantFrom('aucune', 'par_evaluateur'))
  .map(([all, normalisation]) =>
    entrees(
      all.map(({ notes, hour }, index) => candidature(`d${index}`, notes, `2026-01-01T0${hour}:00:00Z`)),
      normalisation as Entrees['normalisation'],
    ),
  );

describe('whatever the notes', () => {
  test('the order in which they are read changes neither the snapshot nor the ranking', () => {
    const shuffled = someEntrees.chain((given) =>
      fc
        .shuffledSubarray([...given.candidatures], {
          minLength: given.candidatures.length,
          maxLength: given.candidatures.length,
        })
        .map((candidatures) => ({
          given,
          other: {
            ...given,
            candidatures: candidatures.map((one) => ({ ...one, evaluations: one.evaluations.toReversed() })),
          },
        })),
    );
    fc.assert(
      fc.property(shuffled, ({ given, other }) => {
        expect(canonicalJson(ordonner(other))).toBe(canonicalJson(ordonner(given)));
        expect(canonicalJson(classer(other))).toBe(canonicalJson(classer(given)));
      }),
    );
  });

  test('what the snapshot keeps gives the same ranking, byte for byte', () => {
    fc.assert(
      fc.property(someEntrees, (given) => {
        const kept = JSON.parse(canonicalJson(ordonner(given))) as Entrees;
        expect(canonicalJson(classer(kept))).toBe(canonicalJson(classer(given)));
      }),
    );
  });

  test('every request is there once, the ranked ones in order without a tie', () => {
    fc.assert(
      fc.property(someEntrees, (given) => {
        const { classees, nonClassees } = classer(given);
        const all = [...classees, ...nonClassees].map(({ dossier }) => dossier);
        expect(all.toSorted()).toEqual(given.candidatures.map(({ dossier }) => dossier).toSorted());
        expect(classees.map(({ rang }) => rang)).toEqual(classees.map((_, index) => index + 1));
        for (const [index, one] of classees.slice(1).entries()) {
          const before = classees[index];
          expect(compareFractions(readFraction(before?.score ?? '0/1'), readFraction(one.score))).toBeGreaterThan(-1);
        }
      }),
    );
  });

  test('without normalisation, what is noted of one request never swaps two others', () => {
    fc.assert(
      fc.property(someEntrees, fc.nat(), fc.tuple(note, note, note), (given, pick, notes) => {
        const alone = { ...given, normalisation: 'aucune' as const };
        const touched = alone.candidatures[pick % Math.max(1, alone.candidatures.length)];
        if (!touched) return;
        const [impact, maturite, partage] = notes;
        const changed = {
          ...touched,
          evaluations: touched.evaluations.map((one) => ({ ...one, notes: { impact, maturite, partage } })),
        };
        const after = {
          ...alone,
          candidatures: alone.candidatures.map((one) => (one === touched ? changed : one)),
        };
        const others = (ranked: readonly string[]) => ranked.filter((dossier) => dossier !== touched.dossier);
        expect(others(order(after))).toEqual(others(order(alone)));
      }),
    );
  });

  test('a better note never lowers a request', () => {
    fc.assert(
      fc.property(someEntrees, fc.nat(), (given, pick) => {
        const alone = { ...given, normalisation: 'aucune' as const };
        const before = order(alone);
        const dossier = before[pick % Math.max(1, before.length)];
        if (dossier === undefined) return;
        const better = alone.candidatures.map((one) =>
          one.dossier === dossier
            ? {
                ...one,
                evaluations: one.evaluations.map(({ evaluateur, notes }) => ({
                  evaluateur,
                  notes: { ...notes, impact: Math.min(5, (notes['impact'] ?? 0) + 1) },
                })),
              }
            : one,
        );
        const after = order({ ...alone, candidatures: better });
        expect(after.indexOf(dossier)).toBeLessThanOrEqual(before.indexOf(dossier));
      }),
    );
  });
});
