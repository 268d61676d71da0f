import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { type Acteur, append } from '../../journal/index.ts';
import type { GrilleAvis } from '../domain/avis.ts';
import type { Grille } from '../domain/grille-evaluation.ts';
import {
  type GrilleToInsert,
  insertGrille,
  insertGrilleAvis,
  lastGrilleAvis,
  listGrilles,
  lockSession,
  type VersionDeGrille,
} from '../storage/grilles.ts';
import { empreinteOf } from './empreinte.ts';

type APublier<G> = Pick<VersionDeGrille<G>, 'sessionId' | 'grille'>;

/**
 * Changes the grid of a session: a new version. Evaluations keep the one under which they were asked. The same grid
 * again changes nothing.
 *
 * @returns true when a version was published
 */
export function publishGrille(tx: Tx, noyau: Noyau, acteur: Acteur, asked: APublier<Grille>): Promise<boolean> {
  return publishVersion(tx, noyau, acteur, asked, {
    fait: 'session.grille_publiee',
    last: async () => (await listGrilles(tx, asked.sessionId)).at(-1),
    insert: (one) => insertGrille(tx, one, noyau.clock.now()),
  });
}

/** The same for the grid of opinions: those already asked keep theirs. */
export function publishGrilleAvis(tx: Tx, noyau: Noyau, acteur: Acteur, asked: APublier<GrilleAvis>): Promise<boolean> {
  return publishVersion(tx, noyau, acteur, asked, {
    fait: 'session.grille_avis_publiee',
    last: () => lastGrilleAvis(tx, asked.sessionId),
    insert: (one) => insertGrilleAvis(tx, one, noyau.clock.now()),
  });
}

type Versions<G> = {
  readonly fait: string;
  last(): Promise<VersionDeGrille<G> | undefined>;
  insert(one: GrilleToInsert<G>): Promise<void>;
};

async function publishVersion<G>(
  tx: Tx,
  noyau: Noyau,
  acteur: Acteur,
  { sessionId, grille }: APublier<G>,
  versions: Versions<G>,
): Promise<boolean> {
  const session = await lockSession(tx, sessionId);
  if (!session) throw new NotFound('Cette session n’existe pas.');
  const empreinte = empreinteOf(grille);
  const last = await versions.last();
  if (last?.empreinte.equals(empreinte)) return false;
  const id = newId<'Grille'>(noyau.clock, noyau.random);
  const version = (last?.version ?? 0) + 1;
  const { organisationId } = session;
  await versions.insert({ id, organisationId, sessionId, version, grille, empreinte });
  await append(tx, noyau, {
    acteur,
    organisation: organisationId,
    sujet: { type: 'session', id: sessionId },
    type: versions.fait,
    contenu: { grille: id, version, empreinte: empreinte.toString('hex') },
  });
  return true;
}
