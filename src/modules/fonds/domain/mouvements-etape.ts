import type { Jour } from '../../../values/jour.ts';
import { additionner, type Cellule, type Compteurs, type Mouvements, sansDelais } from './etape-compteurs.ts';

export type CelluleMue = { readonly cellule: Cellule; readonly mouvements: Mouvements };

/** What each group of figures receives, day by day. */
export class MouvementsDeLEtape {
  readonly #moved = new Map<string, { readonly cellule: Cellule; readonly mouvements: Map<Jour, Compteurs> }>();

  /** @param signe -1 takes them away */
  add(cellules: readonly Cellule[], jour: Jour, compteurs: Compteurs, signe: 1 | -1 = 1): void {
    const without = sansDelais(compteurs);
    for (const cellule of cellules) {
      const { organisationId, vue, cle, fictif } = cellule;
      const key = [organisationId, vue, cle, fictif].join(' ');
      const { mouvements } = this.#moved.get(key) ?? { mouvements: new Map<Jour, Compteurs>() };
      const received = vue === 'tout' || vue === 'dispositif' ? compteurs : without;
      mouvements.set(jour, additionner(mouvements.get(jour) ?? {}, received, signe));
      this.#moved.set(key, { cellule, mouvements });
    }
  }

  /** The groups that moved: what came and went the same day did not. */
  changed(): readonly CelluleMue[] {
    return [...this.#moved.values()]
      .map(({ cellule, mouvements }) => ({ cellule, mouvements: new Map([...mouvements].filter(isMovement)) }))
      .filter(({ mouvements }) => mouvements.size > 0);
  }
}

const isMovement = ([, compteurs]: readonly [Jour, Compteurs]) => Object.keys(compteurs).length > 0;
