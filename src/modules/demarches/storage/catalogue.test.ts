import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../../platform/root.ts';
import { registreDesChamps } from '../champs/index.ts';
import type { Definition } from '../domain/definition.ts';
import { calculer, compileRegles } from '../domain/regles.ts';
import type { Reponses } from '../domain/valeur.ts';
import { badlySpaced, textesDesRegles } from '../testing/typographie.ts';
import { listCatalogue, loadFolder } from './catalogue.ts';

const CATALOGUE = join(ROOT, 'catalogue');
const SOURCES = [
  { id: 'franceconnect.identite', pour: 'personnes', donnees: [] },
  { id: 'organisation.identite', pour: 'organisations', donnees: ['nom', 'siren', 'siret', 'type', 'commune'] },
  { id: 'api_particulier.quotient_familial', pour: 'personnes', donnees: ['valeur', 'mois', 'enfants', 'adresse'] },
] as const;

async function load(folder: string, parametres: Readonly<Record<string, unknown>> = {}): Promise<Definition> {
  const charge = await loadFolder(join(CATALOGUE, folder), {
    registre: registreDesChamps,
    sources: SOURCES,
    parametres,
  });
  if (charge.ok) return charge.definition;
  throw new Error(
    charge.erreurs.map(({ fichier, ligne, message, remede }) => `${fichier}:${ligne} ${message} ${remede}`).join('\n'),
  );
}

test('every démarche of the catalogue loads as it is, and is plain data', async () => {
  const folders = await listCatalogue(CATALOGUE);
  expect(folders).toEqual(expect.arrayContaining(['cantine', 'occupation-domaine-public']));
  for (const folder of folders) {
    const definition = await load(folder);
    expect(JSON.parse(JSON.stringify(definition))).toEqual(definition);
  }
});

test('what people read of it has the spaces of French typography', async () => {
  for (const folder of await listCatalogue(CATALOGUE)) {
    const { regles, ...definition } = await load(folder);
    expect([folder, badlySpaced([definition, textesDesRegles(regles)])]).toEqual([folder, []]);
  }
});

