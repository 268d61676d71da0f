import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { registreDesChamps } from '../champs/index.ts';
import type { Champ, ContexteChamp } from './champ.ts';
import type { Definition } from './definition.ts';
import { calculer, compileRegles } from './regles.ts';
import type { Reponses } from './valeur.ts';

const contexte: Omit<ContexteChamp, 'calculs'> = {
  aujourdhui: Temporal.PlainDate.from('2026-11-24'),
  registre: registreDesChamps,
  pieces: new Map(),
  communes: () => [],
};

const champ = (id: string, type: string, options: object = {}, libelle = id): Champ => ({
  id,
  type,
  libelle,
  obligatoire: true,
  options: registreDesChamps.get(type)?.options.parse(options),
});

function demarche(
  yaml: string,
  champs: readonly Champ[],
  situation: Record<string, string>,
  montrees: readonly string[],
): Definition {
  const texte = { objet: 'Objet', corps: montrees.map((regle) => `{{ calculs.${regle} }}`).join(' ') };
  return {
    id: 'essai',
    titre: 'Essai',
    resume: 'Essai',
    presentation: ['Essai'],
    duree: '1 minute',
    aPreparer: [],
    sources: [],
    sections: [{ id: 'tout', titre: 'Tout', champs }],
    regles: parse(yaml),
    situation,
    demandeurs: 'personnes',
    demandeur: [],
    decisions: {
      accepte: { motifs: [], lettre: texte },
      refuse: { motifs: [], lettre: texte },
      sans_suite: { motifs: [], lettre: texte },
    },
    courriels: { depot: texte, correction: texte, message: texte, decision: texte },
    conservationMois: 12,
  };
}

const calcul = (definition: Definition, regle: string, reponses: Reponses) =>
  calculer(compileRegles(definition), reponses, contexte).get(regle);

const RONCQ = demarche(
  `
quotient familial:
  titre: Votre quotient familial
  unité: €
quotient communiqué:
  par défaut: oui
domicile:
  titre: Votre commune
habite la commune:
  titre: Vous habitez la commune
  valeur: domicile = '59508'
tarif le plus élevé:
  titre: Tarif le plus élevé, faute de quotient
  valeur: prix selon le quotient
  contexte:
    quotient familial: 999999 €
prix selon le quotient:
  grille:
    assiette: quotient familial
    tranches:
      - { plafond: 400 €, montant: 0.50 € }
      - { plafond: 640 €, montant: 1.75 € }
      - { plafond: 860 €, montant: 2.35 € }
      - { plafond: 1150 €, montant: 3.05 € }
      - { plafond: 1500 €, montant: 3.55 € }
      - { plafond: 1700 €, montant: 4.05 € }
      - { plafond: 1900 €, montant: 4.60 € }
      - montant: 4.90 €
prix extérieur:
  titre: Tarif des familles extérieures
  valeur: 6.50 €
prix du repas:
  titre: Prix du repas
  variations:
    - si: habite la commune = non
      alors: prix extérieur
    - si: quotient communiqué = non
      alors: tarif le plus élevé
    - sinon: prix selon le quotient
repas par semaine:
  titre: Repas par semaine
  unité: repas
prix par semaine:
  titre: Prix d’une semaine
  valeur: prix du repas * repas par semaine
  unité: €
`,
  [
    champ('quotient', 'decimal', { unite: '€' }),
    champ('communique', 'oui_non'),
    champ('adresse', 'adresse'),
    champ('enfants', 'repetition', {
      libelleElement: 'enfant',
      champs: [
        champ('prenom', 'texte'),
        champ('jours', 'choix_multiple', { choix: ['lundi', 'mardi', 'jeudi'].map((id) => ({ id, libelle: id })) }),
      ],
    }),
  ],
  {
    'quotient familial': 'quotient',
    'quotient communiqué': 'communique',
    domicile: 'adresse.codeCommune',
    'repas par semaine': 'enfants.jours',
  },
  ['prix du repas', 'prix par semaine'],
);

const A_RONCQ = {
  label: '1 rue X 59223 Roncq',
  voie: 'rue X',
  codePostal: '59223',
  commune: 'Roncq',
  codeCommune: '59508',
};
const AILLEURS = { ...A_RONCQ, codeCommune: '59512' };

