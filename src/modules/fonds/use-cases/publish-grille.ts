import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { type Acteur, append } from '../../journal/index.ts';
import type { Grille } from '../domain/grille-evaluation.ts';
import { insertGrille, listGrilles, lockSession } from '../storage/grilles.ts';
import { empreinteOf } from './empreinte.ts';

/**
 * Changes the grid of a session: a new version. Evaluations keep the one under which they were asked. The same grid
 * again changes nothing.
 *
 * @returns true when a version was published
 */
export async function publishGrille(
  tx: Tx,
  noyau: Noyau,
  acteur: Acteur,
  { sessionId, grille }: { readonly sessionId: string; readonly grille: Grille },
): Promise<boolean> {
  const session = await lockSession(tx, sessionId);
  if (!session) throw new NotFound('Cette session n’existe pas.');
  const empreinte = empreinteOf(grille);
  const last = (await listGrilles(tx, sessionId)).at(-1);
  if (last?.empreinte.equals(empreinte)) return false;
  const id = newId<'Grille'>(noyau.clock, noyau.random);
  const version = (last?.version ?? 0) + 1;
  const { organisationId } = session;
  await insertGrille(tx, { id, organisationId, sessionId, version, grille, empreinte }, noyau.clock.now());
  await append(tx, noyau, {
    acteur,
    organisation: organisationId,
    sujet: { type: 'session', id: sessionId },
    type: 'session.grille_publiee',
    contenu: { grille: id, version, empreinte: empreinte.toString('hex') },
  });
  return true;
}
