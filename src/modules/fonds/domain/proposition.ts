import { NBSP } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import { inEuros, type Montant, multiplyMontant, subtractMontants, sumMontants } from '../../../values/montant.ts';
import { compareRatios, formatPercent, percent, type Ratio } from '../../../values/ratio.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { depassement, participationMinimale } from './cumul.ts';
import { mayBegin } from './delais.ts';

/** The financing of a project, as its subvention is proposed. */
export type Proposition = {
  readonly cout: Montant;
  /** The eligible cost (dépense subventionnable), to which the rate applies. */
  readonly assiette: Montant;
  readonly taux: Ratio;
  readonly montant: Montant;
  readonly autresAides: Montant;
  readonly financementsPrives: Montant;
  readonly departement: string | null;
  /** Why the maître d’ouvrage may pay less than the law’s least part, when it may. */
  readonly derogationParticipation: string | null;
  readonly demandeRecue: Jour;
  readonly commencement: Jour | null;
  readonly finPrevue: Jour;
};

/** By what has to be corrected. */
export type ErreursProposition = Readonly<
  Partial<Record<'assiette' | 'taux' | 'montant' | 'autresAides' | 'commencement' | 'finPrevue', string>>
>;

const TOUT = percent(100);

/** Every rule that a subvention obeys before anybody signs it. @returns all that is wrong, each with its article */
export function checkProposition(proposition: Proposition): Result<void, ErreursProposition> {
  const { cout, assiette, taux, demandeRecue, commencement, finPrevue } = proposition;
  const erreurs = {
    assiette: assiette > cout ? 'La dépense subventionnable ne dépasse pas le coût du projet.' : undefined,
    taux: taux.numerator <= 0 || compareRatios(taux, TOUT) > 0 ? 'Le taux est compris entre 0 et 100 %.' : undefined,
    montant: refusDuMontant(proposition),
    autresAides: refusDesAides(proposition),
    commencement:
      commencement && !mayBegin(commencement, demandeRecue)
        ? 'Le projet ne commence pas avant que la demande soit reçue (décret n° 2018-514, art. 5).'
        : undefined,
    finPrevue: finPrevue < demandeRecue ? 'La fin du projet vient après la réception de la demande.' : undefined,
  };
  const found = Object.entries(erreurs).filter(([, erreur]) => erreur !== undefined);
  return found.length === 0 ? ok(undefined) : refuse(Object.fromEntries(found));
}

function refusDuMontant({ assiette, taux, montant }: Proposition): string | undefined {
  const plafond = multiplyMontant(assiette, taux, 'down');
  if (montant <= plafond) return undefined;
  return (
    `Le montant est au plus de ${inEuros(plafond)}${NBSP}: ${formatPercent(taux, 4)} de la dépense ` +
    `subventionnable de ${inEuros(assiette)} (décret n° 2018-514, art. 8).`
  );
}

function refusDesAides(proposition: Proposition): string | undefined {
  const { assiette, montant, autresAides, financementsPrives, cout, departement } = proposition;
  const trop = depassement(assiette, [montant, autresAides]);
  if (trop > 0) {
    return (
      `Les aides publiques dépassent la dépense subventionnable de ${inEuros(trop)} ` +
      '(décret n° 2018-514, art. 10, III).'
    );
  }
  if (proposition.derogationParticipation) return undefined;
  const financementPublic = subtractMontants(cout, financementsPrives);
  const part = subtractMontants(financementPublic, sumMontants([montant, autresAides]));
  const minimum = participationMinimale(financementPublic, departement ?? '');
  if (part >= minimum) return undefined;
  return (
    `Le maître d’ouvrage paie au moins ${inEuros(minimum)} de son projet (CGCT, art. L1111-10, III)${NBSP}: il ne lui ` +
    `en reste que ${inEuros(part)}. Baissez le montant, ou dites quelle dérogation s’applique.`
  );
}
