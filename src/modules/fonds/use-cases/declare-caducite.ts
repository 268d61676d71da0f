import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { NBSP } from '../../../values/french.ts';
import { fromPlainDate, type Jour } from '../../../values/jour.ts';
import { formatMontant, type Montant } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { type CauseCaducite, checkCaducite } from '../domain/caducite.ts';
import { type Application, applyAction, type Subvention } from '../domain/subvention.ts';
import { motifDeCaducite } from '../domain/valeurs-acte.ts';
import { totalLiquide } from '../domain/versement.ts';
import { assertMayAward } from '../policies.ts';
import { findSubvention, saveSubvention } from '../storage/subventions.ts';
import { listVersements, retireVersementsPrevus } from '../storage/versements.ts';
import { refusDesVersementsEnCours } from './close-subvention.ts';
import { holdSubvention, journaliser, moveCredits, resteAEngager } from './on-subvention.ts';
import { prepareActe } from './prepare-acte.ts';

export type Caducite = {
  readonly subventionId: string;
  readonly cause: CauseCaducite;
  /** Of the act that declares it: « Décision n° 2024-12 ». */
  readonly reference: string;
  /** How much of what was paid the beneficiary owes back, all or part of it (décret n° 2018-514, art. 14). */
  readonly reversement: Montant;
};

/** What is wrong, by what says it; about the subvention itself, with the cause. */
export type ErreursCaducite = { readonly cause?: string; readonly reversement?: string };

/** Ends a subvention whose project did not begin, or did not end, in time: what is left goes back to the enveloppe. */
export async function declareCaducite(
  noyau: Noyau,
  agent: Agent,
  { subventionId, cause, reference, reversement }: Caducite,
): Promise<Result<void, ErreursCaducite>> {
  assertMayAward(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx): Promise<Result<void, ErreursCaducite>> => {
    const subvention = await holdSubvention(tx, subventionId);
    const aujourdhui = fromPlainDate(noyau.clock.today());
    const effet = await effetOf(tx, subvention, { cause, reversement, aujourdhui });
    if (!effet.ok) return effet;
    const { vers, operation, paye, degage } = effet.value;
    if (operation) {
      const motif = `Caducité ${subvention.numero}`;
      await moveCredits(tx, noyau, agent, subvention, { type: operation, montant: degage, motif, autorite: reference });
    }
    await retireVersementsPrevus(tx, subventionId);
    await saveSubvention(tx, subventionId, { statut: vers, reversement_du: reversement, fin_motif: reference });
    const acte = { etat: 'signe', origine: subventionId, date: aujourdhui } as const;
    const lettre = { type: 'caducite', reference, cause, verse: paye, reversement } as const;
    await prepareActe(tx, noyau, agent, subvention, { ...acte, faits: lettre });
    if (reversement > 0) {
      const motif = [motifDeCaducite(cause, subvention, reference)] as const;
      const faits = { type: 'reversement', montant: reversement, verse: paye, motif } as const;
      await prepareActe(tx, noyau, agent, subvention, { ...acte, faits });
    }
    await journaliser(tx, noyau, agent, subvention, 'subvention.caduque', {
      cause,
      degage,
      reversement,
      enveloppe: subvention.enveloppeId,
    });
    return ok(undefined);
  });
}

export type ApercuCaducite = {
  readonly paye: Montant;
  /** What was not paid, given back to the enveloppe. */
  readonly degage: Montant;
};

/** What declaring it would do now. Writes nothing: it is looked at again when it is done. */
export async function previewCaducite(
  noyau: Noyau,
  agent: Agent,
  { subventionId, ...demande }: Pick<Caducite, 'subventionId' | 'cause' | 'reversement'>,
): Promise<Result<ApercuCaducite, ErreursCaducite>> {
  assertMayAward(agent);
  const aujourdhui = fromPlainDate(noyau.clock.today());
  return noyau.db.read(porteeOf(agent), async (tx) => {
    const subvention = await findSubvention(tx, subventionId);
    if (!subvention) throw new NotFound('Cette subvention n’existe pas.');
    return effetOf(tx, subvention, { ...demande, aujourdhui });
  });
}

type Demande = Pick<Caducite, 'cause' | 'reversement'> & { readonly aujourdhui: Jour };
type Effet = ApercuCaducite & Application;

async function effetOf(
  tx: Tx,
  subvention: Subvention,
  { cause, reversement, aujourdhui }: Demande,
): Promise<Result<Effet, ErreursCaducite>> {
  const applied = applyAction('constater_caducite', subvention.statut);
  if (!applied.ok) return refuse({ cause: applied.error });
  const checked = checkCaducite(cause, { ...subvention, aujourdhui });
  if (!checked.ok) return refuse({ cause: checked.error });
  const versements = await listVersements(tx, subvention.id);
  const pending = refusDesVersementsEnCours(versements);
  if (pending) return refuse({ cause: pending });
  const paye = totalLiquide(versements);
  if (reversement > paye) {
    return refuse({
      reversement: `${formatMontant(paye, 'if-any')} ont été payés${NBSP}: le bénéficiaire ne reverse pas davantage.`,
    });
  }
  return ok({ ...applied.value, paye, degage: await resteAEngager(tx, subvention.id) });
}
