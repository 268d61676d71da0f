import type { Tx } from '../../../platform/db/database.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { Services } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { append } from '../../journal/index.ts';
import { isFresh } from '../domain/rapprochement.ts';
import type { Annonce, DonneesPersonnelles } from '../donnees-personnelles.ts';
import type { Providers } from '../oidc/providers.ts';
import { emptyPersonne, holdAccesses } from '../storage/effacement.ts';
import { deleteSession, findSession } from '../storage/sessions.ts';
import type { Fournisseur } from '../storage/tables.ts';
import { annoncerEffacement } from './annoncer-effacement.ts';
import { leaveProvider, type Sortie } from './sign-out.ts';

/** Minutes during which a sign-in is enough to take one's data away or to erase them. */
export const PREUVE_RECENTE_MINUTES = 15;

export type DemandeDEffacement = {
  readonly personneId: string;
  readonly type: 'usager' | 'agent';
  readonly sessionId: string;
  readonly navigateur: string | undefined;
  /** The person has ticked that they know that their open dossiers go on without them. */
  readonly saitPoursuivi: boolean;
};

export type RefusEffacement =
  /** They signed in too long ago. */
  | { readonly type: 'reconnexion' }
  | { readonly type: 'empeche'; readonly phrase: string }
  /** Some dossiers go on, and they have not said that they know it. */
  | { readonly type: 'poursuivi'; readonly annonce: Annonce };

type Outils = Pick<Services, 'db' | 'clock' | 'random' | 'logger' | 'publicUrl'> & {
  readonly mail: Mail;
  readonly providers: Providers;
  readonly donneesPersonnelles: readonly DonneesPersonnelles[];
};

type Faite =
  | { readonly type: 'deja' }
  | {
      readonly type: 'faite';
      readonly email: string | null;
      readonly session: { readonly fournisseur: Fournisseur; readonly idToken: string | null } | undefined;
    };

/**
 * Erases an account, all modules together: in one transaction, so that a kill leaves all or nothing. What the law keeps
 * stays with the administrations; of the person remains an id. Asked twice, it is done once.
 *
 * @returns where the browser goes to end the session of the identity provider too (FranceConnect demands it)
 */
export async function eraseCompte(
  outils: Outils,
  demande: DemandeDEffacement,
): Promise<Result<Sortie, RefusEffacement>> {
  const erased = await outils.db.transaction({ systeme: true }, (tx) => erase(tx, outils, demande));
  if (!erased.ok) return erased;
  if (erased.value.type === 'deja') return ok({ type: 'finie' });
  const { email, session } = erased.value;
  if (email) await confirmByMail(outils, email);
  return ok(await leaveProvider(outils, outils.providers, session));
}

async function erase(tx: Tx, outils: Outils, demande: DemandeDEffacement): Promise<Result<Faite, RefusEffacement>> {
  const { personneId, type, sessionId } = demande;
  const now = outils.clock.now();
  await holdAccesses(tx, personneId);
  const opened = await findSession(tx, sessionId);
  if (!opened) return ok({ type: 'deja' });
  if (!isFresh(opened.createdAt, now, PREUVE_RECENTE_MINUTES)) return refuse({ type: 'reconnexion' });
  const annonce = await annoncerEffacement(tx, outils.donneesPersonnelles, personneId);
  if (annonce.empeche) return refuse({ type: 'empeche', phrase: annonce.empeche });
  if (annonce.poursuivi.length > 0 && !demande.saitPoursuivi) return refuse({ type: 'poursuivi', annonce });
  const emptied = await emptyPersonne(tx, personneId, now);
  if (!emptied) return ok({ type: 'deja' });
  const session = await deleteSession(tx, sessionId);
  for (const { effacer } of outils.donneesPersonnelles) {
    await effacer(tx, { personneId, type, navigateur: demande.navigateur });
  }
  await append(tx, outils, {
    acteur: { type, id: personneId },
    organisation: null,
    sujet: { type: 'personne', id: personneId },
    type: 'compte.efface',
    contenu: { dossiersPoursuivis: annonce.poursuivi.length },
  });
  return ok({ type: 'faite', email: emptied.email, session });
}

/**
 * Sent at once rather than by a job: its payload would keep the address that has just been erased. A kill in between
 * loses the message, never the erasure.
 */
async function confirmByMail({ mail, logger }: Outils, to: string): Promise<void> {
  try {
    const sent = await mail.send({ to, subject: 'Votre compte est effacé', text: TEXTE });
    if (!sent.ok) logger.info('the address of an erased account is refused');
  } catch (err) {
    logger.warn({ err }, 'the erasure of an account could not be confirmed by mail');
  }
}

const TEXTE = [
  'Bonjour,',
  'Comme vous l’avez demandé, votre compte est effacé\u00a0: votre identité, vos façons de vous connecter, vos sessions, vos mandats et vos brouillons.',
  'Les demandes que vous avez déposées restent aux collectivités qui les traitent, comme la loi le leur impose. Pour toute question, écrivez-leur en rappelant le numéro du dossier.',
  'Nous ne gardons plus votre adresse\u00a0: ce message est le dernier. Si vous n’avez rien demandé, prévenez la collectivité et changez le mot de passe de votre messagerie.',
].join('\n\n');