describe('the price of a meal', () => {
  const roncq = compileRegles(RONCQ);
  const prix = (reponses: Reponses) => calculer(roncq, reponses, contexte).get('prix du repas');

  test.each([
    [399.99, '0,50'],
    [400, '1,75'],
    [639.99, '1,75'],
    [640, '2,35'],
    [860, '3,05'],
    [1150, '3,55'],
    [1500, '4,05'],
    [1700, '4,60'],
    [1899.99, '4,60'],
    [1900, '4,90'],
  ])('C03: a quotient of %d gives %s €', (quotient, attendu) => {
    expect(prix({ quotient, adresse: A_RONCQ })?.texte).toBe(`${attendu}\u00a0€`);
  });

  test('is explained line by line, from the answers to the price', () => {
    expect(prix({ quotient: 845, adresse: A_RONCQ })).toEqual({
      valeur: 2.35,
      texte: '2,35\u00a0€',
      explication: [
        { libelle: 'Votre commune', valeur: '59508' },
        { libelle: 'Vous habitez la commune', valeur: 'oui' },
        { libelle: 'Votre quotient familial', valeur: '845\u00a0€' },
        { libelle: 'Tranche', valeur: 'de 640\u00a0€ à moins de 860\u00a0€' },
        { libelle: 'Prix du repas', valeur: '2,35\u00a0€' },
      ],
      manque: [],
    });
  });

  test('tells only the branch taken', () => {
    expect(prix({ communique: false, adresse: A_RONCQ })?.explication.map(({ libelle }) => libelle)).toEqual([
      'Votre commune',
      'Vous habitez la commune',
      'Tarif le plus élevé, faute de quotient',
      'Prix du repas',
    ]);
    expect(prix({ quotient: 845, adresse: AILLEURS })?.explication.map(({ libelle }) => libelle)).toEqual([
      'Votre commune',
      'Vous habitez la commune',
      'Tarif des familles extérieures',
      'Prix du repas',
    ]);
  });

  test('names what is missing, and nothing that is not needed', () => {
    expect(prix({ adresse: A_RONCQ })).toMatchObject({
      valeur: undefined,
      texte: '',
      manque: ['votre quotient familial'],
    });
    expect(prix({})?.manque).toContain('votre commune');
    expect(prix({ adresse: AILLEURS })).toMatchObject({ valeur: 6.5, manque: [] });
  });

  test('adds up the rows', () => {
    const enfants = [
      { _id: 'a', prenom: 'Inaya', jours: ['lundi', 'mardi', 'jeudi'] },
      { _id: 'b', prenom: 'Malo', jours: ['lundi'] },
      { _id: 'c', prenom: 'Zoé' },
    ];
    const calculs = calculer(roncq, { quotient: 845, adresse: A_RONCQ, enfants }, contexte);
    expect(calculs.get('prix par semaine')).toMatchObject({ valeur: 9.4, texte: '9,40\u00a0€' });
    expect(calculs.get('prix par semaine')?.explication).toContainEqual({
      libelle: 'Repas par semaine',
      valeur: '4\u00a0repas',
    });
  });

  test('every quotient of the grid gives whole cents, weekly too', () => {
    for (let quotient = 0; quotient < 2_100; quotient += 5) {
      for (const calcule of calculer(
        roncq,
        { quotient, adresse: A_RONCQ, enfants: [{ _id: 'a', jours: ['lundi', 'mardi', 'jeudi'] }] },
        contexte,
      ).values()) {
        const [, entier = '', decimales] = /^([\d\u202f]+),(\d\d)\u00a0€$/u.exec(calcule.texte) ?? [];
        expect(String(calcule.valeur)).toBe(String(Number(`${entier}.${decimales}`)));
      }
    }
  });

  test('one evaluation of everything shown takes at most 2 ms', () => {
    const times = Array.from({ length: 200 }, (_, index) => {
      const start = performance.now();
      calculer(roncq, { quotient: index * 10, adresse: A_RONCQ }, contexte);
      return performance.now() - start;
    });
    expect(times.toSorted((a, b) => a - b)[100]).toBeLessThan(2);
  });
});

