import { ButtonLink, Multiline, Section } from '../../../platform/html/index.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { type Jour, jourFromInstant } from '../../../values/jour.ts';
import { isContestable } from '../domain/recours.ts';
import type { DossierSuivi } from '../use-cases/read-dossier.ts';
import { EtatDuRecours } from './etat-du-recours.tsx';

type DecisionProps = { readonly suivi: DossierSuivi; readonly base: string; readonly aujourdhui: Jour };

/** The last decision, its letter, and what was done against it. */
export function DecisionRendue({ suivi: { dossier, decision, recours }, base, aujourdhui }: DecisionProps) {
  if (!decision) return null;
  const depose = recours.find(({ decisionId }) => decisionId === decision.id);
  const ouverte = dossier.statut === 'en_construction' || dossier.statut === 'en_instruction';
  return (
    <Section id="decision" title="Décision">
      <p>
        Votre demande a été {DECIDEE[decision.verdict]} le {formatInstant(decision.decidedAt)}.
        {ouverte && ' Elle est examinée de nouveau.'}
      </p>
      <Multiline>{decision.motif}</Multiline>
      {depose && (
        <EtatDuRecours recours={depose} decideeLe={jourFromInstant(decision.decidedAt)} aujourdhui={aujourdhui} />
      )}
      {decision.lettrePieceId ? (
        <ButtonLink href={`${base}/pieces/${decision.lettrePieceId}`}>Télécharger la lettre (PDF)</ButtonLink>
      ) : (
        <p class="muted">La lettre est en cours de production. Rechargez cette page dans un instant.</p>
      )}
      {isContestable(dossier.statut) && !depose && (
        <p>
          <a href={`${base}/contester`}>Contester cette décision</a>
        </p>
      )}
    </Section>
  );
}

/** « Votre demande a été acceptée »: the dossier is masculine, the request feminine. */
const DECIDEE = { accepte: 'acceptée', refuse: 'refusée', sans_suite: 'classée sans suite' } as const;
