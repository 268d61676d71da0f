import type { StatutCandidature } from './candidature.ts';
import type { Recevabilite } from './echeances.ts';
import { STATUTS_CANDIDATURE } from './instruction.ts';

/** What a list of requests shows. It lives in the address of the page, and in the views that an agent keeps. */
export type FiltreCandidatures = {
  readonly statut?: StatutCandidature | undefined;
  /** Of a dispositif, and of one of its sessions (UUIDs). */
  readonly dispositif?: string | undefined;
  readonly session?: string | undefined;
  readonly departement?: string | undefined;
  readonly recevabilite?: Recevabilite | 'a_dire' | undefined;
  /** Mine, nobody's, or somebody's (UUID). */
  readonly instructeur?: 'moi' | 'personne' | string | undefined;
  readonly recherche?: string | undefined;
  readonly tri?: 'echeance' | undefined;
};

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const DEPARTEMENT = /^(?:\d{2,3}|2[AB])$/;
const RECEVABILITES = ['a_dire', 'recevable', 'irrecevable'] as const;
const LONGEST_SEARCH = 100;

/** What an address says; anything else is not a filter. */
export function lireFiltre(query: URLSearchParams): FiltreCandidatures {
  const get = (name: string) => (query.get(name) ?? '').trim();
  const uuid = (name: string) => (UUID.test(get(name)) ? get(name) : undefined);
  const instructeur = get('instructeur');
  const departement = get('departement').toUpperCase();
  return {
    statut: STATUTS_CANDIDATURE.find((known) => known === get('statut')),
    dispositif: uuid('dispositif'),
    session: uuid('session'),
    departement: DEPARTEMENT.test(departement) ? departement : undefined,
    recevabilite: RECEVABILITES.find((known) => known === get('recevabilite')),
    instructeur: instructeur === 'moi' || instructeur === 'personne' ? instructeur : uuid('instructeur'),
    recherche: get('q').slice(0, LONGEST_SEARCH) || undefined,
    tri: get('tri') === 'echeance' ? 'echeance' : undefined,
  };
}

/** The same as an address says it, always in the same order; empty when nothing is filtered. */
export function ecrireFiltre({ recherche, ...filtre }: FiltreCandidatures): URLSearchParams {
  const { statut, dispositif, session, departement, recevabilite, instructeur, tri } = filtre;
  const all = { statut, dispositif, session, departement, recevabilite, instructeur, q: recherche, tri };
  return new URLSearchParams(Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** True when it says more than which tab and in which order. */
export function isFiltre({ statut: _tab, tri: _order, ...rest }: FiltreCandidatures): boolean {
  return Object.values(rest).some(Boolean);
}
