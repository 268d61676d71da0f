import { type Montant, sumMontants } from '../../../values/montant.ts';
import type { GrilleDensite, Ruralite } from './densite.ts';
import { parHabitant, type Recensees } from './equite.ts';

/** `inconnu`: a commune that the grid does not have. */
export type CleRuralite = Ruralite | 'inconnu';

/** The communes of France told apart by the grid. */
export type Ruralites = {
  /** Of the file, for who wants to check. */
  readonly fichier: string;
  readonly recensees: ReadonlyMap<CleRuralite, Recensees>;
  /** Those that the grid tells, by SIREN. */
  readonly bySiren: ReadonlyMap<string, Ruralite>;
};

export type Commune = { readonly code: string; readonly siren: string | null; readonly population: number | null };

export function classerCommunes(communes: readonly Commune[], grille: GrilleDensite, fichier: string): Ruralites {
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
  return { fichier, recensees, bySiren };
}

/** What one commune had on a day; `siren` is null when the journal does not tell it. */
export type CommuneAidee = {
  readonly siren: string | null;
  /** Once for its true requests, once for its fictitious ones: as everywhere in the figures. */
  readonly demandeuses: number;
  readonly soutenues: number;
  readonly attribue: Montant;
};

export type LigneRuralite = {
  readonly cle: CleRuralite;
  /** How many communes there are. */
  readonly nombre: number;
  readonly demandeuses: number;
  readonly soutenues: number;
  readonly jamaisDemande: number;
  readonly attribue: Montant;
  /** Of the whole group, supported or not; null when nobody lives there. */
  readonly parHabitant: Montant | null;
};

/** Rural against urban, and what the grid does not tell when there is any. */
export function equiteRuraleOf(aidees: readonly CommuneAidee[], ruralites: Ruralites): readonly LigneRuralite[] {
  const groupes = Map.groupBy(aidees, (one) => ruraliteOf(one.siren, ruralites));
  return CLES.flatMap((cle) => {
    const { nombre, population } = ruralites.recensees.get(cle) ?? { nombre: 0, population: 0 };
    const members = groupes.get(cle) ?? [];
    if (cle === 'inconnu' && nombre === 0 && members.length === 0) return [];
    const sum = (of: (one: CommuneAidee) => number) => members.reduce((total, one) => total + of(one), 0);
    const attribue = sumMontants(members.map((one) => one.attribue));
    return {
      ...{ cle, nombre, attribue },
      demandeuses: sum(({ demandeuses }) => demandeuses),
      soutenues: sum(({ soutenues }) => soutenues),
      jamaisDemande: Math.max(0, nombre - members.filter(({ demandeuses }) => demandeuses > 0).length),
      parHabitant: parHabitant(attribue, population),
    };
  });
}

const CLES: readonly CleRuralite[] = ['rural', 'urbain', 'inconnu'];

function ruraliteOf(siren: string | null, { bySiren }: Ruralites): CleRuralite {
  return (siren === null ? undefined : bySiren.get(siren)) ?? 'inconnu';
}
