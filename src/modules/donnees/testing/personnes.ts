import type { ContexteLecture } from '../domain/lecture.ts';
import type { EtatCivil } from '../domain/personne.ts';

/** Invented people for the tests of this module. */
export const ADELE: EtatCivil = {
  prenoms: ['Adèle', 'Rose', 'Marie', 'Louise'],
  nomNaissance: 'D’ARC-LEMAÎTRE',
  nomUsage: 'Vasseur',
  sexe: 'feminin',
  dateNaissance: '1990-03-08',
  codeCommuneNaissance: '2A004',
  codePaysNaissance: '99100',
};

const AUJOURDHUI = Temporal.PlainDate.from('2026-11-24');

export function contexteDe(personne: EtatCivil = ADELE, autres: Partial<ContexteLecture> = {}): ContexteLecture {
  return { personne, aujourdhui: AUJOURDHUI, exigeIdentite: false, parametres: {}, ...autres };
}

/** How the family funds write her. */
export const ADELE_CAF = {
  nom_naissance: 'D ARC LEMAITRE',
  nom_usage: 'VASSEUR',
  prenoms: 'ADELE ROSE',
  date_naissance: '1990-03-08',
  sexe: 'F',
};
