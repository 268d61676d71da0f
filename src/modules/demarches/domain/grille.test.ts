import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grilleEnTexte, grilleSchema, verifierGrille } from './grille.ts';

type Ecrite = { de: number; moins_de?: number; a?: number; prix: number };

const verifier = (tranches: readonly Ecrite[], controles: object = {}) =>
  verifierGrille(grilleSchema.parse({ tranches, ...controles }));

/** Roncq, 1 September 2025 (worked example C03). */
const RONCQ: readonly Ecrite[] = [
  { de: 0, moins_de: 400, prix: 0.5 },
  { de: 400, moins_de: 640, prix: 1.75 },
  { de: 640, moins_de: 860, prix: 2.35 },
  { de: 860, moins_de: 1150, prix: 3.05 },
  { de: 1150, moins_de: 1500, prix: 3.55 },
  { de: 1500, moins_de: 1700, prix: 4.05 },
  { de: 1700, moins_de: 1900, prix: 4.6 },
  { de: 1900, prix: 4.9 },
];

describe('a grid that can be voted', () => {
  test('half-open brackets, below the cost, with the State aid', () => {
    expect(verifier(RONCQ, { cout_par_usager: 8.49, aide_etat: true })).toEqual([]);
  });

  test('reads as a list', () => {
    const grille = grilleSchema.parse({ tranches: [RONCQ[0], { de: 400, prix: 1.75 }] });
    expect(grilleEnTexte(grille)).toBe(
      'moins de 400\u00a0€\u00a0: 0,50\u00a0€\u00a0; 400\u00a0€ et plus\u00a0: 1,75\u00a0€',
    );
  });
});

describe('a grid that leaves somebody without a price, or with two', () => {
  test('C02: whole-number bounds included on both sides', () => {
    expect(
      verifier([
        { de: 0, a: 622, prix: 1 },
        { de: 623, a: 1000, prix: 3.3 },
        { de: 1001, prix: 3.5 },
      ]),
    ).toEqual([
      'La grille «\u00a00 à 622 / 623 à 1\u202f000 / 1\u202f001 et plus\u00a0» ne couvre pas 622,5\u00a0: écrivez «\u00a0moins_de\u00a0» à la place de «\u00a0a\u00a0» pour obtenir [0\u00a0; 623[ [623\u00a0; 1\u202f001[ [1\u202f001\u00a0; ∞[, et faites valider ces bornes.',
    ]);
  });

  test('C05: a hole between two brackets', () => {
    expect(
      verifier([
        { de: 0, moins_de: 800, prix: 6.5 },
        { de: 860, prix: 6.5 },
      ]),
    ).toEqual(['La grille a un trou\u00a0: un quotient de 800\u00a0€ à moins de 860\u00a0€ n’a pas de prix.']);
  });

  test.each<[string, readonly Ecrite[], RegExp]>([
    [
      'overlap',
      [
        { de: 0, moins_de: 700, prix: 1 },
        { de: 600, prix: 2 },
      ],
      /se chevauchent.*600.*700/u,
    ],
    ['start', [{ de: 100, prix: 1 }], /commence à 100/u],
    ['end', [{ de: 0, moins_de: 1900, prix: 1 }], /s’arrête avant 1.900/u],
    [
      'endless',
      [
        { de: 0, prix: 1 },
        { de: 400, prix: 2 },
      ],
      /n’a pas de fin.*moins_de: 400/u,
    ],
    [
      'empty',
      [
        { de: 0, moins_de: 0, prix: 1 },
        { de: 0, prix: 2 },
      ],
      /est vide/u,
    ],
    [
      'falling price',
      [
        { de: 0, moins_de: 400, prix: 2 },
        { de: 400, prix: 1.99 },
      ],
      /baisse.*2,00.*1,99/u,
    ],
  ])('%s', (_, tranches, sentence) => {
    expect(verifier(tranches)).toEqual([expect.stringMatching(sentence)]);
  });
});

describe('the law of prices', () => {
  test('C31: no price above the cost per user, surcharge included', () => {
    const grille = [{ de: 0, prix: 6.5 }];
    expect(verifier(grille, { cout_par_usager: 8.49 })).toEqual([]);
    expect(verifier(grille, { cout_par_usager: 8.49, majoration: 2.5 })).toEqual([
      expect.stringMatching(/9,00.*8,49.*R531-53/u),
    ]);
    expect(verifier(grille, { cout_par_usager: 6.5 })).toEqual([]);
  });

  test.each<[string, readonly Ecrite[], RegExp]>([
    [
      'two brackets',
      [
        { de: 0, moins_de: 400, prix: 1 },
        { de: 400, prix: 2 },
      ],
      /trois tranches/u,
    ],
    [
      'none at 1 €',
      [
        { de: 0, moins_de: 1, prix: 1.05 },
        { de: 1, moins_de: 2, prix: 2 },
        { de: 2, prix: 3 },
      ],
      /à 1,00.€ au plus/u,
    ],
    [
      '1 € above 1 000',
      [
        { de: 0, moins_de: 400, prix: 0.5 },
        { de: 400, moins_de: 1002, prix: 1 },
        { de: 1002, prix: 3 },
      ],
      /moins_de: 1001/u,
    ],
  ])('State aid: %s', (_, tranches, sentence) => {
    expect(verifier(tranches)).toEqual([]);
    expect(verifier(tranches, { aide_etat: true })).toEqual([expect.stringMatching(sentence)]);
  });

  test('State aid: all at 1 € is refused', () => {
    const tous = [
      { de: 0, moins_de: 10, prix: 1 },
      { de: 10, moins_de: 20, prix: 1 },
      { de: 20, moins_de: 30, prix: 1 },
    ];
    expect(verifier(tous, { aide_etat: true })).toEqual(
      expect.arrayContaining([expect.stringMatching(/plus de 1,00/u)]),
    );
  });
});

test('brackets cut anywhere are complete; moving any one bound is always seen', () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(cuts, fc.nat(), fc.constantFrom(-0.01, 0.01), (points, which, move) => {
      const bounds = [0, ...points.toSorted((a, b) => a - b)];
      const tranches = bounds.map((de, index): Ecrite => {
        const moins_de = bounds[index + 1];
        return { de, prix: index, ...(moins_de === undefined ? {} : { moins_de }) };
      });
      expect(verifier(tranches)).toEqual([]);
      const moved = tranches.map((tranche, index) =>
        index === which % points.length && tranche.moins_de !== undefined
          ? { ...tranche, moins_de: Math.round((tranche.moins_de + move) * 100) / 100 }
          : tranche,
      );
      expect(verifier(moved).length).toBeGreaterThan(0);
    }),
  );
});

test.each([-1, 0.001, 200_000, Number.NaN, '400'])('%s is no bound', (de) => {
  expect(grilleSchema.safeParse({ tranches: [{ de, prix: 1 }] }).success).toBe(false);
});
