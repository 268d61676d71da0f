import type { Tx } from '../../../platform/db/database.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { NBSP, quote } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { etatSession, sessionAMontrer, versionEnVigueur } from '../domain/session.ts';
import { type Dispositif, listDispositifs, type SessionFonds, type VersionDeRegles } from '../storage/sessions.ts';

/** Where a request goes: the session that takes it, and the rules that it keeps. */
export type SessionOuverte = {
  readonly dispositif: Dispositif;
  readonly session: SessionFonds;
  readonly version: VersionDeRegles;
};

/**
 * The session that takes the dossiers of a démarche at this instant, its grace included.
 *
 * @returns undefined for a démarche that is not the fund's; a refusal when none is open
 */
export async function findSession(
  tx: Tx,
  demarcheId: string,
  at: Temporal.Instant,
): Promise<Result<SessionOuverte> | undefined> {
  const [dispositif] = await listDispositifs(tx, { demarcheId });
  if (!dispositif) return undefined;
  const session = sessionAMontrer(dispositif.sessions, at);
  if (!session) return refuse(`Aucune session n’est ouverte pour ${quote(dispositif.nom)}.`);
  if (etatSession(session, at) !== 'ouverte') return refuse(quandOuverte(dispositif.sessions, at));
  const version = versionEnVigueur(session.versions, at);
  if (!version) return refuse('Les règles de cette session ne s’appliquent pas encore.');
  return ok({ dispositif, session, version });
}

/** Since when it is closed, and from when it is open again: what is known of both. */
function quandOuverte(sessions: readonly SessionFonds[], at: Temporal.Instant): string {
  const close = sessions.filter((session) => etatSession(session, at) === 'close').at(-1);
  const prochaine = sessions.find((session) => etatSession(session, at) === 'a_venir');
  const ouverture = prochaine && formatInstant(prochaine.opensAt);
  if (!close?.closesAt) {
    return `Les demandes ne sont pas encore reçues${NBSP}: elles le seront à partir du ${ouverture}.`;
  }
  const sentence = `La session ${quote(close.nom)} est close depuis le ${formatInstant(close.closesAt)}.`;
  return ouverture ? `${sentence} La prochaine ouvre le ${ouverture}.` : sentence;
}
