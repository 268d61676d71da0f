import { NotFound } from '../../../platform/errors.ts';
import { ok, type Result } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { lireJeton } from '../domain/jeton.ts';
import { assertMayAdminister } from '../policies.ts';
import { lockHabilitation, saveJeton } from '../storage/habilitations.ts';
import type { DonneesDeps } from './deps.ts';

/** The former token is lost at once. The new one is sealed, bound to its habilitation, and never shown again. */
export async function replaceJeton(
  deps: DonneesDeps,
  agent: Agent,
  demande: { readonly id: string; readonly jeton: string },
): Promise<Result<void>> {
  assertMayAdminister(agent);
  const now = deps.clock.now();
  const lu = lireJeton(demande.jeton, now);
  return deps.db.transaction(porteeOf(agent), async (tx) => {
    const habilitation = await lockHabilitation(tx, demande.id);
    if (!habilitation || habilitation.organisationId !== agent.organisation.id) throw new NotFound('');
    if (!lu.ok) return lu;
    const { jeton, expireLe } = lu.value;
    await saveJeton(tx, habilitation.id, { scelle: deps.sceau.seal(jeton, habilitation.id), expireLe, now });
    await append(tx, deps, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: agent.organisation.id,
      sujet: { type: 'habilitation', id: habilitation.id },
      type: 'habilitation.jeton_remplace',
      contenu: { expireLe },
    });
    return ok(undefined);
  });
}
