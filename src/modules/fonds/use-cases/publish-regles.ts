import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Acteur, append } from '../../journal/index.ts';
import { insertVersion, lockVersions } from '../storage/sessions.ts';
import { empreinteOf } from './empreinte.ts';

export type ReglesAPublier = {
  readonly sessionId: string;
  /** Read and checked by `parseReglesDuFonds`. */
  readonly regles: Readonly<Record<string, unknown>>;
  readonly appliesFrom: Temporal.Instant;
};

/**
 * Changes the rules of a session: a new version, from a date on. The older ones stay, for the dossiers deposited under
 * them. The same rules from the same date change nothing.
 */
export async function publishRegles(
  tx: Tx,
  noyau: Noyau,
  acteur: Acteur,
  { sessionId, regles, appliesFrom }: ReglesAPublier,
): Promise<Result<{ readonly id: string; readonly created: boolean }>> {
  const session = await lockVersions(tx, sessionId);
  if (!session) throw new NotFound('Cette session n’existe pas.');
  const empreinte = empreinteOf(regles);
  const same = session.versions.find((one) => one.appliesFrom.equals(appliesFrom) && one.empreinte.equals(empreinte));
  if (same) return ok({ id: same.id, created: false });
  const last = session.versions.at(-1);
  if (last && Temporal.Instant.compare(appliesFrom, last.appliesFrom) <= 0) {
    return refuse(
      'Une nouvelle version des règles s’applique après la précédente\u00a0: choisissez une date plus tardive.',
    );
  }
  const id = newId<'Regles'>(noyau.clock, noyau.random);
  const version = (last?.version ?? 0) + 1;
  const { organisationId } = session;
  await insertVersion(
    tx,
    { id, organisationId, sessionId, version, regles, empreinte, appliesFrom },
    noyau.clock.now(),
  );
  await append(tx, noyau, {
    acteur,
    organisation: organisationId,
    sujet: { type: 'session', id: sessionId },
    type: 'session.regles_publiees',
    contenu: { regles: id, version, empreinte: empreinte.toString('hex'), aPartirDu: appliesFrom.toString() },
  });
  return ok({ id, created: true });
}
