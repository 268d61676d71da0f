import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import type { Siret } from '../../../values/siret.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { type CauseCorrection, checkCorrection, type RefusDeCorrection } from '../domain/correction-siret.ts';
import { applyAction } from '../domain/subvention.ts';
import { assertMayManage } from '../policies.ts';
import { insertCorrectionSiret, isCorrectionKnown } from '../storage/corrections-siret.ts';
import { nomPourRecherche, saveSubvention } from '../storage/subventions.ts';
import { holdSubvention, journaliser } from './on-subvention.ts';

export type DemandeDeCorrection = {
  readonly subventionId: string;
  /** Of the form: sent twice, it corrects once. */
  readonly cle: string;
  readonly cause: CauseCorrection;
  readonly siret: Siret;
  /** What the successor is called; the name stays when null. */
  readonly nom: string | null;
  readonly motif: string;
  /** The act of the succession. */
  readonly autorite: string | null;
};

/**
 * Corrects the SIRET of a beneficiary: another establishment of the same legal person, or the one that succeeds to it by
 * an act. What was requested, committed and paid does not move; the acts and the edition of open data that follow bear the
 * new number, and those that were made keep theirs.
 */
export async function correctSiret(
  noyau: Noyau,
  agent: Agent,
  { subventionId, cle, cause, siret, nom, motif, autorite }: DemandeDeCorrection,
): Promise<Result<void, RefusDeCorrection>> {
  assertMayManage(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx): Promise<Result<void, RefusDeCorrection>> => {
    const subvention = await holdSubvention(tx, subventionId);
    const { organisationId, beneficiaire } = subvention;
    if (await isCorrectionKnown(tx, organisationId, cle)) return ok(undefined);
    const applied = applyAction('corriger_siret', subvention.statut);
    if (!applied.ok) return refuse({ siret: applied.error });
    const acte = cause === 'succession' ? autorite : null;
    const checked = checkCorrection({ cause, avant: beneficiaire.siret, apres: siret, autorite: acte });
    if (!checked.ok) return checked;
    const nomApres = cause === 'succession' && nom !== null ? nom : beneficiaire.nom;
    const id = newId<'CorrectionSiret'>(noyau.clock, noyau.random);
    await insertCorrectionSiret(tx, {
      id,
      organisationId,
      subventionId,
      cle,
      cause,
      siretAvant: beneficiaire.siret,
      siretApres: siret,
      nomAvant: beneficiaire.nom,
      nomApres,
      motif,
      autorite: acte,
      acteurId: agent.personneId,
      createdAt: noyau.clock.now(),
    });
    await saveSubvention(tx, subventionId, {
      beneficiaire_siret: siret,
      beneficiaire_nom: nomApres,
      beneficiaire_recherche: nomPourRecherche(nomApres),
    });
    await journaliser(tx, noyau, agent, subvention, 'subvention.siret_corrige', {
      correction: id,
      cause,
      avant: beneficiaire.siret,
      apres: siret,
    });
    return ok(undefined);
  });
}
