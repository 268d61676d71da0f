import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Services } from '../../../platform/services.ts';
import { append, saltedDigest } from '../../journal/index.ts';
import { isSameAddress, suiteDe } from '../domain/adresse-remplacee.ts';
import { rapprocher } from '../domain/rapprochement.ts';
import { empreinteOf } from '../domain/token.ts';
import type { Rattachement } from '../rattachement.ts';
import { signaler } from '../securite.ts';
import { findRemplaceeByLink, lockRemplacees, type Remplacee, saveRetablie } from '../storage/adresses-remplacees.ts';
import { holdAccesses } from '../storage/effacement.ts';
import { closeChangements } from '../storage/liens.ts';
import { lockMandatsGivenSince } from '../storage/mandats.ts';
import { addIdentite, deleteIdentites, findHolder, lockIdentite, saveEmailProuve } from '../storage/personnes.ts';
import { lockComptes } from '../storage/rapprochements.ts';
import { deleteOtherSessions } from '../storage/sessions.ts';
import { courrierAdresse } from '../tasks/courrier-adresse.ts';
import { endLocked } from './end-mandat.ts';
import { reunir } from './merge-comptes.ts';
import { LINK_ISSUER } from './open-sign-in-link.ts';

/** What a link « this was not me » may do now. */
export type Retablissement =
  | {
      readonly type: 'possible';
      readonly changeeAt: Temporal.Instant;
      readonly jusquA: Temporal.Instant;
      /** The link to the old address opened the account, and will again. */
      readonly connexion: boolean;
      /** Somebody opened another account by a link to the old address meanwhile: it becomes one with this one. */
      readonly autreCompte: boolean;
    }
  | { readonly type: 'fait'; readonly at: Temporal.Instant }
  | { readonly type: 'perdu' };

/** Opening the link changes nothing: mail scanners open links too. */
export async function describeRetablissement(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  token: string,
): Promise<Retablissement> {
  return db.read({ systeme: true }, async (tx) => {
    const remplacee = await findRemplaceeByLink(tx, empreinteOf(token), clock.now());
    if (!remplacee) return { type: 'perdu' };
    const { usedAt, createdAt, expiresAt, connexion } = remplacee;
    if (usedAt) return { type: 'fait', at: usedAt };
    const autreCompte = (await otherHolder(tx, remplacee)) !== undefined;
    return { type: 'possible', changeeAt: createdAt, jusquA: expiresAt, connexion, autreCompte };
  });
}

type Outils = Pick<Services, 'db' | 'clock' | 'random' | 'logger'> & {
  readonly rattachements: readonly Rattachement[];
};

type Demande = {
  readonly token: string;
  /** The session of who asks, if they are signed in: of this account, it is the only one that stays open. */
  readonly sessionId: string | undefined;
};

/**
 * Puts back the contact address that another one replaced, at the word of whoever reads it: the account is as before for
 * its holder, and closed to who took it. What followed from the change is undone with it: later changes, the ways to sign
 * in that came from it, what else was under way, the mandates given since. The address that goes is told.
 *
 * Whoever tried meanwhile to sign in by a link to the old address made a second account: it is theirs by the same proof,
 * and becomes one with this one, or the address could not open it any more.
 *
 * Asked twice, or together with an erasure, a merge or another link, it is done once or not at all.
 */
export async function restoreEmail(outils: Outils, demande: Demande): Promise<void> {
  const done = await outils.db.transaction({ systeme: true }, (tx) => restore(tx, outils, demande));
  if (!done) signaler(outils.logger, 'lien_refuse');
}

