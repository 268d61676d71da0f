import type { Saisie } from '../domain/declaration.ts';

const date = (texte: string) => {
  const [annee = '', mois = '', jour = ''] = texte.split('-');
  return { jour, mois, annee };
};

/** A declaration as an administrator types it. */
export function saisie(change: Partial<Saisie> & { readonly du?: string; readonly jusquau?: string } = {}): Saisie {
  const { du = '2026-01-01', jusquau = '2027-06-30', ...rest } = change;
  return {
    datapass: '9001',
    etat: 'validee',
    scopes: 'cnaf_quotient_familial\ncnaf_allocataires, cnaf_enfants cnaf_adresse',
    baseLegale: 'CRPA, art. L114-8',
    finalite: 'Calculer le prix du repas',
    conservationMois: '24',
    siret: '',
    valableDu: date(du),
    valableJusquau: date(jusquau),
    ...rest,
  };
}
