import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { newId } from '../../../values/ids.ts';
import type { Jour } from '../../../values/jour.ts';
import { type Montant, subtractMontants, ZERO } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { type CompteFinal, etablirCompteFinal } from '../domain/compte-final.ts';
import { applyAction, type Subvention } from '../domain/subvention.ts';
import { totalLiquide } from '../domain/versement.ts';
import { assertMayManage } from '../policies.ts';
import { findSubvention, saveSubvention } from '../storage/subventions.ts';
import {
  insertVersements,
  listVersements,
  retireVersementsPrevus,
  saveVersement,
  type Versement,
} from '../storage/versements.ts';
import { holdSubvention, journaliser, moveCredits, resteAEngager } from './on-subvention.ts';
import { prepareActe } from './prepare-acte.ts';

export type Cloture = {
  readonly subventionId: string;
  readonly depenseReelle: Montant;
  /** Other public aids, as they were really received. */
  readonly autresAides: Montant;
  /** What proves it: « Compte final et liste des aides publiques du 3 mai 2023 ». */
  readonly justificatif: string;
  readonly soldeeLe: Jour;
};

/**
 * Settles a subvention: its balance is owed, or its beneficiary owes a repayment; what the project did not need is given
 * back to the enveloppe (décret n° 2018-514, art. 8, 12 and 14).
 */
export async function closeSubvention(
  noyau: Noyau,
  agent: Agent,
  { subventionId, depenseReelle, autresAides, justificatif, soldeeLe }: Cloture,
): Promise<Result<CompteFinal>> {
  assertMayManage(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const subvention = await holdSubvention(tx, subventionId);
    const applied = applyAction('solder', subvention.statut);
    if (!applied.ok) return applied;
    const versements = await listVersements(tx, subventionId);
    const etabli = compteFinalOf(subvention, versements, { depenseReelle, autresAides });
    if (!etabli.ok) return etabli;
    const { compte, dejaVerse } = etabli.value;
    const autorite = `Compte final du ${formatJour(soldeeLe)}`;
    const motif = `Solde ${subvention.numero}`;
    await moveCredits(tx, noyau, agent, subvention, { type: 'liquider', montant: compte.solde, motif, autorite });
    const degage = await resteAEngager(tx, subventionId);
    const { vers, operation } = applied.value;
    if (operation)
      await moveCredits(tx, noyau, agent, subvention, { type: operation, montant: degage, motif, autorite });
    await writeSolde(tx, noyau, subvention, versements, compte.solde, { justificatif, soldeeLe });
    await saveSubvention(tx, subventionId, {
      statut: vers,
      depense_reelle: depenseReelle,
      montant_final: compte.subventionFinale,
      soldee_le: soldeeLe,
      reversement_du: compte.reversement,
    });
    if (compte.reversement > 0) {
      const [premier = autorite, ...suite] = compte.explication;
      const faits = {
        type: 'reversement',
        montant: compte.reversement,
        verse: dejaVerse,
        motif: [premier, ...suite],
      } as const;
      await prepareActe(tx, noyau, agent, subvention, { faits, etat: 'signe', origine: subventionId, date: soldeeLe });
    }
    await journaliser(tx, noyau, agent, subvention, 'subvention.soldee', {
      enveloppe: subvention.enveloppeId,
      montant: subvention.montant,
      depenseReelle,
      autresAides,
      montantFinal: compte.subventionFinale,
      solde: compte.solde,
      reversement: compte.reversement,
      degage,
    });
    return ok(compte);
  });
}

export type ApercuCloture = {
  readonly compte: CompteFinal;
  readonly dejaVerse: Montant;
  /** What the project did not need, given back to the enveloppe. */
  readonly degage: Montant;
};

/** What settling it would do now. Writes nothing: it is computed again when it is done. */
export async function previewCloture(
  noyau: Noyau,
  agent: Agent,
  { subventionId, ...depense }: Pick<Cloture, 'subventionId' | 'depenseReelle' | 'autresAides'>,
): Promise<Result<ApercuCloture>> {
  assertMayManage(agent);
  return noyau.db.read(porteeOf(agent), async (tx) => {
    const subvention = await findSubvention(tx, subventionId);
    if (!subvention) throw new NotFound('Cette subvention n’existe pas.');
    const applied = applyAction('solder', subvention.statut);
    if (!applied.ok) return applied;
    const etabli = compteFinalOf(subvention, await listVersements(tx, subventionId), depense);
    if (!etabli.ok) return etabli;
    const engage = await resteAEngager(tx, subventionId);
    return ok({ ...etabli.value, degage: subtractMontants(engage, etabli.value.compte.solde) });
  });
}

function compteFinalOf(
  { montant: subventionMax, taux }: Subvention,
  versements: readonly Versement[],
  depense: Pick<Cloture, 'depenseReelle' | 'autresAides'>,
): Result<Pick<ApercuCloture, 'compte' | 'dejaVerse'>> {
  const pending = refusDesVersementsEnCours(versements);
  if (pending) return refuse(pending);
  const dejaVerse = totalLiquide(versements);
  return ok({ compte: etablirCompteFinal({ subventionMax, taux, ...depense, dejaVerse }), dejaVerse });
}

/** A payment on its way may come back: the account cannot be final before it has arrived. */
export function refusDesVersementsEnCours(versements: readonly Versement[]): string | undefined {
  const pending = versements.find(({ statut }) => statut !== 'prevu' && statut !== 'paye');
  if (!pending) return undefined;
  return `Le versement ${pending.rang} n’est pas encore payé : attendez le retour du comptable, ou annulez son service fait.`;
}

/** One line for the balance, as it really is; what was planned and never asked for goes away. */
async function writeSolde(
  tx: Tx,
  noyau: Noyau,
  subvention: Subvention,
  versements: readonly Versement[],
  solde: Montant,
  { justificatif, soldeeLe }: Pick<Cloture, 'justificatif' | 'soldeeLe'>,
): Promise<void> {
  const planned = versements.findLast(({ statut }) => statut === 'prevu');
  await retireVersementsPrevus(tx, subvention.id);
  if (solde === ZERO) return;
  const rang = planned?.rang ?? versements.length + 1;
  const id = newId<'Versement'>(noyau.clock, noyau.random);
  const condition = planned?.condition ?? 'Compte final';
  const ligne = {
    id,
    rang,
    nature: 'solde',
    montant: solde,
    condition,
    prevuLe: planned?.prevuLe ?? soldeeLe,
  } as const;
  await insertVersements(tx, subvention, [ligne]);
  await saveVersement(
    tx,
    { id, statut: 'prevu' },
    {
      statut: 'justifie',
      montant_liquide: solde,
      justificatif,
      justifie_le: soldeeLe,
    },
  );
}
