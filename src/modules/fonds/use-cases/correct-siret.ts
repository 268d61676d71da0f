import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Siret, sirenOf } from '../../../values/siret.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import {
  acteDeCorrection,
  type CauseCorrection,
  checkCorrection,
  type RefusDeCorrection,
} from '../domain/correction-siret.ts';
import { applyAction, type Beneficiaire, type Situation } from '../domain/subvention.ts';
import { assertMayManage } from '../policies.ts';
import { findActeOf } from '../storage/actes.ts';
import { columnsOfBeneficiaire } from '../storage/beneficiaires.ts';
import { findCorrection, insertCorrectionSiret } from '../storage/corrections-siret.ts';
import { saveSubvention } from '../storage/subventions.ts';
import { holdSubvention, journaliser } from './on-subvention.ts';
import { prepareActe } from './prepare-acte.ts';

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
  /** What the geographic code says of the successor; null when it does not know it: it then counts as who it succeeds. */
  readonly successeur: Situation | null;
};

/** @param acte undefined when the organisation has no text for it */
export type CorrectionFaite = { readonly acte: string | undefined };

/**
 * Corrects the SIRET of a beneficiary: another establishment of the same legal person, or the one that succeeds to it by
 * an act. What was requested, committed and paid does not move; the acts and the edition of open data that follow bear the
 * new number, and those that were made keep theirs. The correction makes an act of its own, and the point d’étape counts
 * the subvention for the successor from that day on.
 */
export async function correctSiret(
  noyau: Noyau,
  agent: Agent,
  { subventionId, cle, cause, siret, nom, motif, autorite, successeur }: DemandeDeCorrection,
): Promise<Result<CorrectionFaite, RefusDeCorrection>> {
  assertMayManage(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx): Promise<Result<CorrectionFaite, RefusDeCorrection>> => {
    const subvention = await holdSubvention(tx, subventionId);
    const { organisationId, beneficiaire } = subvention;
    const known = await findCorrection(tx, organisationId, cle);
    if (known) return ok({ acte: await findActeOf(tx, subventionId, known) });
    const applied = applyAction('corriger_siret', subvention.statut);
    if (!applied.ok) return refuse({ siret: applied.error });
    const acte = cause === 'succession' ? autorite : null;
    const correction = { cause, avant: beneficiaire.siret, apres: siret, autorite: acte };
    const checked = checkCorrection(correction);
    if (!checked.ok) return checked;
    const apres: Beneficiaire = {
      ...beneficiaire,
      ...(cause === 'succession' ? { ...successeur, nom: nom ?? beneficiaire.nom } : {}),
      siret,
    };
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
      nomApres: apres.nom,
      motif,
      autorite: acte,
      acteurId: agent.personneId,
      createdAt: noyau.clock.now(),
    });
    await saveSubvention(tx, subventionId, columnsOfBeneficiaire(apres));
    const faiteLe = fromPlainDate(noyau.clock.today());
    const acteId = await prepareActe(
      tx,
      noyau,
      agent,
      { ...subvention, beneficiaire: apres },
      {
        faits: { type: acteDeCorrection(subvention.statut), correction, nomAvant: beneficiaire.nom, motif, faiteLe },
        etat: 'signe',
        origine: id,
        date: faiteLe,
      },
    );
    await journaliser(tx, noyau, agent, subvention, 'subvention.siret_corrige', {
      correction: id,
      cause,
      avant: beneficiaire.siret,
      apres: siret,
      // Whom it counts for from now on, as when it was proposed.
      beneficiaire: apres.type,
      siren: sirenOf(siret),
      departement: apres.departement,
      region: apres.region,
      population: apres.population,
    });
    return ok({ acte: acteId });
  });
}
