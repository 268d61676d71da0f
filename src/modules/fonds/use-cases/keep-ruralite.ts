import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { celluleDeRuralite, compteursOf, DISTINCTES, type GrilleLue } from '../domain/etape-compteurs.ts';
import { MouvementsDeLEtape } from '../domain/mouvements-etape.ts';
import { lockLectureEtape } from '../storage/etape-projection.ts';
import {
  insertGrille,
  isGrilleProjetee,
  mouvementsDeCommunes,
  premieresDemandes,
  removeGrilles,
  touchGrille,
} from '../storage/etape-ruralite.ts';
import { cumulerMouvements } from './projeter-etape.ts';

/** A server says at most once an hour that it uses its grid; what none has used for a week is forgotten. */
const SAID = { hours: 1 } as const;
const KEPT = { hours: 7 * 24 } as const;

/**
 * Makes sure that the figures of rural and urban communes are those of this grid. A grid that is new here is applied to
 * all the past at once, in one transaction: killed in the middle, nothing is there and the next one begins again. From
 * then on `projeterEtape` follows it with the rest. It holds the reading of the journal meanwhile: servers take turns,
 * and one that has another grid keeps its own figures.
 */
export async function keepRuralite({ db, clock }: Pick<Noyau, 'db' | 'clock'>, grille: GrilleLue): Promise<void> {
  const { empreinte } = grille;
  const now = clock.now();
  await db.transaction({ systeme: true }, async (tx) => {
    if (await isGrilleProjetee(tx, empreinte)) {
      return touchGrille(tx, empreinte, { now, before: now.subtract(SAID) });
    }
    await lockLectureEtape(tx, { now, wait: true });
    // Whoever held it may have done the same.
    if (await isGrilleProjetee(tx, empreinte)) return undefined;
    await removeGrilles(tx, now.subtract(KEPT));
    await insertGrille(tx, grille, now);
    return applyToThePast(tx, empreinte);
  });
}

async function applyToThePast(tx: Tx, empreinte: string): Promise<void> {
  const mouvements = new MouvementsDeLEtape();
  for (const mouvement of await mouvementsDeCommunes(tx, empreinte)) {
    const { jour, combien } = mouvement;
    mouvements.add([celluleDeRuralite(empreinte, mouvement)], jour, compteursOf(mouvement, combien));
  }
  for (const { organisationId, cle, jour, combien } of await premieresDemandes(tx, empreinte)) {
    const cellule = celluleDeRuralite(empreinte, { organisationId, cle, fictif: false });
    mouvements.add([cellule], jour, { [DISTINCTES]: combien });
  }
  await cumulerMouvements(tx, mouvements.changed());
}
