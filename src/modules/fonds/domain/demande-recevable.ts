import { NBSP } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import { inEuros, type Montant } from '../../../values/montant.ts';
import { formatPercent } from '../../../values/ratio.ts';
import { formatSiren } from '../../../values/siren.ts';
import { formatSiret, sirenOf } from '../../../values/siret.ts';
import type { Demande } from './candidature.ts';
import { depassement } from './cumul.ts';
import { mayBegin } from './delais.ts';
import { type Aide, type Eligibilite, montantPossible } from './eligibilite.ts';

/**
 * Why a request cannot be deposited, by the rules of its session and the law; undefined when nothing stands in the way.
 * A collectivité that the rules cannot judge is left to whoever instructs.
 *
 * @param recueLe the day of the deposit
 */
export function refusDeDepot(demande: Demande, eligibilite: Eligibilite, recueLe: Jour): string | undefined {
  const etranger = refusDuSiret(demande);
  if (etranger !== undefined) return etranger;
  if (eligibilite.eligible === false) {
    const manques = eligibilite.criteres.filter(({ rempli }) => rempli === false).map(({ titre }) => titre);
    return `Votre collectivité ne remplit pas les conditions de cette session${NBSP}: ${manques.join('\u00a0; ')}.`;
  }
  if (demande.debut && !mayBegin(demande.debut, recueLe)) {
    return 'Le projet ne commence pas avant que la demande soit reçue (décret n° 2018-514, art. 5). Corrigez sa date de début.';
  }
  if (demande.debut && demande.fin && demande.fin < demande.debut) {
    return 'La fin du projet vient après son début. Corrigez ces dates.';
  }
  return refusDuMontant(demande, eligibilite) ?? refusDuCumul(demande);
}

/** Who asks corrects it before anybody examines it: no decision may exceed it. */
function refusDuCumul({ demande, assiette, autresAides }: Demande): string | undefined {
  if (demande === undefined || assiette === undefined) return undefined;
  const trop = depassement(assiette, [demande, autresAides]);
  if (trop === 0) return undefined;
  return (
    `Avec l’aide demandée, les aides publiques dépassent la dépense subventionnable de ${inEuros(trop)} ` +
    '(décret n° 2018-514, art. 10, III). Baissez l’aide demandée, ou corrigez le plan de financement.'
  );
}

/** The rules judge whoever the number names: it is that of who asks, not of a neighbour. */
function refusDuSiret({ siret, sirenDuDemandeur: siren }: Demande): string | undefined {
  if (siren === undefined || siren === sirenOf(siret)) return undefined;
  return `Le numéro SIRET ${formatSiret(siret)} n’est pas d’un établissement de votre collectivité${NBSP}: le sien commence par ${formatSiren(siren)}. Corrigez-le.`;
}

function refusDuMontant({ demande, assiette }: Demande, { aide }: Eligibilite): string | undefined {
  if (demande === undefined) return undefined;
  const possible = montantAuPlus(aide, assiette);
  if (possible === undefined || demande <= possible) return undefined;
  return `Le fonds donne au plus ${inEuros(possible)} à ce projet, ${pourquoi(aide, assiette)}${NBSP}: demandez ce montant, ou moins.`;
}

/** The rule of the session that gives this amount. */
function pourquoi(aide: Aide, assiette: Montant | undefined): string {
  if (aide.type === 'forfait') return 'le forfait de la session';
  if (assiette === undefined || montantPossible(aide, assiette) === aide.plafond) return 'le plafond de la session';
  return `${formatPercent(aide.taux)} de la dépense subventionnable de ${inEuros(assiette)}`;
}

/** Undefined when it depends on a cost that the form does not ask. */
function montantAuPlus(aide: Aide, assiette: Montant | undefined): Montant | undefined {
  if (aide.type === 'forfait') return aide.montant;
  return assiette === undefined ? aide.plafond : montantPossible(aide, assiette);
}

/** What is asked: as typed, or the lump sum of a form that asks for no amount. */
export function montantDemande({ demande }: Demande, { aide }: Eligibilite): Montant | undefined {
  return demande ?? (aide.type === 'forfait' ? aide.montant : undefined);
}
