import { formatJour } from '../../../values/format-jour.ts';
import { NBSP } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import { inEuros, type Montant, ZERO } from '../../../values/montant.ts';
import { formatPercent } from '../../../values/ratio.ts';
import { formatSiret } from '../../../values/siret.ts';
import type { ValeursActe, ValeursLues } from './balises-acte.ts';
import type { CauseCaducite } from './caducite.ts';
import type { Correction } from './correction-siret.ts';
import { type LignePlan, NATURES } from './plan.ts';
import type { Beneficiaire, Subvention } from './subvention.ts';
import { plafondAcomptes, plafondAvance } from './versements.ts';

/** What an act says of its subvention, as it stands when the act is made. */
export type SubventionDActe = Pick<
  Subvention,
  | 'numero'
  | 'objet'
  | 'cout'
  | 'assiette'
  | 'taux'
  | 'montant'
  | 'autresAides'
  | 'financementsPrives'
  | 'derogationParticipation'
  | 'demandeRecue'
  | 'commencement'
  | 'commencerAvant'
  | 'finPrevue'
  | 'referenceDecision'
  | 'decideeLe'
  | 'conventionSigneeLe'
  | 'dureeMois'
  | 'garantie'
> & { readonly beneficiaire: Pick<Beneficiaire, 'nom' | 'siret'> };

/** What an act says beside: one shape a type. */
export type FaitsActe =
  | { readonly type: 'arrete' }
  | { readonly type: 'notification' }
  | { readonly type: 'convention'; readonly plan: readonly LignePlan[] }
  | {
      readonly type: 'avenant';
      readonly plan: readonly LignePlan[];
      readonly motif: string;
      readonly signeLe: Jour;
      readonly finAvant: Jour;
    }
  | {
      readonly type: 'arrete_modificatif' | 'avenant_beneficiaire';
      readonly correction: Correction;
      /** What the beneficiary was called. */
      readonly nomAvant: string;
      readonly motif: string;
      readonly faiteLe: Jour;
    }
  | {
      readonly type: 'caducite';
      readonly reference: string;
      readonly cause: CauseCaducite;
      readonly verse: Montant;
      readonly reversement: Montant;
    }
  | {
      readonly type: 'reversement';
      readonly montant: Montant;
      readonly verse: Montant;
      /** Why, one sentence a paragraph: never without. */
      readonly motif: readonly [string, ...string[]];
    };

/** Everything that the text of an act shows, as it is read. */
export function valeursActe(organisation: string, subvention: SubventionDActe, faits: FaitsActe): ValeursLues {
  const communes = communesOf(organisation, subvention);
  switch (faits.type) {
    case 'arrete':
      return {
        phrases: communes,
        clauses: { 'clause.financement': financementOf(subvention), 'clause.calendrier': calendrierOf(subvention) },
      } satisfies ValeursActe<'arrete'>;
    case 'notification':
      return {
        phrases: communes,
        clauses: { 'clause.calendrier': calendrierOf(subvention) },
      } satisfies ValeursActe<'notification'>;
    case 'convention':
      return {
        phrases: { ...communes, ...conventionOf(subvention) },
        clauses: {
          'clause.financement': financementOf(subvention),
          'clause.calendrier': calendrierOf(subvention),
          'clause.garantie': garantieOf(subvention),
        },
      } satisfies ValeursActe<'convention'>;
    case 'avenant':
      return {
        phrases: {
          ...communes,
          ...conventionOf(subvention),
          'avenant.motif': sansPoint(faits.motif),
          'avenant.date': formatJour(faits.signeLe),
        },
        clauses: { 'clause.fin': finOf(faits.finAvant, subvention.finPrevue) },
      } satisfies ValeursActe<'avenant'>;
    case 'arrete_modificatif':
      return {
        phrases: { ...communes, ...correctionOf(faits) },
        clauses: { 'clause.beneficiaire': beneficiaireOf(faits, subvention) },
      } satisfies ValeursActe<'arrete_modificatif'>;
    case 'avenant_beneficiaire': {
      const { 'convention.date': date } = conventionOf(subvention);
      return {
        phrases: { ...communes, ...correctionOf(faits), 'convention.date': date },
        clauses: { 'clause.beneficiaire': beneficiaireOf(faits, subvention) },
      } satisfies ValeursActe<'avenant_beneficiaire'>;
    }
    case 'caducite':
      return {
        phrases: { ...communes, 'caducite.reference': faits.reference },
        clauses: { 'caducite.cause': [causeOf(faits.cause, subvention)], 'clause.versements': [versementsOf(faits)] },
      } satisfies ValeursActe<'caducite'>;
    case 'reversement':
      return {
        phrases: {
          ...communes,
          'reversement.montant': inEuros(faits.montant),
          'reversement.verse': inEuros(faits.verse),
        },
        clauses: { 'reversement.motif': faits.motif },
      } satisfies ValeursActe<'reversement'>;
  }
}

