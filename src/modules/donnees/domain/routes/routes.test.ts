import { describe, expect, test } from 'vitest';
import { ADELE, ADELE_CAF, contexteDe } from '../../testing/personnes.ts';
import { PARAMETRES, REPONSES } from '../../testing/reponses.ts';
import { numeroEtVoie } from '../foyer.ts';
import type { ContexteLecture, Lecture } from '../lecture.ts';
import type { RouteApi } from '../route.ts';
import { routes, tableDesRoutes } from './index.ts';

type Json = Record<string, unknown>;

function routeOf(id: string): RouteApi {
  const found = routes.find((route) => route.id === id);
  if (!found) throw new Error(`no route ${id}`);
  return found;
}

/** The answer of a route, after some changes to its `data`. */
function lire(id: string, changes: Json = {}, contexte: Partial<ContexteLecture> = {}): Lecture<unknown> {
  const { data, ...rest } = REPONSES[id] as { data: Json };
  const body = { ...rest, data: { ...data, ...changes } };
  return routeOf(id).lire(
    body,
    contexteDe(contexte.personne ?? ADELE, { parametres: PARAMETRES[id] ?? {}, ...contexte }),
  );
}

test('ids and URLs are each given once', () => {
  expect(new Set(routes.map(({ id }) => id)).size).toBe(routes.length);
  expect(new Set(tableDesRoutes.map(({ chemin }) => chemin)).size).toBe(tableDesRoutes.length);
  expect(Object.keys(REPONSES).toSorted()).toEqual(routes.map(({ id }) => id).toSorted());
});

test.each([
  [
    'quotient_familial',
    {
      quotient: { valeur: 731, fournisseur: 'CNAF', mois: '2026-10' },
      enfants: [
        { prenom: 'MILA', nom: 'VASSEUR', dateNaissance: '2018-02-03' },
        { prenom: 'SACHA', nom: 'VASSEUR' },
      ],
      adresse: {
        numero: '5',
        voie: 'RUE DES SAULES',
        complement: 'BATIMENT C',
        codePostal: '86000',
        commune: 'POITIERS',
      },
    },
  ],
  [
    'participation_familiale_eaje',
    { enfantsACharge: 2, enfantsAeeh: 1, ressourcesAnnuelles: 28_400, anneeRessources: 2024 },
  ],
  ['revenu_solidarite_active', { beneficiaire: true, depuis: '2026-01-01', majoration: true }],
  ['allocation_adulte_handicape', { beneficiaire: true, depuis: '2019-06-01' }],
  ['allocation_soutien_familial', { beneficiaire: false }],
  ['prime_activite', { beneficiaire: true, depuis: '2025-09-01', majoration: false }],
  ['complementaire_sante_solidaire', { beneficiaire: true, depuis: '2026-04-01', participation: true }],
  ['allocation_enfant_handicape', { statut: 'ouvrant_droit', beneficiaire: true, depuis: '2022-02-01' }],
  [
    'etudiant_boursier',
    {
      boursier: true,
      echelon: '0bis',
      provisoire: false,
      rentree: '2026-09-01',
      dureeMois: 10,
      etablissement: 'IUT du Limousin',
      commune: 'Limoges',
    },
  ],
  ['etudiant_boursier_v3', { boursier: true, echelon: '7', provisoire: true }],
  [
    'statut_etudiant',
    {
      inscrit: true,
      etablissement: 'Université de Poitiers',
      regime: 'contrat d’apprentissage',
      debut: '2026-09-01',
      fin: '2027-08-31',
    },
  ],
  [
    'scolarite',
    {
      scolarise: true,
      anneeScolaire: '2026-2027',
      etablissement: '0860034Y',
      formation: '2NDE GENERALE',
      statut: 'SCOLAIRE',
      boursier: true,
      echelon: 3,
    },
  ],
  ['scolarite_v3', { scolarise: true, boursier: true, echelon: 3 }],
  ['demandeur_emploi', { inscrit: true, depuis: '2026-05-02', categorie: 1 }],
  [
    'indemnites',
    {
      paiements: [
        { date: '2026-10-31', total: 64_000, allocations: 64_000 },
        { date: '2026-09-30', total: 81_207, allocations: 80_010 },
      ],
    },
  ],
  ['service_national', { statut: 'en_regle', enRegle: true }],
  [
    'service_civique',
    {
      enCours: true,
      dejaFait: false,
      debut: '2026-09-01',
      fin: '2027-04-30',
      organisme: 'CC THIERACHE SAMBRE ET OISE',
    },
  ],
  [
    'statut_sportif',
    {
      hautNiveau: true,
      aEteHautNiveau: true,
      federation: 'Fédération française d’aviron',
      categorie: 'Elite',
      debut: '2026-01-01',
      fin: '2026-12-31',
    },
  ],
  [
    'immatriculation_vehicule',
    {
      immatriculation: 'GH-417-KT',
      rattachement: 'cotitulaire',
      premiereImmatriculation: '2022-05-19',
      marque: 'RENAULT',
      modele: 'ZOE',
      genre: 'VP',
      carburant: 'EL',
      co2: 0,
      classeEnvironnementale: 'Euro 6',
    },
  ],
])('%s is read, and only its useful part', (id, expected) => {
  const read = lire(id);
  expect(read.type).toBe('lue');
  expect(read.type === 'lue' && read.resultat).toMatchObject(expected);
  expect(JSON.stringify(read)).not.toMatch(/exemple\.test|0549000000|destinataire|undefined|null/);
  const donnees = Object.keys((read as { resultat: Json }).resultat);
  const promised = id === 'quotient_familial' ? ['quotient', 'enfants', 'adresse'] : routeOf(id).donnees;
  expect(promised).toEqual(expect.arrayContaining(donnees));
});

