import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TRANSMIS_PAR_LA_CAF } from '../../../../test/support/champs.ts';
import { type Condition, champsOf, type Faits, isMet, OPERATEURS, operateurOf, type Test } from './condition.ts';
import type { Valeur } from './valeur.ts';

const TYPEE = { ...TRANSMIS_PAR_LA_CAF, certifiee: false };

const faits: Faits = {
  reponses: {
    texte: 'Crèche des Lilas',
    vide: '',
    nombre: 3,
    zero: 0,
    date: '2026-11-24',
    oui: true,
    non: false,
    choix: 'matin',
    liste: ['matin', 'soir'],
    adresse: { commune: 'Poitiers', codeCommune: '86194' },
    enfants: [
      { _id: 's1', prenom: 'Lina', age: 4 },
      { _id: '1', prenom: 'Tom', age: 9, ecole: 'Jules-Ferry' },
    ],
  },
  origines: {
    nombre: TRANSMIS_PAR_LA_CAF,
    adresse: TRANSMIS_PAR_LA_CAF,
    texte: TYPEE,
    'enfants.s1.prenom': TRANSMIS_PAR_LA_CAF,
    disparu: TRANSMIS_PAR_LA_CAF,
  },
};

describe('isMet', () => {
  const table: readonly (readonly [Test, boolean])[] = [
    [{ champ: 'texte', est: 'Crèche des Lilas' }, true],
    [{ champ: 'texte', est: 'crèche des lilas' }, false],
    [{ champ: 'nombre', est: 3 }, true],
    [{ champ: 'nombre', est: '3' }, false],
    [{ champ: 'oui', est: true }, true],
    [{ champ: 'non', est: false }, true],
    [{ champ: 'non', est: true }, false],
    [{ champ: 'liste', est: 'matin' }, false],
    [{ champ: 'adresse', est: 'Poitiers' }, false],
    [{ champ: 'adresse.codeCommune', est: '86194' }, true],
    [{ champ: 'adresse.voie', est: '86194' }, false],
    [{ champ: 'texte.length', est: 16 }, false],
    [{ champ: 'liste.length', est: 2 }, false],
    [{ champ: 'liste.0', est: 'matin' }, false],
    [{ champ: 'constructor', rempli: true }, false],
    [{ champ: 'adresse.toString', rempli: true }, false],
    [{ champ: 'choix', parmi: ['midi', 'matin'] }, true],
    [{ champ: 'choix', parmi: ['midi'] }, false],
    [{ champ: 'nombre', parmi: [1, 3] }, true],
    [{ champ: 'nombre', parmi: ['3'] }, false],
    [{ champ: 'liste', contient: 'soir' }, true],
    [{ champ: 'liste', contient: 'midi' }, false],
    [{ champ: 'texte', contient: 'LILAS' }, true],
    [{ champ: 'nombre', contient: 3 }, false],
    [{ champ: 'oui', contient: 'true' }, false],
    [{ champ: 'nombre', au_moins: 3 }, true],
    [{ champ: 'nombre', plus_de: 3 }, false],
    [{ champ: 'nombre', au_plus: 3 }, true],
    [{ champ: 'nombre', moins_de: 3 }, false],
    [{ champ: 'zero', moins_de: 1 }, true],
    [{ champ: 'zero', au_moins: 0 }, true],
    [{ champ: 'date', au_moins: '2026-11-24' }, true],
    [{ champ: 'date', plus_de: '2026-09-30' }, true],
    [{ champ: 'date', moins_de: '2026-11-24' }, false],
    [{ champ: 'date', au_moins: 2026 }, false],
    [{ champ: 'nombre', au_plus: '5' }, false],
    [{ champ: 'oui', au_moins: 1 }, false],
    [{ champ: 'texte', rempli: true }, true],
    [{ champ: 'non', rempli: true }, true],
    [{ champ: 'zero', rempli: true }, true],
    [{ champ: 'vide', rempli: false }, true],
    [{ champ: 'absent', rempli: false }, true],
    [{ champ: 'absent', rempli: true }, false],
    [{ champ: 'nombre', certifie: true }, true],
    [{ champ: 'texte', certifie: true }, false],
    [{ champ: 'texte', certifie: false }, true],
    [{ champ: 'adresse.codeCommune', certifie: true }, true],
    [{ champ: 'absent', certifie: false }, true],
    [{ champ: 'disparu', certifie: true }, false],
    [{ champ: 'enfants', un_element: { champ: 'age', moins_de: 6 } }, true],
    [{ champ: 'enfants', un_element: { champ: 'age', moins_de: 3 } }, false],
    [{ champ: 'enfants', un_element: { champ: 'prenom', certifie: true } }, true],
    [
      {
        champ: 'enfants',
        un_element: {
          tous: [
            { champ: 'prenom', certifie: true },
            { champ: 'age', plus_de: 5 },
          ],
        },
      },
      false,
    ],
    [{ champ: 'enfants', un_element: { champ: 'nombre', est: 3 } }, true],
    [{ champ: 'liste', un_element: { champ: 'nombre', est: 3 } }, false],
    [{ champ: 'absent', un_element: { champ: 'nombre', est: 3 } }, false],
  ];

  it.each(table)('%o is %s', (test, expected) => {
    expect(isMet(test, faits)).toBe(expected);
  });

  it('does not see the origins of the dossier through a row', () => {
    const withApplicant: Faits = {
      reponses: { prenom: 'Marie', enfants: [{ _id: '1', prenom: 'Tom' }] },
      origines: { prenom: TRANSMIS_PAR_LA_CAF },
    };
    expect(isMet({ champ: 'prenom', certifie: true }, withApplicant)).toBe(true);
    expect(isMet({ champ: 'enfants', un_element: { champ: 'prenom', certifie: true } }, withApplicant)).toBe(false);
  });

  it('makes every comparison false on an unanswered champ', () => {
    fc.assert(
      fc.property(tests, (test) => {
        fc.pre(!('rempli' in test) && !('certifie' in test));
        expect(isMet({ ...test, champ: 'absent' }, faits)).toBe(false);
      }),
    );
  });

  it('orders: plus_de is au_moins and not est, and one of three holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(fc.integer(), fc.integer()), fc.tuple(days, days)), ([valeur, reference]) => {
        const around: Faits = { reponses: { x: valeur }, origines: {} };
        const holds = (test: object) => isMet({ champ: 'x', ...test } as Test, around);
        expect(holds({ plus_de: reference })).toBe(holds({ au_moins: reference }) && !holds({ est: reference }));
        expect(holds({ moins_de: reference })).toBe(!holds({ au_moins: reference }));
        expect(holds({ au_plus: reference })).toBe(!holds({ plus_de: reference }));
      }),
    );
  });

  it('obeys the laws of De Morgan and of double negation', () => {
    fc.assert(
      fc.property(fc.array(conditions, { minLength: 1, maxLength: 4 }), answers, (parts, reponses) => {
        const around = { ...faits, reponses };
        const negated = parts.map((part): Condition => ({ non: part }));
        expect(isMet({ non: { tous: parts } }, around)).toBe(isMet({ un: negated }, around));
        expect(isMet({ non: { un: parts } }, around)).toBe(isMet({ tous: negated }, around));
        for (const part of parts) expect(isMet({ non: { non: part } }, around)).toBe(isMet(part, around));
      }),
    );
  });

  it('depends on nothing else than the champs it names', () => {
    fc.assert(
      fc.property(conditions, answers, fc.constantFrom<Valeur>(1, 'x', true, ['x']), (condition, reponses, added) => {
        const named = new Set(champsOf(condition).map((chemin) => chemin.split('.')[0]));
        fc.pre(!named.has('enfants')); // a row may look at the answers around it
        const around = { ...faits, reponses };
        expect(isMet(condition, { ...around, reponses: { ...reponses, ailleurs: added } })).toBe(
          isMet(condition, around),
        );
        const only = Object.fromEntries(Object.entries(reponses).filter(([id]) => named.has(id)));
        expect(isMet(condition, { ...around, reponses: only })).toBe(isMet(condition, around));
      }),
    );
  });
});

