import { describe, expect, it } from 'vitest';
import { adresseBan, collectionBan, rechercheOuverte, SIRET_APE } from '../../testing/registres.ts';
import { adresseSure, lireAdresses, questionBan } from './ban.ts';
import { lireCommunes } from './geo.ts';
import { issueOuverte } from './issue-ouverte.ts';
import { lireRecherche } from './recherche-entreprises.ts';

describe('Recherche d’entreprises', () => {
  it('gives the establishment of this SIRET, seat or not', () => {
    expect(lireRecherche(rechercheOuverte(), SIRET_APE)).toEqual({
      siret: SIRET_APE,
      nom: 'ASSOCIATION DES PARENTS D’ÉLÈVES',
      adresse: '14 RUE DES FEUILLANTS 86000 POITIERS',
      formeJuridique: 'Association déclarée',
      rna: 'W863000019',
      etat: 'ouvert',
    });
    const second = { siret: '90000001900027', etat_administratif: 'F', date_fermeture: '2024-06-30' };
    const body = rechercheOuverte({ matching_etablissements: [second] });
    expect(lireRecherche(body, '90000001900027')).toMatchObject({ etat: 'ferme', fermeLe: '2024-06-30' });
  });

  it('keeps back what is marked so', () => {
    const lieu = { adresse: '[NON-DIFFUSIBLE] 86000 POITIERS', statut_diffusion_etablissement: 'P' };
    const unite = { nom_complet: '[NON-DIFFUSIBLE]', nom_raison_sociale: null, statut_diffusion: 'P' };
    const read = lireRecherche(rechercheOuverte(unite, lieu), SIRET_APE);
    expect(read).toMatchObject({ masque: true, adresse: '86000 POITIERS' });
    expect(JSON.stringify(read)).not.toContain('DIFFUSIBLE');
  });

  it('distinguishes « not there » from « unreadable »', () => {
    expect(lireRecherche({ results: [], total_results: 0 }, SIRET_APE)).toBe('absent');
    expect(lireRecherche(rechercheOuverte(), '90000002700012')).toBe('absent');
    expect(lireRecherche({ erreur: 'x' }, SIRET_APE)).toBeUndefined();
    expect(lireRecherche({ results: 'x' }, SIRET_APE)).toBeUndefined();
  });
});

describe('the Base adresse nationale', () => {
  const [adresse] = lireAdresses(collectionBan(adresseBan())) ?? [];
  const ecrite = { numero: '14', voie: 'rue des feuillants', codePostal: '86000', commune: 'Poitiers' };

  it('reads longitude first', () => {
    expect(adresse).toEqual({
      id: '86194_2440_00014',
      label: '14 Rue des Feuillants 86000 Poitiers',
      score: 0.97,
      type: 'housenumber',
      numero: '14',
      voie: 'Rue des Feuillants',
      codePostal: '86000',
      commune: 'Poitiers',
      codeCommune: '86194',
      position: { lon: 0.346, lat: 46.578 },
    });
  });

  it('leaves out what is no address, and keeps the others', () => {
    const wrong = [
      adresseBan({ id: null }),
      adresseBan({ type: 'poi' }),
      adresseBan({}, [200, 46]),
      adresseBan({}, ['0.3', 46]),
      adresseBan({ citycode: 'x' }),
      null,
    ];
    expect(lireAdresses(collectionBan(...wrong, adresseBan()))).toHaveLength(1);
    expect(lireAdresses(collectionBan())).toEqual([]);
    for (const body of [{}, [], { type: 'FeatureCollection' }, { type: 'FeatureCollection', features: 'x' }]) {
      expect(lireAdresses(body)).toBeUndefined();
    }
  });

  it('is sure of an address only when nothing is doubtful', () => {
    const among = (...features: unknown[]) => adresseSure(ecrite, lireAdresses(collectionBan(...features)) ?? []);
    expect(among(adresseBan({ score: 0.5, id: 'b' }), adresseBan())?.id).toBe('86194_2440_00014');
    expect(among()).toBeUndefined();
    expect(among(adresseBan({ score: 0.79 }))).toBeUndefined();
    expect(among(adresseBan({ postcode: '86180' }))).toBeUndefined();
    expect(among(adresseBan({ housenumber: '16' }))).toBeUndefined();
    expect(among(adresseBan({ type: 'street', housenumber: undefined }))).toBeUndefined();
    expect(among(adresseBan(), adresseBan({ id: 'autre' }))).toBeUndefined();
    const bis = lireAdresses(collectionBan(adresseBan({ housenumber: '14bis' }))) ?? [];
    expect(adresseSure({ ...ecrite, numero: '14 Bis' }, bis)).toBeDefined();
    const { numero: _, ...sansNumero } = ecrite;
    expect(adresseSure(sansNumero, bis)).toBeUndefined();
    const street = lireAdresses(collectionBan(adresseBan({ type: 'street', housenumber: undefined }))) ?? [];
    expect(adresseSure(sansNumero, street)).toBeDefined();
  });

  it('finds the number written with the way', () => {
    const dans = (voie: string) => ({ voie, codePostal: '86000', commune: 'Poitiers' });
    const number = lireAdresses(collectionBan(adresseBan())) ?? [];
    const street = lireAdresses(collectionBan(adresseBan({ type: 'street', housenumber: undefined }))) ?? [];
    expect(adresseSure(dans('14 RUE DES FEUILLANTS'), number)).toBeDefined();
    expect(adresseSure(dans('14 RUE DES FEUILLANTS'), street)).toBeUndefined();
    const novembre = { type: 'street', housenumber: undefined, street: undefined, name: 'Rue du 11 Novembre' };
    expect(adresseSure(dans('11 Novembre'), lireAdresses(collectionBan(adresseBan(novembre))) ?? [])).toBeDefined();
  });

  it('is asked 3 to 200 characters that begin with a letter or a digit', () => {
    expect(questionBan('  « 14  rue ')).toBe('14 rue');
    expect(questionBan('ab')).toBeUndefined();
    expect(questionBan('---')).toBeUndefined();
    expect(questionBan('é'.repeat(300))).toHaveLength(200);
  });
});

it('API Géo gives a list or one commune', () => {
  const poitiers = { nom: 'Poitiers', code: '86194', codesPostaux: ['86000'], population: 89_916 };
  expect(lireCommunes([poitiers, { nom: 'x' }])).toEqual([{ nom: 'Poitiers', code: '86194', codesPostaux: ['86000'] }]);
  expect(lireCommunes(poitiers)).toHaveLength(1);
  expect(lireCommunes([])).toEqual([]);
  expect(lireCommunes({ code: 404 })).toBeUndefined();
});

describe('the status of an open register', () => {
  const entetes = new Headers();
  it.each([
    [404, 'inconnu'],
    [429, 'trop_de_requetes'],
    [400, 'requete_incorrecte'],
    [500, 'service_indisponible'],
    [504, 'hors_delai'],
  ])('%i means %s', (status, nom) => {
    expect(issueOuverte({ status, entetes, text: '{}' })).toMatchObject({ nom });
  });

  it('a 200 that is no JSON is unreadable; no answer is out of time', () => {
    for (const text of ['<html>', '', '3', 'null']) {
      expect(issueOuverte({ status: 200, entetes, text })).toMatchObject({ nom: 'illisible' });
    }
    expect(issueOuverte(undefined)).toMatchObject({ nom: 'hors_delai' });
  });
});