test.each([
  ['5 RUE DES SAULES', '5', 'RUE DES SAULES'],
  ['9 R DES GRANDS PRES', '9', 'R DES GRANDS PRES'],
  ['3 R CHEMIN VERT', '3', 'R CHEMIN VERT'],
  ['8 BIS AV. DU PORT', '8bis', 'AV. DU PORT'],
  ['8bis, quai du Port', '8bis', 'quai du Port'],
  ['12 B ALLÉE DES NOYERS', '12b', 'ALLÉE DES NOYERS'],
  ['20 PLACE DU 11 NOVEMBRE', '20', 'PLACE DU 11 NOVEMBRE'],
  // Left as they were given: nothing tells where the number ends, or whether it is one.
  ['12-14 RUE DES SAULES', undefined, '12-14 RUE DES SAULES'],
  ['12 A 14 RUE DES SAULES', undefined, '12 A 14 RUE DES SAULES'],
  ['3 RESIDENCE LES LILAS', undefined, '3 RESIDENCE LES LILAS'],
  ['8 MAI 1945 (RUE DU)', undefined, '8 MAI 1945 (RUE DU)'],
  ['0005 RUE DES SAULES', undefined, '0005 RUE DES SAULES'],
  ['Cours des Tilleuls', undefined, 'Cours des Tilleuls'],
  ['12 LE BOURG', undefined, '12 LE BOURG'],
  ['3 RUE', undefined, '3 RUE'],
])('the number and the way of « %s »', (texte, numero, voie) => {
  expect(numeroEtVoie(texte)).toEqual({ ...(numero ? { numero } : {}), voie });
});

describe('whatever the route', () => {
  const bodies: readonly [string, unknown][] = [
    ['nothing', undefined],
    ['a text', '<html>'],
    ['null', null],
    ['no data', { errors: [] }],
    ['a list', { data: [] }],
    ['a text as data', { data: 'x' }],
  ];
  test.each(routes.map((route) => [route.id, route] as const))('%s refuses what is no answer', (_, route) => {
    for (const [, body] of bodies) {
      expect(['illisible', 'non_verifiable']).toContain(route.lire(body, contexteDe()).type);
    }
    const masked = route.lire({ data: {} }, contexteDe(ADELE, { parametres: PARAMETRES[route.id] ?? {} })).type;
    expect(['masquee', 'autre_personne']).toContain(masked);
  });

  test.each(Object.keys(REPONSES))('%s found by a typed number is believed only if it names the person', (id) => {
    const read = lire(
      id,
      { identite: undefined, allocataires: undefined, identite_particulier: undefined },
      {
        exigeIdentite: true,
      },
    );
    expect(read.type).toBe('non_verifiable');
  });
});

