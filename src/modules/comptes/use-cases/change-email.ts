import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Services } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { append, saltedDigest } from '../../journal/index.ts';
import { empreinteOf } from '../domain/token.ts';
import { signaler } from '../securite.ts';
import { holdIdentites } from '../storage/effacement.ts';
import { saveAncienEmail, takeLien } from '../storage/liens.ts';
import { findHolder, findPersonne, lockIdentite, replaceIdentite, saveEmailProuve } from '../storage/personnes.ts';
import { lockComptes } from '../storage/rapprochements.ts';
import { courrierAdresse } from '../tasks/courrier-adresse.ts';
import { isOpenedBy } from './ask-new-email.ts';
import { LINK_ISSUER } from './open-sign-in-link.ts';
import { LINK_LIFE } from './send-lien.ts';

export type AdresseProuvee = {
  readonly token: string;
  readonly navigateur: string;
  /** The account that is signed in. */
  readonly personneId: string;
};

export type AdresseChangee = {
  readonly email: string;
  /** The account is opened by a link: it goes to the new address from now on. */
  readonly connexion: boolean;
};

/** `prise`: the address has come to open another account meanwhile. Who reads it may know: it is theirs. */
export type RefusChangement = 'perdu' | 'prise';

/**
 * The contact address of an account becomes the one that its holder has just proved to read, in the browser where they
 * asked for it and are signed in. FranceConnect does not change it any more. Sessions stay open; the address before is
 * told.
 *
 * An address is never a key of an account that FranceConnect opens. Where the link to the old address opens the account,
 * that way follows to the new one: the old one, which somebody else may read one day, opens nothing any more.
 */
export async function changeEmail(
  services: Pick<Services, 'db' | 'clock' | 'random' | 'logger'>,
  preuve: AdresseProuvee,
): Promise<Result<AdresseChangee, RefusChangement>> {
  const changed = await services.db.transaction({ systeme: true }, (tx) => change(tx, services, preuve));
  if (!changed.ok) signaler(services.logger, changed.error === 'prise' ? 'adresse_deja_prise' : 'lien_refuse');
  return changed;
}

async function change(
  tx: Tx,
  services: Pick<Services, 'db' | 'clock' | 'random'>,
  { token, navigateur, personneId }: AdresseProuvee,
): Promise<Result<AdresseChangee, RefusChangement>> {
  const now = services.clock.now();
  const identites = await holdIdentites(tx, personneId);
  const empreintes = { jetonEmpreinte: empreinteOf(token), navigateurEmpreinte: empreinteOf(navigateur) };
  const lien = await takeLien(
    tx,
    { ...empreintes, changementDe: personneId },
    now,
    now.subtract({ minutes: LINK_LIFE }),
  );
  const compte = lien && (await lockComptes(tx, [personneId])).get(personneId);
  const personne = compte && (await findPersonne(tx, personneId));
  if (!lien || !personne || compte?.type !== 'usager' || compte.fusionneeDans) return refuse('perdu');
  const [ancien, { email }] = [personne.email, lien];
  const connexion = isOpenedBy(identites, ancien);
  if (connexion && ancien) {
    await lockIdentite(tx, LINK_ISSUER, email);
    const holder = await findHolder(tx, { issuer: LINK_ISSUER, sub: email });
    if (holder !== undefined && holder !== personneId) return refuse('prise');
    await replaceIdentite(tx, personneId, { issuer: LINK_ISSUER, from: ancien.toLowerCase(), to: email });
  }
  const sel = Buffer.from(services.random.bytes(32));
  await saveEmailProuve(tx, personneId, { email, prouveAt: now, sel });
  await saveAncienEmail(tx, { jetonEmpreinte: empreintes.jetonEmpreinte, changementDe: personneId }, ancien, now);
  await append(tx, services, {
    acteur: { type: 'usager', id: personneId },
    organisation: null,
    sujet: { type: 'personne', id: personneId },
    type: 'compte.adresse_changee',
    contenu: {
      adresse: saltedDigest({ nom: 'Adresse de contact', salt: sel.toString('hex'), valeur: email }),
      connexion,
    },
    lecteurs: [personneId],
  });
  if (ancien) await enqueue(tx, courrierAdresse, { lien: empreintes.jetonEmpreinte.toString('hex'), connexion });
  return ok({ email, connexion });
}
