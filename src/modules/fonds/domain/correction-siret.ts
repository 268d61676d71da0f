import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Siret, sirenOf } from '../../../values/siret.ts';
import type { StatutSubvention } from './subvention.ts';

/** Another establishment of the same legal person; or another one, which follows it by an act. */
export type CauseCorrection = 'etablissement' | 'succession';

export type Correction = {
  readonly cause: CauseCorrection;
  readonly avant: Siret;
  readonly apres: Siret;
  /** The act of the succession; null for an establishment. */
  readonly autorite: string | null;
};

/** The act that a correction makes: while an agreement binds, both sign; else whoever decided does. */
export function acteDeCorrection(statut: StatutSubvention): 'avenant_beneficiaire' | 'arrete_modificatif' {
  return statut === 'conventionnee' || statut === 'soldee' ? 'avenant_beneficiaire' : 'arrete_modificatif';
}

/** By field of the form. */
export type RefusDeCorrection = { readonly siret?: string; readonly autorite?: string };

/** Nobody receives what another legal person was granted, but its successor. */
export function checkCorrection({ cause, avant, apres, autorite }: Correction): Result<null, RefusDeCorrection> {
  if (apres === avant) return refuse({ siret: 'C’est le numéro SIRET actuel du bénéficiaire.' });
  const same = sirenOf(avant) === sirenOf(apres);
  if (cause === 'etablissement') {
    if (same) return ok(null);
    return refuse({
      siret:
        'Ce numéro SIRET est celui d’une autre personne morale : ses 9 premiers chiffres diffèrent. Choisissez « Succession » et indiquez l’acte, ou corrigez le numéro.',
    });
  }
  if (same) {
    return refuse({
      siret: 'Ce numéro SIRET est celui de la même personne morale. Choisissez « Même personne morale ».',
    });
  }
  return autorite === null ? refuse({ autorite: 'Indiquez l’acte qui prononce la succession.' }) : ok(null);
}
