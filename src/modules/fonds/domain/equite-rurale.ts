import type { Montant } from '../../../values/montant.ts';
import type { GrilleDensite, Ruralite } from './densite.ts';
import { parHabitant, type Recensees } from './equite.ts';
import { type CleRuralite, cleDeRuralite, DISTINCTES, type GrilleLue, sommer } from './etape-compteurs.ts';
import { type CelluleLue, type Groupe, groupeOf } from './point-d-etape.ts';

/** The communes of France told apart by the grid. */
export type Ruralites = GrilleLue & {
  /** Of the file, for who wants to check. */
  readonly fichier: string;
  readonly recensees: ReadonlyMap<CleRuralite, Recensees>;
};

export type Commune = { readonly code: string; readonly siren: string | null; readonly population: number | null };

/** @param empreinteOf names what is told of communes */
export function classerCommunes(
  communes: readonly Commune[],
  { grille, fichier }: { readonly grille: GrilleDensite; readonly fichier: string },
  empreinteOf: (bySiren: ReadonlyMap<string, Ruralite>) => string,
): Ruralites {
  const bySiren = new Map<string, Ruralite>();
  for (const { code, siren } of communes) {
    const ruralite = grille.get(code);
    if (siren !== null && ruralite) bySiren.set(siren, ruralite);
  }
  const groupes = Map.groupBy(communes, ({ code }): CleRuralite => grille.get(code) ?? 'inconnu');
  const recensees = new Map(
    [...groupes].map(([cle, members]) => [
      cle,
      { nombre: members.length, population: members.reduce((sum, { population }) => sum + (population ?? 0), 0) },
    ]),
  );
  return { empreinte: empreinteOf(bySiren), fichier, recensees, bySiren };
}

/** The figures of a group of communes, and those that it is made of. */
export type LigneRuralite = Omit<Groupe, 'cle'> & {
  readonly cle: CleRuralite;
  /** How many communes there are. */
  readonly nombre: number;
  readonly jamaisDemande: number;
  /** Of the whole group, supported or not; null when nobody lives there. */
  readonly parHabitant: Montant | null;
};

/** Rural against urban, and what the grid does not tell when there is any. @param cellules of a day, of any view */
export function equiteRuraleOf(cellules: readonly CelluleLue[], ruralites: Ruralites): readonly LigneRuralite[] {
  const { empreinte, recensees } = ruralites;
  return CLES.flatMap((cle) => {
    const { nombre, population } = recensees.get(cle) ?? { nombre: 0, population: 0 };
    const key = cleDeRuralite(empreinte, cle);
    const parts = cellules.filter((one) => one.vue === 'ruralite' && one.cle === key);
    if (cle === 'inconnu' && nombre === 0 && parts.length === 0) return [];
    const groupe = groupeOf(cle, parts);
    return {
      ...groupe,
      cle,
      nombre,
      jamaisDemande: Math.max(0, nombre - (sommer(parts)[DISTINCTES] ?? 0)),
      parHabitant: parHabitant(groupe.attribue, population),
    };
  });
}

const CLES: readonly CleRuralite[] = ['rural', 'urbain', 'inconnu'];