describe('cantine', () => {
  const A_POITIERS = {
    label: '14 rue des Feuillants 86000 Poitiers',
    voie: '14 rue des Feuillants',
    codePostal: '86000',
    commune: 'Poitiers',
    codeCommune: '86194',
  };
  const A_BUXEROLLES = { ...A_POITIERS, commune: 'Buxerolles', codeCommune: '86041' };
  const enfant = (_id: string, cellules: Record<string, string | boolean | string[]>) => ({
    _id,
    prenom: 'Inaya',
    nom: 'BENALI',
    date_naissance: '2017-06-21',
    ...cellules,
  });
  const INSCRITS = [
    enfant('s1', { inscrire: true, jours: ['lundi', 'mardi', 'jeudi', 'vendredi'] }),
    enfant('s2', { inscrire: true, pai: true, panier: true, jours_panier: ['lundi'] }),
    enfant('s3', { inscrire: false }),
  ];

  async function calculs(reponses: Reponses, parametres: Readonly<Record<string, unknown>> = {}) {
    return calculer(compileRegles(await load('cantine', parametres)), reponses, {
      aujourdhui: Temporal.PlainDate.from('2026-11-24'),
      registre: registreDesChamps,
      pieces: new Map(),
      communes: () => [],
    });
  }

  test('a family of Poitiers pays by its quotient, and sees why', async () => {
    const prix = await calculs({ adresse: A_POITIERS, quotient_familial: 845, enfants: INSCRITS });
    expect(prix.get('prix du repas')).toEqual({
      valeur: 2.15,
      texte: '2,15\u00a0€',
      explication: [
        { libelle: 'Vous habitez à Poitiers', valeur: 'oui' },
        { libelle: 'Votre quotient familial', valeur: '845\u00a0€' },
        { libelle: 'Tranche', valeur: 'de 620\u00a0€ à moins de 850\u00a0€' },
        { libelle: 'Prix d’un repas', valeur: '2,15\u00a0€' },
      ],
      manque: [],
    });
    expect(prix.get('prix du repas avec panier')?.texte).toBe('0,95\u00a0€');
    expect(prix.get('prix de la semaine')?.texte).toBe('9,55\u00a0€');
    expect(
      prix.get('prix de la semaine')?.explication.map(({ libelle, valeur }) => `${libelle}\u00a0: ${valeur}`),
    ).toEqual([
      'Vous habitez à Poitiers\u00a0: oui',
      'Votre quotient familial\u00a0: 845\u00a0€',
      'Tranche\u00a0: de 620\u00a0€ à moins de 850\u00a0€',
      'Prix d’un repas\u00a0: 2,15\u00a0€',
      'Repas par semaine\u00a0: 4',
      'Prix d’un repas avec panier\u00a0: 0,95\u00a0€',
      'Repas avec panier par semaine\u00a0: 1',
      'Prix d’une semaine\u00a0: 9,55\u00a0€',
    ]);
    expect(prix.get('enfants inscrits')?.texte).toBe('2\u00a0enfants');
  });

  test.each([
    [0, '0,60'],
    [349, '0,60'],
    [350, '1,00'],
    [619, '1,00'],
    [620, '2,15'],
    [1799, '4,25'],
    [1800, '5,10'],
    [100_000, '5,10'],
  ])('a quotient of %i gives %s €', async (quotient_familial, attendu) => {
    expect((await calculs({ adresse: A_POITIERS, quotient_familial })).get('prix du repas')?.texte).toBe(
      `${attendu}\u00a0€`,
    );
  });

  test('who keeps the quotient to himself pays the highest price, without any document', async () => {
    const prix = (await calculs({ adresse: A_POITIERS, communiquer_quotient: false })).get('prix du repas');
    expect(prix?.texte).toBe('5,10\u00a0€');
    expect(prix?.explication.map(({ libelle }) => libelle)).toEqual([
      'Vous habitez à Poitiers',
      'Tarif le plus élevé, sans quotient familial',
      'Prix d’un repas',
    ]);
  });

  test('another commune has its own price, whatever the quotient', async () => {
    const prix = (await calculs({ adresse: A_BUXEROLLES, quotient_familial: 300 })).get('prix du repas');
    expect(prix?.texte).toBe('6,80\u00a0€');
    expect(prix?.explication[0]).toEqual({ libelle: 'Vous habitez à Poitiers', valeur: 'non' });
  });

  test('when the commune is not recognised, the answer of the family decides', async () => {
    const { codeCommune: _, ...adresse } = A_POITIERS;
    expect((await calculs({ adresse, quotient_familial: 845 })).get('prix du repas')).toMatchObject({
      valeur: undefined,
      manque: ['adresse dans la commune'],
    });
    expect((await calculs({ adresse, habite_commune: true, quotient_familial: 845 })).get('prix du repas')?.texte).toBe(
      '2,15\u00a0€',
    );
    expect(
      (await calculs({ adresse, habite_commune: false, quotient_familial: 845 })).get('prix du repas')?.texte,
    ).toBe('6,80\u00a0€');
  });

  test('the packed meal never costs more than the meal', async () => {
    const prix = await calculs({ adresse: A_POITIERS, quotient_familial: 100, enfants: INSCRITS });
    expect(prix.get('prix du repas avec panier')?.texte).toBe('0,60\u00a0€');
  });

  test('a week without any meal costs nothing', async () => {
    const prix = await calculs({
      adresse: A_POITIERS,
      quotient_familial: 845,
      enfants: [enfant('s1', { inscrire: false })],
    });
    expect(prix.get('prix de la semaine')?.texte).toBe('0,00\u00a0€');
  });

  test('another town adopts it with its own schools, days and grid', async () => {
    const parametres = {
      nom_commune: 'Saint-Quentin',
      code_commune: '02691',
      ecoles: [{ id: 'centre', libelle: 'École du Centre' }],
      grille: {
        tranches: [
          { de: 0, moins_de: 700, prix: 2 },
          { de: 700, prix: 3.5 },
        ],
      },
      prix_exterieur: 4,
    };
    const definition = await load('cantine', parametres);
    expect(JSON.stringify(definition.sections)).toContain('École du Centre');
    expect(JSON.stringify(definition.sections)).toContain(
      'moins de 700\u00a0€\u00a0: 2,00\u00a0€\u00a0; 700\u00a0€ et plus\u00a0: 3,50\u00a0€',
    );
    expect(JSON.stringify(definition)).not.toContain('parametre');
    const prix = (
      await calculs({ adresse: { ...A_POITIERS, codeCommune: '02691' }, quotient_familial: 845 }, parametres)
    ).get('prix du repas');
    expect([prix?.texte, prix?.explication[0]?.libelle]).toEqual(['3,50\u00a0€', 'Vous habitez à Saint-Quentin']);
    await expect(load('cantine', { grille: { tranches: [{ de: 0, moins_de: 700, prix: 2 }] } })).rejects.toThrow(
      /n’ont pas de prix/u,
    );
  });
});
