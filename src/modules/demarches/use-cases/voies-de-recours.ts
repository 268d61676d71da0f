import type { Tx } from '../../../platform/db/database.ts';
import type { Bloc } from '../domain/blocs.ts';
import { remplirModele } from '../domain/modele.ts';
import type { Moteur } from '../moteur.ts';
import { loadForText } from '../tasks/load-for-text.ts';

/**
 * How to contest the decision of a dossier, as its letter says it under the signature: the one text, with the delays and
 * the court of the organisation. Who may read it is the caller's to say.
 */
export async function voiesDeRecours(tx: Tx, moteur: Moteur, dossierId: string): Promise<readonly Bloc[]> {
  const { definition, decision, valeurs } = await loadForText(tx, moteur, dossierId);
  return decision ? remplirModele(definition.decisions[decision.verdict].lettre, valeurs).mentions : [];
}
