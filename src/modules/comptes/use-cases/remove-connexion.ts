import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { Services } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { append } from '../../journal/index.ts';
import { isFresh } from '../domain/rapprochement.ts';
import type { Providers } from '../oidc/providers.ts';
import { holdAccesses } from '../storage/effacement.ts';
import { deleteIdentite, findPersonne, type Identite, identitesOf } from '../storage/personnes.ts';
import { deleteSessionsOf, findSession, type SessionFermee } from '../storage/sessions.ts';
import { courrierConnexion, texteDuRetrait } from '../tasks/courrier-connexion.ts';
import { isUtilisable } from './describe-comptes.ts';
import { PREUVE_RECENTE_MINUTES } from './erase-compte.ts';
import { LINK_ISSUER } from './open-sign-in-link.ts';
import { leaveProvider, type Sortie } from './sign-out.ts';

export type DemandeDeRetrait = {
  readonly personneId: string;
  readonly type: 'usager' | 'agent';
  readonly sessionId: string;
  /** Of the way to sign in. */
  readonly identiteId: string;
};

/** `introuvable`: it is not one of this account, or not any more. `derniere`: nothing else would open the account. */
export type RefusRetrait = 'reconnexion' | 'introuvable' | 'derniere';

export type Retrait = {
  /** Other sessions that ended. */
  readonly sessionsFermees: number;
  /** Where to go when the session that asked has ended too; undefined when it stays open. */
  readonly sortie: Sortie | undefined;
};

type Outils = Pick<Services, 'db' | 'clock' | 'random' | 'logger' | 'publicUrl'> & {
  readonly mail: Mail;
  readonly providers: Providers;
};

/**
 * Removes one of the ways to sign in to an account, never the last that can be used, and ends the sessions that it opened.
 * The ways are held first: of two removals at once, the second sees what the first left. Whoever still uses the removed
 * way opens another account, empty.
 *
 * The person is told by mail, and so is the address that does not open the account any more.
 */
export async function removeConnexion(
  outils: Outils,
  demande: DemandeDeRetrait,
): Promise<Result<Retrait, RefusRetrait>> {
  const removed = await outils.db.transaction({ systeme: true }, (tx) => remove(tx, outils, demande));
  if (!removed.ok) return removed;
  const { fermees, adresse } = removed.value;
  if (adresse) await tellAddress(outils, adresse);
  const own = fermees.find(({ id }) => id === demande.sessionId);
  const sortie = own && (await leaveProvider(outils, outils.providers, own));
  return ok({ sessionsFermees: fermees.length - (own ? 1 : 0), sortie });
}

type Faite = { readonly fermees: readonly SessionFermee[]; readonly adresse: string | undefined };

async function remove(tx: Tx, outils: Outils, demande: DemandeDeRetrait): Promise<Result<Faite, RefusRetrait>> {
  const { personneId, type, identiteId } = demande;
  const now = outils.clock.now();
  await holdAccesses(tx, personneId);
  const opened = await findSession(tx, demande.sessionId);
  if (!opened || !isFresh(opened.createdAt, now, PREUVE_RECENTE_MINUTES)) return refuse('reconnexion');
  const identites = await identitesOf(tx, personneId);
  const retiree = identites.find(({ id }) => id === identiteId);
  if (!retiree) return refuse('introuvable');
  if (!mayRemove(retiree, identites, outils.providers)) return refuse('derniere');
  const fournisseur = fournisseurOf(retiree, type);
  const fermees = await deleteSessionsOf(tx, personneId, { identiteId, fournisseur });
  await deleteIdentite(tx, personneId, identiteId);
  await append(tx, outils, {
    acteur: { type, id: personneId },
    organisation: null,
    sujet: { type: 'personne', id: personneId },
    type: 'compte.connexion_retiree',
    contenu: { fournisseur, sessionsFermees: fermees.length },
    lecteurs: [personneId],
  });
  await enqueue(tx, courrierConnexion, { personneId, fournisseur, at: now.toString() });
  const contact = (await findPersonne(tx, personneId))?.email?.toLowerCase();
  const adresse = retiree.issuer === LINK_ISSUER && retiree.sub !== contact ? retiree.sub : undefined;
  return ok({ fermees, adresse });
}

/** Nobody may lock themselves out: another way remains, and it leads somewhere. */
export function mayRemove({ id }: Identite, identites: readonly Identite[], providers: Providers): boolean {
  return identites.some((other) => other.id !== id && isUtilisable(other, providers));
}

export function fournisseurOf({ issuer }: Identite, type: 'usager' | 'agent') {
  if (issuer === LINK_ISSUER) return 'lien';
  return type === 'agent' ? 'proconnect' : 'franceconnect';
}

/** Sent at once rather than by a job: its payload would keep an address that has just left the account. */
async function tellAddress({ mail, logger, publicUrl, clock }: Outils, to: string): Promise<void> {
  try {
    const sent = await mail.send({ to, ...texteDuRetrait(publicUrl, { fournisseur: 'lien', at: clock.now() }) });
    if (!sent.ok) logger.info('the address that opens an account no more is refused');
  } catch (err) {
    logger.warn({ err }, 'the address that opens an account no more could not be told');
  }
}
