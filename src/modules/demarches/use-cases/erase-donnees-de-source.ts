import type { Noyau } from '../../../platform/services.ts';
import { append } from '../../journal/index.ts';
import type { Calcul } from '../domain/champ.ts';
import { effacer } from '../domain/effacement.ts';
import { type DepotAEffacer, listDepotsOf, lockDossiersAEffacer, saveEffacement } from '../storage/effacements.ts';

export type Effacement = {
  readonly demarcheId: string;
  /** Sources whose id begins so: `api_particulier.`. */
  readonly prefixe: string;
  /** Decided at this instant or before. */
  readonly decidesAvant: Temporal.Instant;
  /** By virtue of what: kept by the journal. */
  readonly habilitationId: string;
};

/** Dossiers a transaction: a purge that is cut goes on from the next one. */
const BATCH = 20;

/**
 * Erases, from the dossiers decided long enough ago, the answers that a source gave: of the working copy and of every
 * deposit. With them go the explanations of the computed values, which repeat them, and the salt of the deposit, with
 * which a value of few digits could be found again from the journal's digest. The computed value itself stays: it is
 * what was decided on.
 *
 * @returns how many dossiers were concerned
 */
export async function eraseDonneesDeSource(noyau: Noyau, effacement: Effacement): Promise<number> {
  const { prefixe, habilitationId } = effacement;
  const vientDe = (source: string) => source.startsWith(prefixe);
  let total = 0;
  for (let found = BATCH; found === BATCH; total += found) {
    found = await noyau.db.transaction({ systeme: true }, async (tx) => {
      const le = noyau.clock.now().toString({ smallestUnit: 'second' });
      const dossiers = await lockDossiersAEffacer(tx, { ...effacement, limite: BATCH });
      for (const dossier of dossiers) {
        const depots = await listDepotsOf(tx, dossier.id);
        const copie = effacer(dossier, vientDe, le);
        const effaces = depots.flatMap((depot) => depotEfface(depot, vientDe, le));
        await saveEffacement(tx, dossier.id, copie, effaces);
        await append(tx, noyau, {
          acteur: { type: 'systeme', id: 'purge-des-donnees' },
          organisation: dossier.organisationId,
          sujet: { type: 'dossier', id: dossier.id },
          type: 'dossier.donnees_effacees',
          contenu: {
            source: prefixe,
            habilitation: habilitationId,
            champs: copie.chemins.length,
            depots: effaces.length,
          },
          lecteurs: [dossier.usagerId],
        });
      }
      return dossiers.length;
    });
  }
  return total;
}

function depotEfface(depot: DepotAEffacer, vientDe: (source: string) => boolean, le: string) {
  const { chemins, ...rest } = effacer(depot, vientDe, le);
  return chemins.length === 0 ? [] : [{ ...rest, id: depot.id, calculs: sansExplications(depot.calculs) }];
}

function sansExplications(calculs: Readonly<Record<string, Calcul>>): Readonly<Record<string, Calcul>> {
  return Object.fromEntries(Object.entries(calculs).map(([nom, calcul]) => [nom, { ...calcul, explication: [] }]));
}
