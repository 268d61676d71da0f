import { formatJour } from '../../../values/format-jour.ts';
import { NBSP } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import type { CourrielEcrit } from './courriel-ecrit.ts';
import { isDansLeDelai, limiteDuRecours, type Recours } from './recours.ts';

/** A rejection by silence, and the decision that stands because of it. */
export type RejetImplicite = {
  readonly recours: Pick<Recours, 'recuLe' | 'reponseAvant'>;
  readonly decideeLe: Jour;
};

/** The way that is left to whoever silence answered, and until when, as a sentence: on their page and in their mail. */
export function voieQuiReste({ recours, decideeLe }: RejetImplicite, aujourdhui: Jour): string {
  if (!isDansLeDelai(recours, decideeLe)) {
    return (
      `Votre recours a été reçu plus de deux mois après la décision du ${formatJour(decideeLe)}. Si vous l’aviez reçue ` +
      'ce jour-là, le délai pour saisir le tribunal administratif est terminé (code de justice administrative, ' +
      'art. R421-1).'
    );
  }
  const limite = limiteDuRecours(recours.reponseAvant);
  const article = '(code de justice administrative, art. R421-1 et R421-2)';
  return aujourdhui > limite
    ? `Le délai pour saisir le tribunal administratif a pris fin le ${formatJour(limite)} ${article}.`
    : `Vous pouvez saisir le tribunal administratif jusqu’au ${formatJour(limite)} inclus ${article}. La lettre de décision dit lequel et comment.`;
}

export type CourrierDeRecours = {
  readonly recours: Pick<Recours, 'recuLe' | 'reponseAvant'>;
  readonly decideeLe: Jour;
  readonly numero: string;
  /** Address of the dossier. */
  readonly lien: string;
  /** Who answers, and how to reach them: lines. */
  readonly service: readonly string[];
  readonly aujourdhui: Jour;
};

/** Acknowledges a recours: received when, by whom, and what silence does on which day (CRPA, art. R112-11-1). */
export function accuseDuRecours({ recours, numero, lien, service }: CourrierDeRecours): CourrielEcrit {
  const { recuLe, reponseAvant } = recours;
  return {
    subject: `Dossier ${numero}${NBSP}: votre recours gracieux est reçu`,
    text: paragraphes(
      'Bonjour,',
      `Votre recours gracieux a été reçu le ${formatJour(recuLe)}.`,
      `Le service a jusqu’au ${formatJour(reponseAvant)} inclus pour répondre. Sans réponse, le recours est rejeté ${SILENCE}. Vous serez prévenu dans les deux cas.`,
      `Votre dossier${NBSP}:\n${lien}`,
      service.join('\n'),
    ),
  };
}

/** Tells that nobody answered: since when that rejects, and what can still be done. */
export function courrielDuSilence(courrier: CourrierDeRecours): CourrielEcrit {
  const { recours, numero, lien, service, aujourdhui } = courrier;
  const { recuLe, reponseAvant } = recours;
  return {
    subject: `Dossier ${numero}${NBSP}: votre recours gracieux est rejeté par le silence du service`,
    text: paragraphes(
      'Bonjour,',
      `Votre recours gracieux reçu le ${formatJour(recuLe)} n’a pas reçu de réponse avant le ${formatJour(reponseAvant)} inclus. Ce silence vaut rejet depuis ce jour ${SILENCE}.`,
      `${voieQuiReste(courrier, aujourdhui)} Le service peut aussi vous répondre encore.`,
      `Votre dossier${NBSP}:\n${lien}`,
      service.join('\n'),
    ),
  };
}

const SILENCE = '(code des relations entre le public et l’administration, art. L231-4)';

const paragraphes = (...parts: readonly string[]): string => parts.filter(Boolean).join('\n\n');
