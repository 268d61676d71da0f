import { addDays, addMonths, type Jour } from '../../../values/jour.ts';
import { centimes, type Montant } from '../../../values/montant.ts';
import { type Chiffres, chiffresOf } from './chiffres.ts';
import { type Compteurs, SANS, sommer, type Vue } from './etape-compteurs.ts';

/** The figures of a group, and how much of them is fictitious. */
export type Groupe = Chiffres & {
  readonly cle: string;
  readonly fictifs: { readonly deposes: number; readonly subventions: number; readonly attribue: Montant };
};

export type PointDEtape = {
  readonly ensemble: Groupe;
  /** By key of `etape_cumuls`; those that have nothing are not here. */
  readonly axes: readonly Groupe[];
  /** `axe/dispositif`. */
  readonly dispositifs: readonly Groupe[];
  readonly types: readonly Groupe[];
  /** The rank of a class of size. */
  readonly classes: readonly Groupe[];
  /** `type:classe`. */
  readonly profils: readonly Groupe[];
  readonly departements: readonly Groupe[];
  readonly regions: readonly Groupe[];
};

export type CelluleLue = {
  readonly vue: Vue;
  readonly cle: string;
  readonly fictif: boolean;
  readonly compteurs: Compteurs;
};

/** Puts the cells of a day together: true and fictitious, and the types and classes of which profiles are made. */
export function pointDEtapeOf(cellules: readonly CelluleLue[]): PointDEtape {
  const of = (vue: Vue, keyOf = (cle: string) => cle) =>
    groupesOf(
      cellules.filter((one) => one.vue === vue),
      keyOf,
    );
  const [ensemble = groupeVide(SANS)] = of('tout');
  return {
    ensemble,
    axes: of('axe'),
    dispositifs: of('dispositif'),
    types: of('profil', (cle) => cle.split(':')[0] ?? ''),
    classes: of('profil', (cle) => cle.split(':')[1] ?? ''),
    profils: of('profil'),
    departements: of('departement'),
    regions: of('region'),
  };
}

function groupesOf(cellules: readonly CelluleLue[], keyOf: (cle: string) => string): readonly Groupe[] {
  const groupes = [...Map.groupBy(cellules, ({ cle }) => keyOf(cle))]
    .map(([cle, parts]) => groupeOf(cle, parts))
    .filter(({ deposes, subventions, attribue, demandeuses }) => deposes + subventions + attribue + demandeuses > 0);
  return enOrdre(groupes);
}

/** True and fictitious together. */
export function groupeOf(cle: string, parts: readonly CelluleLue[]): Groupe {
  const fictifs = chiffresOf(sommer(parts.filter(({ fictif }) => fictif)));
  const { deposes, subventions, attribue } = fictifs;
  return { cle, ...chiffresOf(sommer(parts)), fictifs: { deposes, subventions, attribue } };
}

/** By key: 2 comes before 10, and the Corse-du-Sud (2A) after the Aisne (02). */
export function enOrdre(groupes: readonly Groupe[]): readonly Groupe[] {
  return groupes.toSorted((a, b) => a.cle.localeCompare(b.cle, 'fr', { numeric: true }));
}

/** A group to which nothing happened. */
export function groupeVide(cle: string): Groupe {
  return { cle, ...chiffresOf({}), fictifs: { deposes: 0, subventions: 0, attribue: centimes(0) } };
}

/** A curve has at most so many points: beyond, one every two months, every three… */
const POINTS = 36;

/** The ends of months from a day to another, and that last day. */
export function joursDeCourbe(premier: Jour, dernier: Jour): readonly Jour[] {
  const months: Jour[] = [];
  const first = `${premier.slice(0, 7)}-01` as Jour;
  for (let index = 1; addMonths(first, index) <= dernier; index += 1) months.push(addMonths(first, index));
  const step = Math.ceil(months.length / POINTS) || 1;
  const kept = months.filter((_, index) => (months.length - 1 - index) % step === 0).map((month) => addDays(month, -1));
  return [...new Set([...kept, dernier])];
}