async function restore(tx: Tx, outils: Outils, { token, sessionId }: Demande): Promise<boolean> {
  const now = outils.clock.now();
  const found = await findRemplaceeByLink(tx, empreinteOf(token), now);
  if (!found || found.usedAt) return false;
  const compte = await holdCompte(tx, outils, found);
  if (!compte) return false;
  const { personneId, duCompte, libre } = compte;
  const remplacee = duCompte.find(({ id, usedAt }) => id === found.id && usedAt === null);
  if (!remplacee) return false;
  const suite = suiteDe(remplacee, duCompte);
  const { ancienEmail } = remplacee;
  const cles = [remplacee, ...suite].filter(({ cleAjoutee }) => cleAjoutee).map(({ nouvelEmail }) => nouvelEmail);
  await deleteIdentites(tx, personneId, { issuer: LINK_ISSUER, subs: cles.map((email) => email.toLowerCase()) });
  if (remplacee.connexion && libre) await addIdentite(tx, cleOf(remplacee), personneId);
  const sel = Buffer.from(outils.random.bytes(32));
  await saveEmailProuve(tx, personneId, { email: ancienEmail, prouveAt: now, sel });
  await closeChangements(tx, personneId, now);
  for (const mandat of await lockMandatsGivenSince(tx, personneId, remplacee.createdAt)) {
    await endLocked(tx, outils, personneId, mandat, PERSONNE_SANS_SESSION);
  }
  const sessions = await deleteOtherSessions(tx, personneId, sessionId);
  const nouvelEmail = (suite.at(-1) ?? remplacee).nouvelEmail;
  await saveRetablie(tx, remplacee.id, { suite: suite.map(({ id }) => id), nouvelEmail, at: now });
  await append(tx, outils, {
    acteur: PERSONNE_SANS_SESSION,
    organisation: null,
    sujet: { type: 'personne', id: personneId },
    type: 'compte.adresse_retablie',
    contenu: {
      adresse: saltedDigest({ nom: 'Adresse de contact', salt: sel.toString('hex'), valeur: ancienEmail }),
      connexion: remplacee.connexion,
      changementsAnnules: suite.length + 1,
      sessionsFermees: sessions,
    },
    lecteurs: [personneId],
  });
  if (!isSameAddress(nouvelEmail, ancienEmail)) {
    await enqueue(tx, courrierAdresse, { courriel: 'retablie', remplacee: remplacee.id });
  }
  return true;
}

/** The link was mailed to the address: nothing else is known of who opens it. */
const PERSONNE_SANS_SESSION = { type: 'public', id: null } as const;

type CompteTenu = {
  /** Which one remains, where two become one. */
  readonly personneId: string;
  readonly duCompte: readonly Remplacee[];
  /** The link to the old address opens this account or none. */
  readonly libre: boolean;
};

/** Holds the account, all that leads to it and the old address, in the order in which a merge and an erasure take them. */
async function holdCompte(tx: Tx, outils: Outils, found: Remplacee): Promise<CompteTenu | undefined> {
  const autre = await otherHolder(tx, found);
  const ids = [found.personneId, ...(autre === undefined ? [] : [autre])].toSorted();
  for (const id of ids) await holdAccesses(tx, id);
  const comptes = await lockComptes(tx, ids);
  await lockIdentite(tx, LINK_ISSUER, cleOf(found).sub);
  // Another account took the address in between: the page tells of it, and they choose again.
  if ((await otherHolder(tx, found)) !== autre) return undefined;
  const [compte, second] = [comptes.get(found.personneId), autre === undefined ? undefined : comptes.get(autre)];
  if (!compte || compte.fusionneeDans) return undefined;
  const fusion = second && rapprocher(compte, second);
  if (fusion?.ok) await reunir(tx, outils, fusion.value, PERSONNE_SANS_SESSION);
  const personneId = fusion?.ok ? fusion.value.conservee : compte.id;
  return { personneId, duCompte: await lockRemplacees(tx, personneId), libre: !second || fusion?.ok === true };
}

/** Whose account a link to the old address opens now, if it is another one and it opened this one. */
async function otherHolder(tx: Tx, remplacee: Remplacee): Promise<string | undefined> {
  if (!remplacee.connexion) return undefined;
  const holder = await findHolder(tx, cleOf(remplacee));
  return holder === remplacee.personneId ? undefined : holder;
}

function cleOf({ ancienEmail }: Pick<Remplacee, 'ancienEmail'>) {
  return { issuer: LINK_ISSUER, sub: ancienEmail.toLowerCase() };
}
