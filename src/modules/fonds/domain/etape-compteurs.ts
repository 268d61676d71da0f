import { daysBetween, type Jour } from '../../../values/jour.ts';
import { sumMontants } from '../../../values/montant.ts';
import { type Etat, isTenue } from './etape-etat.ts';

/**
 * What adds up: `dossiers.acceptee`, `attribue` (cents)… and, for medians, how many waited how many days
 * (`instruction.45`). What is zero is absent.
 */
export type Compteurs = Readonly<Record<string, number>>;

export type Vue = 'tout' | 'axe' | 'dispositif' | 'profil' | 'departement' | 'region';

/** One group of figures: an axis, a département… */
export type Cellule = {
  readonly organisationId: string;
  readonly vue: Vue;
  readonly cle: string;
  readonly fictif: boolean;
};

/** What is written as the key of what has no axis, dispositif, département or région. */
export const SANS = '';

/** The figures of one dossier, subvention or collectivité. */
export function compteursOf(etat: Etat): Compteurs {
  const counted: Record<string, number> = {};
  if (etat.genre === 'collectivite') {
    counted['demandeuses'] = 1;
    if (etat.statut === 'soutenue') counted['soutenues'] = 1;
  } else if (etat.genre === 'dossier') {
    counted[`dossiers.${etat.statut}`] = 1;
    counted['demande'] = etat.demande;
    if (etat.recevabilite) counted[etat.recevabilite] = 1;
    if (etat.decideLe) counted[`instruction.${daysBetween(etat.debut, etat.decideLe)}`] = 1;
  } else {
    counted[`subventions.${etat.statut}`] = 1;
    if (isTenue(etat)) counted['tenues'] = 1;
    counted['attribue'] = sumMontants([etat.engage, etat.liquide, etat.paye]);
    counted['paye'] = etat.paye;
    if (etat.decideLe && etat.payeLe) counted[`paiement.${daysBetween(etat.decideLe, etat.payeLe)}`] = 1;
  }
  return additionner(counted, {});
}

/** The groups in which it counts. */
export function cellulesOf(etat: Etat): readonly Cellule[] {
  const { organisationId, fictif, axe, dispositif, type, classe } = etat;
  const cellule = (vue: Vue, cle: string): Cellule => ({ organisationId, vue, cle, fictif });
  const everywhere = [
    cellule('tout', SANS),
    cellule('profil', `${type}:${classe}`),
    cellule('departement', etat.departement ?? SANS),
    cellule('region', etat.region ?? SANS),
  ];
  if (etat.genre === 'collectivite') return everywhere;
  return [...everywhere, cellule('axe', axe ?? SANS), cellule('dispositif', `${axe ?? SANS}/${dispositif ?? SANS}`)];
}

/** @param signe -1 takes `b` away */
export function additionner(a: Compteurs, b: Compteurs, signe: 1 | -1 = 1): Compteurs {
  const sum: Record<string, number> = { ...a };
  for (const [name, value] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + signe * value;
  return Object.fromEntries(Object.entries(sum).filter(([, value]) => value !== 0));
}

/** The sum of any number of them, without making as many sums. */
export function sommer(all: readonly { readonly compteurs: Compteurs }[]): Compteurs {
  const sum: Record<string, number> = {};
  for (const { compteurs } of all) {
    for (const [name, value] of Object.entries(compteurs)) sum[name] = (sum[name] ?? 0) + value;
  }
  return sum;
}

/** Delays are told of the whole and of dispositifs: elsewhere they would weigh much and be read by nobody. */
export function sansDelais(compteurs: Compteurs): Compteurs {
  return Object.fromEntries(Object.entries(compteurs).filter(([name]) => !DELAI.test(name)));
}

const DELAI = /^(instruction|paiement)\./;

/** What a group received on some days. */
export type Mouvements = ReadonlyMap<Jour, Compteurs>;

export type LigneCumul = { readonly jour: Jour; readonly compteurs: Compteurs };

/**
 * @param lignes the last line before the first movement, and all those after it, in order
 * @returns the lines to write: those of the days that moved, and those after them
 */
export function cumuler(lignes: readonly LigneCumul[], mouvements: Mouvements): readonly LigneCumul[] {
  const known = new Map(lignes.map(({ jour, compteurs }) => [jour, compteurs]));
  const first = [...mouvements.keys()].toSorted()[0];
  if (first === undefined) return [];
  let base: Compteurs = lignes.findLast(({ jour }) => jour < first)?.compteurs ?? {};
  let added: Compteurs = {};
  const days = [...new Set([...known.keys(), ...mouvements.keys()])].filter((jour) => jour >= first).toSorted();
  return days.map((jour) => {
    base = known.get(jour) ?? base;
    added = additionner(added, mouvements.get(jour) ?? {});
    return { jour, compteurs: additionner(base, added) };
  });
}

/** The median, in days; null while nobody waited to the end. Of an even number, the lower of the two in the middle. */
export function medianeOf(compteurs: Compteurs, delai: 'instruction' | 'paiement'): number | null {
  const waited = Object.entries(compteurs)
    .filter(([name]) => name.startsWith(`${delai}.`))
    .map(([name, combien]) => ({ jours: Number(name.slice(delai.length + 1)), combien }))
    .toSorted((a, b) => a.jours - b.jours);
  const middle = waited.reduce((sum, { combien }) => sum + combien, 0) / 2;
  let seen = 0;
  for (const { jours, combien } of waited) {
    seen += combien;
    if (seen >= middle) return jours;
  }
  return null;
}
