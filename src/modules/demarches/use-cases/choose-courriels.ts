import type { Tx } from '../../../platform/db/database.ts';
import { type Adhesion, adhesionsOf } from '../../comptes/index.ts';
import { type ChoixDeCourriels, choixParDefaut } from '../domain/courriels-agents.ts';
import type { Moteur } from '../moteur.ts';
import { listChoix, saveChoix } from '../storage/courriels-choisis.ts';
import { listDemarches } from '../storage/demarches.ts';
import { lieuOf } from './extensions.ts';

/** The mails of one organisation, and what an agent receives of them now. */
export type CourrielsDe = Pick<Adhesion, 'membreId' | 'slug' | 'nom'> & { readonly choix: ChoixDeCourriels };

/** Those of each organisation where the agent reads dossiers of at least one démarche. */
export function listCourriels(moteur: Moteur, personneId: string): Promise<readonly CourrielsDe[]> {
  return moteur.db.read({ personne: personneId }, async (tx) => {
    const adhesions = await adhesionsOf(tx, personneId);
    const choix = await listChoix(
      tx,
      adhesions.map(({ membreId }) => membreId),
    );
    const all: CourrielsDe[] = [];
    for (const { membreId, organisationId, slug, nom, roles } of adhesions) {
      const lus = (await lieuxDe(tx, moteur, organisationId)).filter(({ mayRead }) => mayRead(roles));
      if (lus.length === 0) continue;
      const repond = lus.some(({ mayAnswer }) => mayAnswer(roles));
      all.push({ membreId, slug, nom, choix: choix.get(membreId) ?? choixParDefaut(repond) });
    }
    return all;
  });
}

async function lieuxDe(tx: Tx, moteur: Moteur, organisationId: string) {
  const demarches = await listDemarches(tx, organisationId);
  const lieux = [];
  for (const { id } of demarches) lieux.push(await lieuOf(tx, moteur, id));
  return [...new Set(lieux)];
}

/** By id of their place in an organisation. Only their own: what is somebody else's is not there to them. */
export function saveCourriels(
  moteur: Moteur,
  personneId: string,
  choix: ReadonlyMap<string, ChoixDeCourriels>,
): Promise<void> {
  return moteur.db.transaction({ personne: personneId }, async (tx) => {
    for (const [membreId, one] of choix) await saveChoix(tx, membreId, one);
  });
}