describe('other shapes of tariffs', () => {
  const qf = champ('qf', 'nombre');

  test.each([
    [500, '2,60'],
    [722, '2,60'],
    [723, '2,60'],
    [1000, '3,60'],
    [1250, '4,50'],
    [1300, '4,50'],
  ])('C06: linear with a floor and a ceiling, %d gives %s €', (quotient, attendu) => {
    const lineaire = demarche(
      'qf:\n  unité: €\nprix:\n  valeur: 0.36% * qf\n  plancher: 2.60 €\n  plafond: 4.50 €\n  unité: €',
      [qf],
      { qf: 'qf' },
      ['prix'],
    );
    expect(calcul(lineaire, 'prix', { qf: quotient })?.texte).toBe(`${attendu}\u00a0€`);
  });

  test.each([
    [1, '4,50'],
    [2, '4,40'],
    [3, '4,25'],
    [5, '4,25'],
  ])('C09: by number of children, %d gives %s €', (nombre, attendu) => {
    const parEnfants = demarche(
      'enfants: {}\nprix:\n  titre: Prix\n  grille:\n    assiette: enfants\n    tranches:\n      - { plafond: 2, montant: 4.50 € }\n      - { plafond: 3, montant: 4.40 € }\n      - montant: 4.25 €',
      [champ('enfants', 'repetition', { libelleElement: 'enfant', champs: [champ('prenom', 'texte')] })],
      { enfants: 'enfants' },
      ['prix'],
    );
    const enfants = Array.from({ length: nombre }, (_, index) => ({ _id: `r${index}`, prenom: 'Zoé' }));
    const resultat = calcul(parEnfants, 'prix', { enfants });
    expect(resultat?.texte).toBe(`${attendu}\u00a0€`);
    if (nombre === 2) expect(resultat?.explication[0]).toEqual({ libelle: 'Tranche', valeur: 'de 2 à moins de 3' });
  });

  test('C07: a packed meal is cheaper', () => {
    const pai = demarche(
      'panier: {}\nprix:\n  variations:\n    - { si: panier, alors: 1.75 € }\n    - sinon: 4.10 €',
      [champ('panier', 'oui_non')],
      { panier: 'panier' },
      ['prix'],
    );
    expect(calcul(pai, 'prix', { panier: true })?.texte).toBe('1,75\u00a0€');
    expect(calcul(pai, 'prix', { panier: false })?.texte).toBe('4,10\u00a0€');
  });

  test('amounts are euros, alone or added up through rows', () => {
    const depenses = demarche(
      `seul: { unité: € }
toutes: { unité: € }
achats: {}
écart: { valeur: toutes - seul, unité: € }`,
      [
        champ('seul', 'montant'),
        champ('depenses', 'repetition', {
          libelleElement: 'dépense',
          champs: [champ('cout', 'montant'), champ('nombre', 'nombre')],
        }),
      ],
      { seul: 'seul', toutes: 'depenses.cout', achats: 'depenses.nombre' },
      ['seul', 'toutes', 'achats', 'écart'],
    );
    const lignes = [
      { _id: 'a', cout: 150_010, nombre: 2 },
      { _id: 'b', cout: 20, nombre: 3 },
      { _id: 'c', nombre: 1 },
    ];
    const calculs = calculer(compileRegles(depenses), { seul: 150_030, depenses: lignes }, contexte);
    expect([...calculs.values()].map(({ texte }) => texte)).toEqual([
      '1\u202f500,30\u00a0€',
      '1\u202f500,30\u00a0€',
      '6',
      '0,00\u00a0€',
    ]);
  });

  test('amounts go in as euros, dates as dates, units come out in words', () => {
    const divers = demarche(
      `revenu:
  unité: €
naissance: {}
jour: {}
mensuel: { titre: Par mois, valeur: revenu / 12 mois }
mineur: { valeur: naissance > 24/11/2008 }
âge: { valeur: { durée: { depuis: naissance, "jusqu'à": jour } } }
libre: { non applicable si: mineur, valeur: 1 € }`,
      [champ('revenu', 'montant'), champ('naissance', 'date')],
      { revenu: 'revenu', naissance: 'naissance', jour: 'aujourdhui' },
      ['mensuel', 'mineur', 'âge', 'libre'],
    );
    const calculs = calculer(compileRegles(divers), { revenu: 3_000_000, naissance: '2016-11-24' }, contexte);
    expect([...calculs.values()].map(({ texte }) => texte)).toEqual([
      '2\u202f500,00\u00a0€ par mois',
      'oui',
      '3\u202f652\u00a0jours',
      'sans objet',
    ]);
    expect(calculs.get('libre')?.valeur).toBeUndefined();
  });
});

test('no answer makes it throw, or show something that is no amount', () => {
  const roncq = compileRegles(RONCQ);
  const odd = fc.oneof(
    fc.constantFrom<never>(
      ...([
        Number.NaN,
        Number.POSITIVE_INFINITY,
        -1,
        1e300,
        5e-324,
        '',
        "'",
        'oui',
        '01/01/0000',
        '{{ x }}',
        [],
        {},
        true,
        false,
      ] as never[]),
    ),
    fc.jsonValue() as fc.Arbitrary<never>,
    fc.string({ unit: 'grapheme' }) as unknown as fc.Arbitrary<never>,
  );
  fc.assert(
    fc.property(odd, odd, odd, odd, fc.boolean(), (quotient, communique, codeCommune, jours, whole) => {
      const adresse = whole ? { ...A_RONCQ, codeCommune } : codeCommune;
      const enfants = whole ? [{ _id: 'a', jours }] : jours;
      for (const { texte } of calculer(
        roncq,
        { quotient, communique, adresse, enfants } as Reponses,
        contexte,
      ).values()) {
        expect(texte).toMatch(/^$|^\d[\d\u202f]*,\d\d\u00a0€$/u);
      }
    }),
    { numRuns: 500 },
  );
});
