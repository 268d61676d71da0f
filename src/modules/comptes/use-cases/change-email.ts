import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Noyau, Services } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { append, saltedDigest } from '../../journal/index.ts';
import { empreinteOf } from '../domain/token.ts';
import { signaler } from '../securite.ts';
import { insertRemplacee } from '../storage/adresses-remplacees.ts';
import { holdIdentites } from '../storage/effacement.ts';
import { closeChangements, takeLien } from '../storage/liens.ts';
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
 * told, and may put itself back for some days (`restore-email.ts`).
 *
 * An address is never a key of an account that FranceConnect opens. Where the link to the old address opens the account,
 * that way follows to the new one: the old one, which somebody else may read one day, opens nothing any more.
 */
export async function changeEmail(
  services: Outils & Pick<Services, 'logger'>,
  preuve: AdresseProuvee,
): Promise<Result<AdresseChangee, RefusChangement>> {
  const changed = await services.db.transaction({ systeme: true }, (tx) => change(tx, services, preuve));
  if (!changed.ok) signaler(services.logger, changed.error === 'prise' ? 'adresse_deja_prise' : 'lien_refuse');
  return changed;
}

type Outils = Noyau & {
  /** Days during which who reads the old address may put it back; 0 where they may not. */
  readonly adresseRetablissableJours: number;
};

async function change(
  tx: Tx,
  services: Outils,
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
  let cleAjoutee = false;
  if (connexion && ancien) {
    await lockIdentite(tx, LINK_ISSUER, email);
    const holder = await findHolder(tx, { issuer: LINK_ISSUER, sub: email });
    if (holder !== undefined && holder !== personneId) return refuse('prise');
    cleAjoutee = await replaceIdentite(tx, personneId, { issuer: LINK_ISSUER, from: ancien.toLowerCase(), to: email });
  }
  const sel = Buffer.from(services.random.bytes(32));
  await saveEmailProuve(tx, personneId, { email, prouveAt: now, sel });
  await closeChangements(tx, personneId, now);
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
  if (ancien) {
    const remplacee = newId<'AdresseRemplacee'>(services.clock, services.random);
    const [avant, createdAt] = [{ ancienEmail: ancien, nouvelEmail: email, connexion, cleAjoutee }, now];
    // Where it may not be put back, it is kept until its holder is told.
    const expiresAt = now.add({ hours: 24 * Math.max(services.adresseRetablissableJours, 1) });
    await insertRemplacee(tx, { id: remplacee, personneId, ...avant, createdAt, expiresAt });
    await enqueue(tx, courrierAdresse, { courriel: 'changee', remplacee });
  }
  return ok({ email, connexion });
}
