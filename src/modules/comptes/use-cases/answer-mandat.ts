import { timingSafeEqual } from 'node:crypto';
import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Seal } from '../../../platform/seal.ts';
import type { Services } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { applyMandat, ESSAIS_MAX, echeanceOf } from '../domain/mandat.ts';
import { empreinteOf } from '../domain/token.ts';
import { signaler } from '../securite.ts';
import { countEssai, findOffer, lockOffer, type Mandat, saveAcceptance, saveEnd } from '../storage/mandats.ts';
import { lockComptes } from '../storage/rapprochements.ts';
import { type CourrierMandat, courrierMandat } from '../tasks/courrier-mandat.ts';
import { journaliserMandat } from './journaliser-mandat.ts';

type Outils = Pick<Services, 'db' | 'clock' | 'random' | 'logger'> & { readonly sceau: Seal };

export type ReponseAuMandat = {
  readonly jeton: string;
  /** Who answers, signed in and in their own name. */
  readonly mandataire: { readonly personneId: string; readonly nom: string };
};

const PERDU = 'Ce lien ne peut plus servir\u00a0: il a déjà servi, a été annulé, ou date de plus de sept jours.';
const BLOQUE =
  'Ce code n’est pas le bon, et c’était le dernier essai. Par sécurité, ce mandat ne peut plus être accepté\u00a0: demandez-en un autre.';

/**
 * Accepts a mandate, with the code that the person told. A link that went astray accepts nothing without it, and a few
 * wrong codes end the offer.
 */
export async function acceptMandat(outils: Outils, reponse: ReponseAuMandat & { readonly code: string }) {
  const accepted = await outils.db.transaction({ systeme: true }, async (tx) => {
    const offer = await offerFor(tx, outils, reponse, 'accepter');
    if (!offer.ok) return offer;
    const mandat = offer.value;
    if (!isCode(outils.sceau, mandat, reponse.code))
      return wrongCode(tx, outils, mandat, reponse.mandataire.personneId);
    const now = outils.clock.now();
    const { personneId: mandataireId, nom: mandataireNom } = reponse.mandataire;
    const acceptance = { mandataireId, mandataireNom, echeance: echeanceOf(mandat.duree, now) };
    await saveAcceptance(tx, mandat.id, acceptance, now);
    await tell(tx, outils, { ...mandat, mandataireId }, mandataireId, 'accepte');
    return ok(undefined);
  });
  if (!accepted.ok) signaler(outils.logger, 'mandat_refuse');
  return accepted;
}

/** Declines it; that needs no code. Who declined is not told: it may be anybody whom the link reached. */
export function declineMandat(outils: Outils, reponse: ReponseAuMandat): Promise<Result<void>> {
  return outils.db.transaction({ systeme: true }, async (tx) => {
    const offer = await offerFor(tx, outils, reponse, 'refuser');
    if (!offer.ok) return offer;
    await saveEnd(tx, offer.value.id, 'refuse', outils.clock.now());
    await tell(tx, outils, offer.value, reponse.mandataire.personneId, 'refuse');
    return ok(undefined);
  });
}

/** The offer of this link, held, when this person may answer it. */
async function offerFor(
  tx: Tx,
  { clock }: Outils,
  { jeton, mandataire: { personneId } }: ReponseAuMandat,
  action: 'accepter' | 'refuser',
): Promise<Result<Mandat>> {
  const seen = await findOffer(tx, empreinteOf(jeton));
  if (!seen) return refuse(PERDU);
  // The accounts first, as a merge of accounts does: neither waits for the other for ever.
  const comptes = await lockComptes(tx, [seen.mandantId, personneId]);
  const mandat = await lockOffer(tx, empreinteOf(jeton));
  if (!mandat || !applyMandat(action, 'mandataire', mandat, clock.now()).ok) return refuse(PERDU);
  const [mandant, mandataire] = [comptes.get(mandat.mandantId), comptes.get(personneId)];
  if (mandat.mandantId === personneId) return refuse('Vous ne pouvez pas être votre propre aidant.');
  if (mandant?.type !== 'usager' || mandataire?.type !== 'usager' || mandataire.fusionneeDans) return refuse(PERDU);
  return mandataire.identiteCertifiee
    ? ok(mandat)
    : refuse('Identifiez-vous avec FranceConnect\u00a0: la personne que vous aidez doit savoir qui vous êtes.');
}

function isCode(sceau: Seal, { codeScelle }: Mandat, typed: string): boolean {
  const expected = codeScelle && sceau.open(codeScelle);
  if (!expected || expected.length !== typed.length) return false;
  return timingSafeEqual(Buffer.from(expected), Buffer.from(typed));
}

async function wrongCode(tx: Tx, outils: Outils, mandat: Mandat, personneId: string): Promise<Result<void>> {
  const essais = await countEssai(tx, mandat.id);
  await journaliserMandat(tx, outils, {
    acteur: { type: 'usager', id: personneId },
    mandat,
    type: 'mandat.code_errone',
    contenu: { essais },
  });
  const left = ESSAIS_MAX - essais;
  if (left > 0) {
    return refuse(
      `Ce code n’est pas le bon. Demandez-le de nouveau à la personne\u00a0: il vous reste ${left} essai${left > 1 ? 's' : ''}.`,
    );
  }
  await saveEnd(tx, mandat.id, 'bloque', outils.clock.now());
  await tell(tx, outils, mandat, personneId, 'bloque');
  return refuse(BLOQUE);
}

/** Journal, and a mail to who gave the mandate. */
async function tell(
  tx: Tx,
  outils: Outils,
  mandat: Pick<Mandat, 'id' | 'mandantId' | 'mandataireId'>,
  acteurId: string,
  courriel: CourrierMandat['courriel'] & ('accepte' | 'refuse' | 'bloque'),
): Promise<void> {
  await journaliserMandat(tx, outils, {
    acteur: { type: 'usager', id: acteurId },
    mandat,
    type: `mandat.${courriel}`,
  });
  await enqueue(tx, courrierMandat, { courriel, a: 'mandant', mandatId: mandat.id });
}