const OTHERS: readonly [string, Partial<typeof ADELE>][] = [
  ['of another name', { nomNaissance: 'MARTIN' }],
  ['her twin', { prenoms: ['Alice'] }],
  ['her twin with a compound name', { prenoms: ['Adèle-Marie'] }],
  ['born another day', { dateNaissance: '1990-03-09' }],
  ['without a first name', { prenoms: [] }],
];

describe.each(
  ['quotient_familial', 'participation_familiale_eaje', 'etudiant_boursier', 'statut_etudiant', 'scolarite'].concat([
    'demandeur_emploi',
    'statut_sportif',
    'immatriculation_vehicule',
  ]),
)('%s', (id) => {
  test.each(OTHERS)('is never taken for somebody %s', (_, changes) => {
    expect(lire(id, {}, { personne: { ...ADELE, ...changes } })).toEqual({ type: 'autre_personne' });
  });
});

describe('identities', () => {
  const asked = (changes: Partial<typeof ADELE>) =>
    lire('quotient_familial', {}, { personne: { ...ADELE, ...changes } });

  test('spelling, accents and the number of first names do not count', () => {
    expect(asked({ nomNaissance: "d'Arc Lemaitre", prenoms: ['ADELE'] }).type).toBe('lue');
    expect(asked({ nomNaissance: 'D’ARC-LEMAÎTRE'.normalize('NFD') }).type).toBe('lue');
  });

  test('a presumed birth is compared by its year, on either side', () => {
    expect(asked({ dateNaissance: '1990-00-00' }).type).toBe('lue');
    expect(asked({ dateNaissance: '1991-00-00' }).type).toBe('autre_personne');
    const presumed = { allocataires: [{ ...ADELE_CAF, date_naissance: '1990-00-00' }] };
    expect(lire('quotient_familial', presumed).type).toBe('lue');
  });

  test('without the scope of the allocataires, FranceConnect’s token says whose household it is', () => {
    expect(lire('quotient_familial', { allocataires: undefined }).type).toBe('lue');
  });

  test.each([
    ['nulls', [{ nom_naissance: null, prenoms: null, date_naissance: null }]],
    ['an empty list of names', [{}]],
    ['not a list', 'ADELE'],
    ['unreadable', [42]],
    ['an empty list', []],
  ])('allocataires that name nobody (%s) are nobody’s', (_, allocataires) => {
    expect(lire('quotient_familial', { allocataires }).type).toBe('autre_personne');
  });

  test('the register of vehicles says itself that it does not match', () => {
    const { data } = REPONSES['immatriculation_vehicule'] as { data: Json };
    const body = { data, meta: { identity_matching: { overall_match: false } } };
    const contexte = contexteDe(ADELE, { parametres: { immatriculation: 'GH417KT' } });
    expect(routeOf('immatriculation_vehicule').lire(body, contexte).type).toBe('autre_personne');
  });

  test('another plate, another year, another login are not what was asked', () => {
    expect(lire('immatriculation_vehicule', {}, { parametres: { immatriculation: 'AA-111-AA' } }).type).toBe(
      'autre_personne',
    );
    expect(lire('scolarite', {}, { parametres: { anneeScolaire: '2025' } }).type).toBe('autre_personne');
    expect(lire('indemnites', {}, { parametres: { identifiant: 'autre' } }).type).toBe('autre_personne');
  });
});

