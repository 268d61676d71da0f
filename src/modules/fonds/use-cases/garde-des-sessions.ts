import type { Tx } from '../../../platform/db/database.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { NBSP, quote } from '../../../values/french.ts';
import { ok, refuse } from '../../../values/result.ts';
import type { GardeDeDepot } from '../../demarches/index.ts';
import { etatSession, sessionAMontrer, versionEnVigueur } from '../domain/session.ts';
import { insertCandidature, listDispositifs } from '../storage/sessions.ts';

/**
 * A dossier of the fund is deposited while a session is open, by the time of the server, its grace included. It keeps
 * the rules of that instant for ever, whatever becomes of them. Démarches that are not the fund's pass.
 */
export const gardeDesSessions: GardeDeDepot<Tx> = async (tx, { dossierId, demarcheId, at }) => {
  const [dispositif] = await listDispositifs(tx, { demarcheId });
  if (!dispositif) return ok(NOTHING_TO_WRITE);
  const session = sessionAMontrer(dispositif.sessions, at);
  if (!session) return refuse(`Aucune session n’est ouverte pour ${quote(dispositif.nom)}.`);
  const { opensAt, closesAt } = session;
  const etat = etatSession(session, at);
  if (etat === 'a_venir') {
    return refuse(
      `Les demandes ne sont pas encore reçues${NBSP}: elles le seront à partir du ${formatInstant(opensAt)}.`,
    );
  }
  if (etat === 'close' && closesAt) {
    return refuse(`La session ${quote(session.nom)} est close depuis le ${formatInstant(closesAt)}.`);
  }
  const version = versionEnVigueur(session.versions, at);
  if (!version) return refuse('Les règles de cette session ne s’appliquent pas encore.');
  const candidature = {
    dossierId,
    organisationId: dispositif.organisationId,
    sessionId: session.id,
    reglesId: version.id,
  };
  return ok(() => insertCandidature(tx, candidature, at));
};

const NOTHING_TO_WRITE = async () => undefined;
