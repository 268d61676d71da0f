import { daysBetween, type Jour } from '../../../values/jour.ts';
import { sumMontants } from '../../../values/montant.ts';
import type { Ruralite } from './densite.ts';
import { type Etat, isTenue } from './etape-etat.ts';

/**
 * What adds up: `dossiers.acceptee`, `attribue` (cents)… and, for medians, how many waited how many days
 * (`instruction.45`). What is zero is absent.
 */
export type Compteurs = Readonly<Record<string, number>>;

export type Vue = 'tout' | 'axe' | 'dispositif' | 'profil' | 'departement' | 'region' | 'ruralite';

/** One group of figures: an axis, a département… */
export type Cellule = {
  readonly organisationId: string;
  readonly vue: Vue;
  readonly cle: string;
  readonly fictif: boolean;
};

/** What is written as the key of what has no axis, dispositif, département or région. */
export const SANS = '';

/** A grid of density, as far as it tells the communes that are counted, by SIREN. */
export type GrilleLue = { readonly empreinte: string; readonly bySiren: ReadonlyMap<string, Ruralite> };

/** `inconnu`: a commune that the grid does not have. */
export type CleRuralite = Ruralite | 'inconnu';

/** Distinct communes that asked, counted once whether for a true request, a fictitious one or both. */
export const DISTINCTES = 'distinctes';

/** What is counted of a state. */
export type Compte = Pick<
  Etat,
  'genre' | 'statut' | 'recevabilite' | 'debut' | 'decideLe' | 'payeLe' | 'demande' | 'engage' | 'liquide' | 'paye'
>;

/** The figures of one dossier, subvention or collectivité. @param combien of several alike, whose amounts are their sum */
export function compteursOf(etat: Compte, combien = 1): Compteurs {
  const counted: Record<string, number> = {};
  if (etat.genre === 'collectivite') {
    counted['demandeuses'] = combien;
    if (etat.statut === 'soutenue') counted['soutenues'] = combien;
  } else if (etat.genre === 'dossier') {
    counted[`dossiers.${etat.statut}`] = combien;
    counted['demande'] = etat.demande;
    if (etat.recevabilite) counted[etat.recevabilite] = combien;
    if (etat.decideLe) counted[`instruction.${daysBetween(etat.debut, etat.decideLe)}`] = combien;
  } else {
    counted[`subventions.${etat.statut}`] = combien;
    if (isTenue(etat)) counted['tenues'] = combien;
    counted['attribue'] = sumMontants([etat.engage, etat.liquide, etat.paye]);
    counted['paye'] = etat.paye;
    if (etat.decideLe && etat.payeLe) counted[`paiement.${daysBetween(etat.decideLe, etat.payeLe)}`] = combien;
  }
  return additionner(counted, {});
}

/** The groups in which it counts. @param grilles those by which communes are told apart */
export function cellulesOf(etat: Etat, grilles: readonly GrilleLue[]): readonly Cellule[] {
  const { organisationId, fictif, axe, dispositif, type, classe } = etat;
  const cellule = (vue: Vue, cle: string): Cellule => ({ organisationId, vue, cle, fictif });
  const everywhere = [
    cellule('tout', SANS),
    cellule('profil', `${type}:${classe}`),
    cellule('departement', etat.departement ?? SANS),
    cellule('region', etat.region ?? SANS),
    ...cellulesDeRuralite(etat, grilles),
  ];
  if (etat.genre === 'collectivite') return everywhere;
  return [...everywhere, cellule('axe', axe ?? SANS), cellule('dispositif', `${axe ?? SANS}/${dispositif ?? SANS}`)];
}

/** Only communes are rural or urban: one group a grid. */
export function cellulesDeRuralite(
  { organisationId, fictif, type, siren }: Pick<Etat, 'organisationId' | 'fictif' | 'type' | 'siren'>,
  grilles: readonly GrilleLue[],
): readonly Cellule[] {
  if (type !== 'commune') return [];
  return grilles.map(({ empreinte, bySiren }) => {
    const cle = (siren === null ? undefined : bySiren.get(siren)) ?? 'inconnu';
    return celluleDeRuralite(empreinte, { organisationId, cle, fictif });
  });
}

export function celluleDeRuralite(
  empreinte: string,
  {
    organisationId,
    cle,
    fictif,
  }: { readonly organisationId: string; readonly cle: CleRuralite; readonly fictif: boolean },
): Cellule {
  return { organisationId, vue: 'ruralite', cle: cleDeRuralite(empreinte, cle), fictif };
}

/** As it is written in `etape_cumuls`: the figures of one grid are not those of another. */
export function cleDeRuralite(empreinte: string, cle: CleRuralite): string {
  return `${empreinte}/${cle}`;
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
