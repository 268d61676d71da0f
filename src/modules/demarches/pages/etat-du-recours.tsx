import { Alert } from '../../../platform/html/index.ts';
import { formatJour } from '../../../values/format-jour.ts';
import type { Jour } from '../../../values/jour.ts';
import { voieQuiReste } from '../domain/courriel-du-recours.ts';
import { etatDuRecours, type Recours } from '../domain/recours.ts';

type RecoursVu = { readonly recours: Recours; readonly aujourdhui: Jour };

export type EtatDuRecoursProps = RecoursVu & {
  /** The day of the decision that it contests. */
  readonly decideeLe: Jour;
};

/** Where a recours stands, for who made it. */
export function EtatDuRecours({ recours, decideeLe, aujourdhui }: EtatDuRecoursProps) {
  const { recuLe, reponseAvant, reponduLe } = recours;
  const depose = `Déposé le ${formatJour(recuLe)}.`;
  switch (etatDuRecours(recours, aujourdhui)) {
    case 'a_examiner':
      return (
        <Alert ton="info" title="Votre recours gracieux est en cours d’examen">
          {depose} Le service a jusqu’au {formatJour(reponseAvant)} inclus pour répondre. Sans réponse, le recours est
          rejeté (code des relations entre le public et l’administration, art. L231-4).
        </Alert>
      );
    case 'rejete_par_silence':
      return (
        <Alert ton="attention" title="Votre recours gracieux est rejeté par le silence du service">
          <p>
            {depose} Aucune réponse n’a été donnée avant le {formatJour(reponseAvant)} inclus. Ce silence vaut rejet
            depuis ce jour (code des relations entre le public et l’administration, art. L231-4).
          </p>
          <p>{voieQuiReste({ recours, decideeLe }, aujourdhui)} Le service peut aussi vous répondre encore.</p>
        </Alert>
      );
    case 'rejete':
      return (
        <Alert ton="erreur" title="Votre recours gracieux est rejeté">
          {depose} {reponduLe && `Le service a répondu le ${formatJour(reponduLe)}. `}
          <a href="#messages">Lire sa réponse dans les messages</a>
        </Alert>
      );
    case 'rouvert':
      return (
        <Alert ton="succes" title="Votre recours gracieux est accueilli">
          {depose} {reponduLe && `Votre demande est examinée de nouveau depuis le ${formatJour(reponduLe)}.`}
        </Alert>
      );
  }
}

/** Where a recours stands, for who answers it: nothing once they did. */
export function RecoursAExaminer({ recours, aujourdhui, href }: RecoursVu & { readonly href: string | undefined }) {
  const etat = etatDuRecours(recours, aujourdhui);
  if (etat === 'rejete' || etat === 'rouvert') return null;
  const { recuLe, reponseAvant } = recours;
  const link = href && (
    <p>
      <a href={href}>Répondre au recours</a>
    </p>
  );
  if (etat === 'rejete_par_silence') {
    return (
      <Alert ton="erreur" title="Recours rejeté par le silence gardé">
        <p>
          Recours gracieux reçu le {formatJour(recuLe)}. Aucune réponse n’a été donnée avant le{' '}
          {formatJour(reponseAvant)} inclus (CRPA, art. L231-4). Il peut encore recevoir une réponse.
        </p>
        {link}
      </Alert>
    );
  }
  return (
    <Alert ton="attention" title="Recours à examiner">
      <p>
        Recours gracieux reçu le {formatJour(recuLe)}. Répondez avant le {formatJour(reponseAvant)} inclus. Sans
        réponse, il est rejeté (CRPA, art. L231-4).
      </p>
      {link}
    </Alert>
  );
}
