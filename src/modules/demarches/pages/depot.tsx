import {
  ButtonGroup,
  ButtonLink,
  Confirmation,
  CopyableCode,
  Details,
  VERBATIM,
} from '../../../platform/html/index.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { type Organisation, Site } from '../../comptes/index.ts';
import { courrielDuDossier } from '../domain/courriel-du-dossier.ts';
import type { DossierSuivi } from '../use-cases/read-dossier.ts';

type DepotProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly suivi: DossierSuivi;
  /** Fingerprint of the key that signed the receipt. */
  readonly keyId: string;
};

/** What is said once a demande is deposited: its number, where the receipt went, what comes next. */
export function Depot({ contexte: { chrome }, organisation, suivi, keyId }: DepotProps) {
  const { dossier, definition, depot } = suivi;
  const corrected = (depot?.rang ?? 1) > 1;
  const titre = corrected ? 'Votre correction est envoyée' : 'Votre demande est déposée';
  const base = `/dossiers/${dossier.id}`;
  const courriel = depot && courrielDuDossier(definition, depot.reponses);
  return (
    <Site chrome={chrome} organisation={organisation} title={titre} context={definition.titre} dossier>
      <Confirmation title={titre} reference={{ label: 'Numéro de dossier', value: dossier.numero ?? '' }}>
        {depot && <p>Le {formatInstant(depot.depositedAt)}.</p>}
      </Confirmation>
      <h2>Et maintenant</h2>
      <p>
        {organisation.nom} va examiner votre demande. Vous recevrez un courriel à chaque étape. Un accusé vient d’être
        envoyé
        {courriel ? (
          <>
            {' '}
            à <strong {...VERBATIM}>{courriel}</strong>
          </>
        ) : (
          ' à votre adresse électronique'
        )}
        .
      </p>
      <ButtonGroup>
        <ButtonLink href={base}>Suivre ma demande</ButtonLink>
        <ButtonLink href={`${base}/accuse`} kind="secondaire">
          Télécharger l’accusé de dépôt
        </ButtonLink>
      </ButtonGroup>
      <Details summary="Prouver ce dépôt, sans nous faire confiance">
        <p>
          L’accusé est un fichier que n’importe qui peut vérifier, même hors ligne, avec la commande{' '}
          <code>npx parvis verify</code>. Il doit porter l’empreinte de clé ci-dessous.
        </p>
        <CopyableCode label="Empreinte de la clé du journal" value={keyId} />
      </Details>
    </Site>
  );
}