describe('the quotient', () => {
  const quotient = { fournisseur: 'CNAF', valeur: 731, annee: 2026, mois: 10 };
  const only = { enfants: undefined, adresse: undefined };
  const read = (changes: Json, contexte: Partial<ContexteLecture> = {}) =>
    lire('quotient_familial', { ...only, quotient_familial: { ...quotient, ...changes } }, contexte);

  test('of zero euros is a quotient', () => {
    expect(read({ valeur: 0 })).toMatchObject({ resultat: { quotient: { valeur: 0 } } });
  });

  test('is good for three months, then it is too old, and it says of when', () => {
    expect(read({ mois: 8 }).type).toBe('lue');
    expect(read({ mois: 7 })).toEqual({ type: 'perimee', mois: '2026-07' });
    expect(read({ mois: 12 })).toEqual({ type: 'masquee' });
  });

  test('of the month that was asked for is good', () => {
    const parametres = { annee: '2025', mois: '9' };
    expect(read({ annee: 2025, mois: 9 }, { parametres }).type).toBe('lue');
  });

  test.each([
    { valeur: '731' },
    { valeur: -1 },
    { valeur: 7.5 },
    { valeur: null },
    { valeur: 1e9 },
    { fournisseur: 'AUTRE' },
    { mois: 13 },
    { annee: '2026' },
  ])('that is absurd (%j) is left out, and the rest stays', (changes) => {
    expect(read(changes)).toEqual({ type: 'masquee' });
    const whole = lire('quotient_familial', { quotient_familial: { ...quotient, ...changes } });
    expect(whole).toMatchObject({ type: 'lue', resultat: { adresse: { commune: 'POITIERS' } } });
    expect(whole).not.toHaveProperty('resultat.quotient');
  });

  test('children twice in the list, to come, or without a name', () => {
    const mila = { nom_naissance: 'VASSEUR', prenoms: 'MILA', date_naissance: '2018-02-03' };
    const enfants = [mila, mila, { ...mila, prenoms: null }, { ...mila, prenoms: 'ZOE', date_naissance: '2027-01-01' }];
    expect(lire('quotient_familial', { enfants })).toMatchObject({
      resultat: {
        enfants: [
          { prenom: 'MILA', nom: 'VASSEUR', dateNaissance: '2018-02-03' },
          { prenom: 'ZOE', nom: 'VASSEUR' },
        ],
      },
    });
  });
});

describe('contradictions', () => {
  test('a « no » with a date and a supplement is a « no »', () => {
    const read = lire('revenu_solidarite_active', { est_beneficiaire: false });
    expect(read).toEqual({ type: 'lue', resultat: { beneficiaire: false } });
  });

  test('who is struck off is no « boursier »', () => {
    const struck = { est_boursier: true, est_radie: true, date_radiation: '2026-10-01' };
    expect(lire('etudiant_boursier', { statut_boursier: struck })).toMatchObject({
      resultat: { boursier: false, radieLe: '2026-10-01' },
    });
    expect(lire('etudiant_boursier', { statut_boursier: struck })).not.toHaveProperty('resultat.echelon');
  });

  test('what is over is over, whatever the word says', () => {
    const over = { contrat_trouve: true, date_debut_contrat: '2025-09-01', date_fin_contrat: '2026-04-30' };
    expect(lire('service_civique', { statut_actuel: over })).toMatchObject({ resultat: { enCours: false } });
    const inscription = { date_debut: '2025-01-01', date_fin: '2026-01-01' };
    expect(lire('demandeur_emploi', { inscription })).toMatchObject({ resultat: { inscrit: false } });
    const statut = { periode: { date_debut_statut: '2020-01-01', date_fin_statut: '2020-12-31' } };
    expect(lire('statut_sportif', { informations_statut: statut })).toMatchObject({ resultat: { hautNiveau: false } });
  });

  test('an end that cannot be read is not « no end »', () => {
    const inscription = { date_debut: '2025-01-01', date_fin: '2026-02-30' };
    expect(lire('demandeur_emploi', { inscription }).type).toBe('illisible');
  });

  test('« indeterminate » says neither yes nor no', () => {
    const read = lire('service_national', { statut_service_national: 'indetermine' });
    expect(read).toEqual({ type: 'lue', resultat: { statut: 'indetermine' } });
  });

  test('an amount without its year means nothing', () => {
    const parametres = { nombre_enfants_a_charge: 2, base_ressources_annuelles: { valeur: 28_400 } };
    const read = lire('participation_familiale_eaje', { parametres_calcul_participation_familiale: parametres });
    expect(read).toMatchObject({ type: 'lue', resultat: { enfantsACharge: 2 } });
    expect(read).not.toHaveProperty('resultat.ressourcesAnnuelles');
  });
});
