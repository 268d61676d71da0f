import type { Mail } from '../../../platform/mail/mail.ts';
import type { Seal } from '../../../platform/seal.ts';
import type { Services } from '../../../platform/services.ts';
import type { Email } from '../../../values/email.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { newCode } from '../domain/code-mandat.ts';
import { ACCEPTATION_JOURS, type DureeMandat } from '../domain/mandat.ts';
import { empreinteOf, newToken } from '../domain/token.ts';
import { countOffers, insertMandat } from '../storage/mandats.ts';
import { findPersonne } from '../storage/personnes.ts';
import { lockComptes } from '../storage/rapprochements.ts';
import { endMandat } from './end-mandat.ts';
import { journaliserMandat } from './journaliser-mandat.ts';

/** Bounds of a day: nobody has more helpers than that, and no address is to be written to without end. */
const MOST_BY_A_PERSON = 10;
const MOST_FOR_AN_ADDRESS = 3;

const TROP = 'Vous avez proposé trop de mandats aujourd’hui, ou cette adresse en a trop reçu. Réessayez demain.';
const SOI_MEME = 'C’est votre propre adresse\u00a0: indiquez celle de la personne qui vous aide.';

export type MandatAProposer = {
  readonly mandant: { readonly personneId: string; readonly nom: string };
  /** Of the aidant: where the link goes, and nothing else. */
  readonly email: Email;
  /** The only organisation with which it will hold; all of them when undefined. */
  readonly organisationId?: string | undefined;
  readonly duree: DureeMandat;
};

/**
 * Offers a mandate: a link goes to the aidant, and a code is shown to the person, who tells it to them otherwise.
 * @returns its id, or why not
 */
export async function proposeMandat(
  services: Pick<Services, 'db' | 'clock' | 'random' | 'publicUrl' | 'logger'> & {
    readonly mail: Mail;
    readonly sceau: Seal;
  },
  { mandant, email, organisationId, duree }: MandatAProposer,
): Promise<Result<string>> {
  const now = services.clock.now();
  const address = email.toLowerCase();
  const dayAgo = now.subtract({ hours: 24 });
  const written = await services.db.read({ systeme: true }, (tx) =>
    countOffers(tx, 'mandataire_email', address, dayAgo),
  );
  if (written >= MOST_FOR_AN_ADDRESS) return refuse(TROP);
  const token = newToken(services.random);
  const proposed = await services.db.transaction({ personne: mandant.personneId }, async (tx) => {
    // Held: two offers at once are counted one after the other.
    const compte = (await lockComptes(tx, [mandant.personneId])).get(mandant.personneId);
    if (compte?.type !== 'usager') return refuse('Seul un compte personnel peut donner un mandat.');
    if ((await findPersonne(tx, compte.id))?.email?.toLowerCase() === address) return refuse(SOI_MEME);
    if ((await countOffers(tx, 'mandant_id', compte.id, dayAgo)) >= MOST_BY_A_PERSON) return refuse(TROP);
    const id = newId<'Mandat'>(services.clock, services.random);
    await insertMandat(tx, {
      id,
      mandantId: compte.id,
      mandantNom: mandant.nom,
      mandataireEmail: address,
      limiteOrganisationId: organisationId ?? null,
      duree,
      echeance: now.add({ hours: 24 * ACCEPTATION_JOURS }),
      createdAt: now,
      jetonEmpreinte: empreinteOf(token),
      codeScelle: services.sceau.seal(newCode(services.random)),
    });
    await journaliserMandat(tx, services, {
      acteur: { type: 'usager', id: compte.id },
      mandat: { id, mandantId: compte.id, mandataireId: null },
      type: 'mandat.propose',
      contenu: { duree, limite: organisationId ?? null },
    });
    return ok(id);
  });
  if (!proposed.ok) return proposed;
  // Sent at once rather than by a job: the link is a secret, and a job's payload is stored.
  const sent = await services.mail
    .send({
      to: email,
      subject: `${mandant.nom} vous demande de l’aider`,
      text: messageOf(services.publicUrl, token, mandant.nom),
    })
    .catch(() => refuse(''));
  if (sent.ok) return proposed;
  await endMandat(services, { personneId: mandant.personneId, mandatId: proposed.value });
  return refuse('Le message n’a pas pu partir à cette adresse. Vérifiez-la, ou réessayez dans quelques minutes.');
}

function messageOf(publicUrl: string, token: string, nom: string): string {
  return [
    'Bonjour,',
    `${nom} vous demande de faire des démarches en son nom, et vous a choisi pour cela.`,
    `Pour voir ce qui vous est demandé, puis accepter ou refuser\u00a0:\n${publicUrl}/mandats/${token}`,
    `Vous vous identifierez avec FranceConnect, et donnerez un code de six chiffres que ${nom} vous dira de vive voix. Ce lien est valable ${ACCEPTATION_JOURS} jours.`,
    'Si vous ne connaissez pas cette personne, ne faites rien.',
  ].join('\n\n');
}