/** The plan of an agreement as its table shows it: nature, condition, day, amount. */
export function rangeesDuPlan(faits: FaitsActe): readonly (readonly string[])[] {
  if (!('plan' in faits)) return [];
  return faits.plan.map(({ nature, montant, condition, prevuLe }) => [
    NATURES[nature],
    condition,
    formatJour(prevuLe),
    inEuros(montant),
  ]);
}

/** Why money is asked back of a subvention that lapsed (décret n° 2018-514, art. 14). */
export function motifDeCaducite(cause: CauseCaducite, subvention: SubventionDActe, reference: string): string {
  return `${causeOf(cause, subvention)} La caducité a été constatée (${reference}).`;
}
const sansPoint = (phrase: string) => phrase.trim().replace(/\.+$/u, '');

function communesOf(organisation: string, subvention: SubventionDActe): ValeursActe<'arrete'>['phrases'] {
  const { beneficiaire, referenceDecision, decideeLe } = subvention;
  return {
    'organisation.nom': organisation,
    'beneficiaire.nom': beneficiaire.nom,
    'beneficiaire.siret': formatSiret(beneficiaire.siret),
    'subvention.numero': subvention.numero,
    'subvention.objet': subvention.objet,
    'subvention.demande_recue': formatJour(subvention.demandeRecue),
    'subvention.cout': inEuros(subvention.cout),
    'subvention.assiette': inEuros(subvention.assiette),
    'subvention.taux': formatPercent(subvention.taux, 4),
    'subvention.montant': inEuros(subvention.montant),
    'decision.reference': referenceDecision ?? 'Projet d’arrêté',
    'decision.date': decideeLe ? formatJour(decideeLe) : 'à dater',
  };
}

function conventionOf({ conventionSigneeLe, dureeMois, montant }: SubventionDActe) {
  if (conventionSigneeLe === null || dureeMois === null) throw new Error('An agreement has its day and its duration');
  return {
    'convention.date': formatJour(conventionSigneeLe),
    'convention.duree': `${dureeMois}${NBSP}mois`,
    'convention.plafond_acomptes': inEuros(plafondAcomptes(montant, dureeMois)),
  };
}

/** Who else pays (décret n° 2018-514, art. 10, III; CGCT, art. L1111-10, III). */
function financementOf({ autresAides, financementsPrives, derogationParticipation }: SubventionDActe) {
  return [
    autresAides === ZERO
      ? 'Le bénéficiaire n’a déclaré aucune autre aide publique pour ce projet.'
      : `Le bénéficiaire a déclaré ${inEuros(autresAides)} d’autres aides publiques pour ce projet.`,
    ...(financementsPrives === ZERO
      ? []
      : [`Des financements privés y contribuent pour ${inEuros(financementsPrives)}.`]),
    ...(derogationParticipation === null
      ? []
      : [
          `Il est dérogé à la participation minimale du maître d’ouvrage (article L1111-10, III, du code général des collectivités territoriales) pour le motif suivant${NBSP}: ${sansPoint(derogationParticipation)}.`,
        ]),
  ];
}

