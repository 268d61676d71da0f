import type { Tx } from '../../../platform/db/database.ts';
import { Conflict } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { formatJour } from '../../../values/format-jour.ts';
import type { Jour } from '../../../values/jour.ts';
import { formatMontant } from '../../../values/montant.ts';
import { formatPercent } from '../../../values/ratio.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { type Decider, findDossier } from '../../demarches/index.ts';
import { checkDecision, type ErreursDecision } from '../domain/decision.ts';
import { refusDeDelegation } from '../domain/enveloppe.ts';
import { applyAction, type Subvention } from '../domain/subvention.ts';
import { assertMayAward } from '../policies.ts';
import { findEnveloppe } from '../storage/enveloppes.ts';
import { saveSubvention } from '../storage/subventions.ts';
import { holdSubvention, journaliser, moveCredits } from './on-subvention.ts';
import { prepareActe } from './prepare-acte.ts';

export type Attribution = {
  readonly subventionId: string;
  /** Of the act: « Arrêté n° 2021-1042 ». */
  readonly reference: string;
  readonly decideeLe: Jour;
  /** The last day to begin the project (décret n° 2018-514, art. 8): after it, lapse may be declared. */
  readonly commencerAvant: Jour | null;
};

/** @property muet played again after the time: no act is written, and nobody is told (see `Moteur`) */
export type Attribuant = Noyau & { readonly decider: Decider; readonly muet?: boolean };

/**
 * Signs the award: the beneficiary may count on it. The dossier that asked for it is accepted with it, or neither is:
 * its letter and its mail follow from there.
 */
export async function awardSubvention(
  noyau: Attribuant,
  agent: Agent,
  { subventionId, reference, decideeLe, commencerAvant }: Attribution,
): Promise<Result<void, ErreursDecision>> {
  assertMayAward(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const subvention = await holdSubvention(tx, subventionId);
    const applied = applyAction('attribuer', subvention.statut);
    if (!applied.ok) return { ok: false, error: { statut: applied.error } };
    const checked = checkDecision({ ...subvention, decideeLe, commencerAvant });
    if (!checked.ok) return checked;
    const enveloppe = await findEnveloppe(tx, subvention.enveloppeId);
    const finie = enveloppe && refusDeDelegation(enveloppe, decideeLe);
    if (finie !== undefined) return refuse({ decideeLe: finie });
    const { vers, operation } = applied.value;
    if (operation) {
      const motif = `Attribution ${subvention.numero}`;
      await moveCredits(tx, noyau, agent, subvention, {
        type: operation,
        montant: subvention.montant,
        motif,
        autorite: reference,
      });
    }
    await saveSubvention(tx, subventionId, {
      statut: vers,
      reference_decision: reference,
      decidee_le: decideeLe,
      commencer_avant: commencerAvant,
    });
    const attribuee = { ...subvention, referenceDecision: reference, decideeLe, commencerAvant };
    if (!noyau.muet) await prepareAttribution(tx, noyau, agent, attribuee);
    await acceptDossier(tx, noyau.decider, agent, subvention, motifDAttribution(subvention, reference, decideeLe));
    await journaliser(tx, noyau, agent, subvention, 'subvention.attribuee', {
      montant: subvention.montant,
      enveloppe: subvention.enveloppeId,
      decideeLe,
      commencerAvant,
    });
    return ok(undefined);
  });
}

/** The arrêté and the letter that notifies it. */
async function prepareAttribution(
  tx: Tx,
  noyau: Noyau,
  agent: Agent,
  subvention: Subvention & { readonly decideeLe: Jour },
): Promise<void> {
  const { id: origine, decideeLe: date } = subvention;
  for (const type of ['arrete', 'notification'] as const) {
    await prepareActe(tx, noyau, agent, subvention, { faits: { type }, etat: 'signe', origine, date });
  }
}

async function acceptDossier(
  tx: Tx,
  decider: Decider,
  agent: Agent,
  { dossierId }: Subvention,
  motif: string,
): Promise<void> {
  const dossier = dossierId === null ? undefined : await findDossier(tx, dossierId);
  // Accepted once: a first subvention was abandoned, and this one takes its place.
  if (!dossier || dossier.statut === 'accepte') return;
  const decided = await decider(tx, agent, { dossierId: dossier.id, verdict: 'accepte', motif });
  if (!decided.ok) throw new Conflict(decided.error.verdict ?? decided.error.motif ?? 'Le dossier n’est pas accepté.');
}

/** What the letter says of the amount (décret n° 2018-514, art. 8: the eligible cost, the most, and how it is computed). */
function motifDAttribution({ montant, assiette, taux, objet }: Subvention, reference: string, decideeLe: Jour): string {
  return [
    `Une subvention de ${formatMontant(montant, 'if-any')} au plus est attribuée au projet «\u00a0${objet}\u00a0», ` +
      `par ${reference} du ${formatJour(decideeLe)}.`,
    `La dépense subventionnable est de ${formatMontant(assiette, 'if-any')}, au taux de ${formatPercent(taux, 4)}.`,
  ].join('\n');
}
