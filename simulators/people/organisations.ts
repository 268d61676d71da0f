import type { Organisation } from './types.ts';

/**
 * The organisations of the demonstration territory.
 *
 * SIREN are the real ones of these public bodies. The last five digits (NIC) are built to satisfy the Luhn key
 * and were not looked up: do not take them for the establishment's real number. `agence-immobiliere` is invented.
 */
export const organisations = {
  poitiers: territoriale('poitiers', 'Ville de Poitiers', '21860194600013'),
  grandPoitiers: territoriale('grand-poitiers', 'Grand Poitiers Communauté urbaine', '20006985400012'),
  creuse: territoriale('creuse', 'Département de la Creuse', '22230962700016'),
  thierache: territoriale('thierache', 'Communauté de communes Thiérache Sambre et Oise', '20007198300015'),
  flayat: territoriale('flayat', 'Commune de Flayat', '21230810000016'),
  fonds: {
    id: 'fonds',
    nom: 'Direction interministérielle du numérique',
    siret: '13002526500013',
    population: 'etat',
  },
  agence: { id: 'agence-immobiliere', nom: 'Agence du Clain', siret: '90000000100017', population: null },
} as const satisfies Record<string, Organisation>;

function territoriale(id: string, nom: string, siret: string): Organisation {
  return { id, nom, siret, population: 'territorial' };
}