/** Décret n° 2018-514, art. 8: the calendar and the planned end. It leaves the dates to the decision. */
function calendrierOf({ commencement, commencerAvant, finPrevue, decideeLe }: SubventionDActe): readonly string[] {
  return [`${debutOf(commencement, commencerAvant, decideeLe)} Il s’achève au plus tard le ${formatJour(finPrevue)}.`];
}

function debutOf(commencement: Jour | null, commencerAvant: Jour | null, decideeLe: Jour | null): string {
  if (commencement) return `Le projet a commencé le ${formatJour(commencement)}.`;
  if (commencerAvant) return `Le projet commence au plus tard le ${formatJour(commencerAvant)}.`;
  if (decideeLe === null) return 'Le projet commence au plus tard à la date que fixera la décision.';
  return 'La décision ne fixe pas de date limite pour commencer le projet.';
}

/** Art. 12, II: a first-demand guarantee lets the advance reach 60 %. */
function garantieOf({ garantie, montant }: SubventionDActe): readonly string[] {
  const most = inEuros(plafondAvance(montant, garantie));
  return garantie
    ? [`Le bénéficiaire a fourni une garantie à première demande${NBSP}: l’avance peut atteindre ${most}.`]
    : [`Aucune garantie à première demande n’est fournie${NBSP}: l’avance ne dépasse pas ${most}.`];
}

function finOf(avant: Jour, apres: Jour): readonly string[] {
  if (avant === apres) return [`La date d’achèvement reste fixée au ${formatJour(apres)}.`];
  return [`La date d’achèvement, fixée au ${formatJour(avant)}, est portée au ${formatJour(apres)}.`];
}

type FaitsCorrection = Extract<FaitsActe, { readonly correction: Correction }>;

const correctionOf = ({ motif, faiteLe }: FaitsCorrection) => ({
  'correction.motif': sansPoint(motif),
  'correction.date': formatJour(faiteLe),
});

/** Who the beneficiary was and is: the same legal person, or the one that an act puts in its place. */
function beneficiaireOf({ correction, nomAvant }: FaitsCorrection, { beneficiaire }: SubventionDActe) {
  const [avant, apres] = [formatSiret(correction.avant), formatSiret(correction.apres)];
  if (correction.cause === 'etablissement') {
    return [
      `Le bénéficiaire, ${beneficiaire.nom}, reste la même personne morale. Son numéro SIRET n’est plus ${avant}${NBSP}: il est ${apres}.`,
    ];
  }
  return [
    `${beneficiaire.nom} (SIRET${NBSP}${apres}) succède à ${nomAvant} (SIRET${NBSP}${avant}), en vertu de l’acte suivant${NBSP}: ${sansPoint(correction.autorite ?? '')}.`,
    'Les droits et les obligations attachés à la subvention lui sont transférés.',
  ];
}

function causeOf(cause: CauseCaducite, { commencerAvant, finPrevue }: SubventionDActe): string {
  if (cause === 'non_achevee') {
    return `Le projet devait s’achever au plus tard le ${formatJour(finPrevue)}${NBSP}: son achèvement n’a pas été justifié.`;
  }
  if (commencerAvant === null) throw new Error('Without a last day to begin, nothing lapses');
  return `Le projet devait commencer au plus tard le ${formatJour(commencerAvant)}${NBSP}: son commencement n’a pas été justifié.`;
}

function versementsOf({ verse, reversement }: { readonly verse: Montant; readonly reversement: Montant }): string {
  if (verse === ZERO) return 'Aucun versement n’a été fait.';
  const deja = `${inEuros(verse)} ont été versés.`;
  return reversement === ZERO
    ? `${deja} Nous ne demandons pas leur reversement.`
    : `${deja} Vous devez en reverser ${inEuros(reversement)}${NBSP}: une lettre séparée vous dit pourquoi et comment.`;
}
