import { orThrow } from '../../../values/result.ts';
import type { Demandeur } from '../../comptes/index.ts';
import type { Moteur } from '../moteur.ts';
import { fileRecours } from '../use-cases/file-recours.ts';

/** Contests the decision of a dossier, at the instant of this engine. */
export async function contester(moteur: Moteur, demandeur: Demandeur, dossierId: string, motif: string): Promise<void> {
  orThrow(await fileRecours(moteur, demandeur, { dossierId, motif, cle: crypto.randomUUID() }));
}
