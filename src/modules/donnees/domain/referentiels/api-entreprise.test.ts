import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../../../platform/root.ts';
import { etablissementEntreprise, SIRET_APE } from '../../testing/registres.ts';
import { lireAssociation, lireEtablissement, lireUniteLegale } from './api-entreprise.ts';
import { jourUnix } from './etablissement.ts';

describe('an establishment', () => {
  it('gives its name, its address in one line, its form, its state', () => {
    expect(lireEtablissement(etablissementEntreprise(), SIRET_APE)).toEqual({
      siret: SIRET_APE,
      nom: 'ASSOCIATION DES PARENTS D’ÉLÈVES',
      adresse: '14 RUE DES FEUILLANTS 86000 POITIERS',
      formeJuridique: 'Association déclarée',
      rna: 'W863000019',
      etat: 'ouvert',
    });
  });

  it('is closed with its date, which may be before 1970, or with its legal unit', () => {
    const closed = { etat_administratif: 'F', date_fermeture: -86_400 * 365 };
    expect(lireEtablissement(etablissementEntreprise(closed), SIRET_APE)).toMatchObject({
      etat: 'ferme',
      fermeLe: '1969-01-01',
    });
    expect(lireEtablissement(etablissementEntreprise({}, { etat_administratif: 'C' }), SIRET_APE)).toMatchObject({
      etat: 'ferme',
    });
    // A closing date on an open establishment is an old one.
    expect(lireEtablissement(etablissementEntreprise({ date_fermeture: 1_634_133_818 }), SIRET_APE)).not.toHaveProperty(
      'fermeLe',
    );
    expect(jourUnix(267_038_293_600)).toBeUndefined();
  });

  it('keeps back what its holder keeps from publication, whatever the words', () => {
    const personne = {
      type: 'personne_physique',
      personne_physique_attributs: { prenom_usuel: 'ODILE', nom_usage: null, nom_naissance: 'LANDREAU' },
    };
    expect(lireEtablissement(etablissementEntreprise({}, personne), SIRET_APE)?.nom).toBe('ODILE LANDREAU');
    for (const status_diffusion of ['partiellement_diffusible', 'non_diffusible', 'autre_mot']) {
      const read = lireEtablissement(etablissementEntreprise({ status_diffusion }, personne), SIRET_APE);
      expect(read).toMatchObject({ masque: true, adresse: '86000 POITIERS' });
      expect(JSON.stringify(read)).not.toMatch(/LANDREAU|FEUILLANTS/);
    }
    const societe = lireEtablissement(
      etablissementEntreprise({ status_diffusion: 'partiellement_diffusible' }),
      SIRET_APE,
    );
    expect(societe).toMatchObject({ nom: 'ASSOCIATION DES PARENTS D’ÉLÈVES', adresse: '86000 POITIERS' });
  });

  it('is another one only when the register says that it redirects', () => {
    const other = etablissementEntreprise({ siret: '90000002700012' });
    expect(lireEtablissement(other, SIRET_APE)).toBeUndefined();
    const moved = etablissementEntreprise({ siret: '90000002700012' }, {}, { redirect_from_siret: SIRET_APE });
    expect(lireEtablissement(moved, SIRET_APE)).toMatchObject({ siret: SIRET_APE, remplacePar: '90000002700012' });
  });

  it('is not read when its state is not told, nor when it is no object', () => {
    expect(lireEtablissement(etablissementEntreprise({ etat_administratif: null }), SIRET_APE)).toBeUndefined();
    for (const body of [null, [], 'x', { data: [] }, { data: { siret: SIRET_APE } }]) {
      expect(lireEtablissement(body, SIRET_APE)).toBeUndefined();
    }
  });
});

it('an association that is dissolved is not active', () => {
  const body = {
    data: { rna: 'W863000019', siren: null, nom: 'AMICALE', active: true, date_dissolution: '2020-05-01' },
  };
  expect(lireAssociation(body, 'W863000019')).toEqual({
    rna: 'W863000019',
    nom: 'AMICALE',
    active: false,
    dissouteLe: '2020-05-01',
  });
  expect(lireAssociation(body, 'W863000020')).toBeUndefined();
});

/**
 * The official sandbox of API Entreprise (MIT), beside the project and never copied into it. Where it is absent, the
 * suite says so and checks nothing.
 */
const SANDBOX = ['..', join('..', '..')]
  .map((above) => join(ROOT, above, 'shared', 'data', 'api-particulier', 'payloads'))
  .find((folder) => existsSync(folder));

const READERS = {
  api_entreprise_v4_insee_etablissements: ['siret', lireEtablissement],
  api_entreprise_v4_insee_etablissements_diffusables: ['siret', lireEtablissement],
  api_entreprise_v4_insee_unites_legales: ['siren', lireUniteLegale],
  api_entreprise_v4_insee_unites_legales_diffusables: ['siren', lireUniteLegale],
  api_entreprise_v4_mi_unites_legales_open_data: ['siren_or_rna', lireAssociation],
} as const;

describe.skipIf(!SANDBOX)('the official sandbox of API Entreprise', () => {
  it.each(Object.entries(READERS))('%s: every good answer is read, and says what it is about', (folder, [
    parametre,
    lire,
  ]) => {
    let seen = 0;
    for (const file of readdirSync(join(SANDBOX ?? '', folder)).filter((name) => name.endsWith('.yaml'))) {
      const { status, params, payload } = parse(readFileSync(join(SANDBOX ?? '', folder, file), 'utf8'));
      if (status !== 200) continue;
      seen += 1;
      const read = lire(JSON.parse(payload), String(params[parametre]));
      expect({ file, read: read !== undefined }).toEqual({ file, read: true });
      const named = read !== undefined && 'masque' in read ? 'masque' : 'nom';
      expect({ file, ...read }).toHaveProperty(named);
    }
    expect(seen).toBeGreaterThan(2);
  });
});

it.skipIf(SANDBOX)('the official sandbox of API Entreprise is ABSENT: none of its cases was checked', () => {
  expect(SANDBOX).toBeUndefined();
});
