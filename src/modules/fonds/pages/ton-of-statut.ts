import type { Ton } from '../../../platform/html/index.ts';
import type { StatutSubvention } from '../domain/subvention.ts';
import type { StatutVersement } from '../domain/versement.ts';

export const TONS: Readonly<Record<StatutSubvention, Ton>> = {
  proposee: 'neutre',
  attribuee: 'info',
  conventionnee: 'info',
  soldee: 'succes',
  abandonnee: 'erreur',
  caduque: 'erreur',
};

export const TONS_VERSEMENT: Readonly<Record<StatutVersement, Ton>> = {
  prevu: 'neutre',
  justifie: 'attention',
  mis_en_paiement: 'info',
  paye: 'succes',
  rejete: 'erreur',
};
