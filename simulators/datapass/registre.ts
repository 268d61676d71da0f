import { type Demande, demandes } from './demandes.ts';

export type EtatDemande =
  | 'draft'
  | 'submitted'
  | 'changes_requested'
  | 'validated'
  | 'refused'
  | 'archived'
  | 'revoked';

/** A request and where it stands. What was granted holds on while the request is open again. */
export interface DemandeSuivie {
  readonly demande: Demande;
  readonly etat: EtatDemande;
  readonly habilitation: 'active' | 'revoked' | 'aucune';
}

/** Where the requests stand, in memory: every start finds them all granted. */
export interface RegistreDataPass {
  list(): readonly DemandeSuivie[];
  find(id: number): DemandeSuivie | undefined;
  change(id: number, etat: EtatDemande, habilitation: DemandeSuivie['habilitation']): DemandeSuivie | undefined;
}

export function createRegistre(): RegistreDataPass {
  const kept = new Map<number, DemandeSuivie>(
    demandes.map((demande) => [demande.id, { demande, etat: 'validated', habilitation: 'active' }]),
  );
  return {
    list: () => [...kept.values()],
    find: (id) => kept.get(id),
    change(id, etat, habilitation) {
      const found = kept.get(id);
      const changed = found && { ...found, etat, habilitation };
      if (changed) {
        kept.set(id, changed);
      }
      return changed;
    },
  };
}
