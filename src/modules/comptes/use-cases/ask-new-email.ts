import { ok, type Result, refuse } from '../../../values/result.ts';
import { signaler } from '../securite.ts';
import { findHolder, findPersonne, identitesOf } from '../storage/personnes.ts';
import { PREUVE_RECENTE_MINUTES } from './erase-compte.ts';
import { LINK_ISSUER } from './open-sign-in-link.ts';
import { recentProof } from './recent-proof.ts';
import { type Demande, LINK_LIFE, type OutilsDeLien, sendLien } from './send-lien.ts';

export type DemandeDAdresse = Demande & { readonly personneId: string; readonly sessionId: string };

/** `reconnexion`: the person signed in too long ago to change where their account is reached. */
export type RefusAdresse = 'reconnexion' | 'meme_adresse';

/**
 * Asks the holder of a new contact address to prove that they read it. Nothing changes until then.
 *
 * Where a link to the contact address opens the account, the link will go to the new address. One that opens another
 * account already cannot: its holder is told by mail, and whoever asks is told nothing that they could not know.
 */
export async function askNewEmail(
  services: OutilsDeLien,
  demande: DemandeDAdresse,
): Promise<Result<void, RefusAdresse>> {
  if (!(await recentProof(services, demande, PREUVE_RECENTE_MINUTES))) return refuse('reconnexion');
  const { personneId } = demande;
  const email = demande.email.toLowerCase();
  const [personne, identites, holder] = await services.db.read({ systeme: true }, (tx) =>
    Promise.all([
      findPersonne(tx, personneId),
      identitesOf(tx, personneId),
      findHolder(tx, { issuer: LINK_ISSUER, sub: email }),
    ]),
  );
  if (personne?.email?.toLowerCase() === email) return refuse('meme_adresse');
  const prise = holder !== undefined && holder !== personneId && isOpenedBy(identites, personne?.email);
  if (prise) signaler(services.logger, 'adresse_deja_prise');
  await sendLien(services, demande, { retour: '/compte', changementDe: personneId }, (token) => ({
    subject: prise ? 'Cette adresse ouvre déjà un compte' : 'Confirmez votre nouvelle adresse',
    text: (prise ? alreadyTaken(services.publicUrl) : toConfirm(services.publicUrl, token)).join('\n\n'),
  }));
  return ok(undefined);
}

/** True when a link to that address is one of the ways to sign in. */
export function isOpenedBy(
  identites: readonly { readonly issuer: string; readonly sub: string }[],
  email: string | null | undefined,
): boolean {
  return identites.some(({ issuer, sub }) => issuer === LINK_ISSUER && sub === email?.toLowerCase());
}

function toConfirm(publicUrl: string, token: string): readonly string[] {
  return [
    'Bonjour,',
    `Pour que cette adresse devienne celle de votre compte, ouvrez ce lien dans le navigateur où vous l’avez demandé, sans vous être déconnecté\u00a0:\n${publicUrl}/compte/adresse-de-contact/lien/${token}`,
    `Il est valable ${LINK_LIFE} minutes et ne sert qu’une fois.`,
    'Si vous n’avez rien demandé, ne faites rien\u00a0: rien ne changera.',
  ];
}

/** Without a link: it could only be refused. */
function alreadyTaken(publicUrl: string): readonly string[] {
  return [
    'Bonjour,',
    'Quelqu’un a demandé que cette adresse devienne celle de son compte. Or elle ouvre déjà un autre compte\u00a0: rien n’a changé.',
    `Si c’est vous, vous avez deux comptes. Vous pouvez n’en faire qu’un, avec tous vos dossiers\u00a0:\n${publicUrl}/compte/reunir`,
    'Si vous n’avez rien demandé, ne faites rien.',
  ];
}