describe('operateurOf', () => {
  it('names the one operator of any test', () => {
    fc.assert(
      fc.property(tests, (test) => {
        const operateur = operateurOf(test);
        expect(OPERATEURS).toContain(operateur);
        expect(Object.keys(test).sort()).toEqual(['champ', String(operateur)].sort());
      }),
    );
  });
});

const days = fc
  .integer({ min: 0, max: 40_000 })
  .map((n) => Temporal.PlainDate.from('1990-01-01').add({ days: n }).toString());
const ids = fc.constantFrom('texte', 'nombre', 'date', 'oui', 'liste', 'adresse.codeCommune', 'enfants', 'absent');
const scalars = fc.oneof(fc.constantFrom('matin', 'Poitiers', '86194', 3, 0), fc.integer({ min: -5, max: 5 }), days);

const tests: fc.Arbitrary<Test> = fc.oneof(
  fc.record({ champ: ids, est: fc.oneof(scalars, fc.boolean()) }),
  fc.record({ champ: ids, parmi: fc.array(scalars, { minLength: 1, maxLength: 3 }) }),
  fc.record({ champ: ids, contient: scalars }),
  fc.record({ champ: ids, au_moins: scalars }),
  fc.record({ champ: ids, au_plus: scalars }),
  fc.record({ champ: ids, plus_de: scalars }),
  fc.record({ champ: ids, moins_de: scalars }),
  fc.record({ champ: ids, rempli: fc.boolean() }),
  fc.record({ champ: ids, certifie: fc.boolean() }),
  fc.record({ champ: ids, un_element: fc.record({ champ: fc.constantFrom('age', 'nombre'), au_moins: scalars }) }),
);

const { condition: conditions } = fc.letrec<{ condition: Condition; list: readonly Condition[] }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tests,
    fc.record({ non: tie('condition') }),
    fc.record({ tous: tie('list') }),
    fc.record({ un: tie('list') }),
  ),
  list: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
}));

/** Any nature under any id: a definition may have changed since the answer. */
const valeurs: fc.Arbitrary<Valeur> = fc.oneof(
  scalars,
  fc.boolean(),
  fc.array(fc.constantFrom('matin', 'soir')),
  fc.record({ codeCommune: fc.constantFrom('86194', '75056') }),
  fc.array(fc.record({ _id: fc.constantFrom('1', 's1'), age: fc.integer({ min: 0, max: 18 }) })),
);
const answers = fc.dictionary(
  fc.constantFrom('texte', 'nombre', 'date', 'oui', 'liste', 'adresse', 'enfants'),
  valeurs,
);
