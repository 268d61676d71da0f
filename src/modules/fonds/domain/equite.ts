import { centimes, type Montant } from '../../../values/montant.ts';
import { type Collectivite, classeDeTaille } from './collectivite.ts';
import type { Groupe } from './point-d-etape.ts';
import { TYPES_BENEFICIAIRE, type TypeBeneficiaire } from './subvention.ts';

/** Who got what, compared with who there is. */

export type Recensees = { readonly nombre: number; readonly population: number };

/** The local authorities of France, counted as the figures are. */
export type Recensement = {
  /** `type:classe` */
  readonly profils: ReadonlyMap<string, Recensees>;
  /** Inhabitants: those of the communes. */
  readonly departements: ReadonlyMap<string, number>;
  readonly regions: ReadonlyMap<string, number>;
};

type CollectiviteSituee = {
  readonly codeDepartement: string | null;
  readonly codeRegion: string | null;
  readonly pourRegles: Collectivite;
};

export function recenser(toutes: readonly CollectiviteSituee[]): Recensement {
  const profils = new Map<string, { nombre: number; population: number }>();
  const departements = new Map<string, number>();
  const regions = new Map<string, number>();
  const add = (map: Map<string, number>, code: string | null, population: number) => {
    if (code !== null) map.set(code, (map.get(code) ?? 0) + population);
  };
  for (const { pourRegles, codeDepartement, codeRegion } of toutes) {
    const { type } = pourRegles;
    const population = pourRegles.population ?? 0;
    const profil = `${type}:${classeDeTaille(pourRegles.population).rang}`;
    const known = profils.get(profil) ?? { nombre: 0, population: 0 };
    profils.set(profil, { nombre: known.nombre + 1, population: known.population + population });
    if (type === 'commune') {
      add(departements, codeDepartement, population);
      add(regions, codeRegion, population);
    }
  }
  return { profils, departements, regions };
}

export type LigneEquite = {
  readonly cle: string;
  readonly type: TypeBeneficiaire;
  readonly classe: number;
  /** How many there are. */
  readonly nombre: number;
  readonly demandeuses: number;
  readonly soutenues: number;
  readonly jamaisDemande: number;
  readonly attribue: Montant;
  /** Of the whole group, supported or not; null when nobody lives there. */
  readonly parHabitant: Montant | null;
};

/** The geographic code lists a handful of them only: what never asked cannot be told. */
const NON_RECENSES: TypeBeneficiaire = 'syndicat';

/** One line a type and a class of size, for all that there are: those who got nothing are the point of it. */
export function equiteOf(profils: readonly Groupe[], recensement: Recensement): readonly LigneEquite[] {
  const found = new Map(profils.map((groupe) => [groupe.cle, groupe]));
  const types = Object.keys(TYPES_BENEFICIAIRE);
  return [...recensement.profils]
    .filter(([cle]) => !cle.startsWith(`${NON_RECENSES}:`))
    .map(([cle, { nombre, population }]): LigneEquite => {
      const [type, classe] = cle.split(':') as [TypeBeneficiaire, string];
      const groupe = found.get(cle);
      const demandeuses = groupe?.demandeuses ?? 0;
      const attribue = groupe?.attribue ?? centimes(0);
      return {
        ...{ cle, type, classe: Number(classe), nombre, demandeuses, attribue },
        soutenues: groupe?.soutenues ?? 0,
        jamaisDemande: Math.max(0, nombre - demandeuses),
        parHabitant: parHabitant(attribue, population),
      };
    })
    .toSorted((a, b) => types.indexOf(a.type) - types.indexOf(b.type) || a.classe - b.classe);
}

/** Cents for one inhabitant, to the nearest. */
export function parHabitant(montant: Montant, population: number | undefined): Montant | null {
  return population ? centimes(Math.round(montant / population)) : null;
}
