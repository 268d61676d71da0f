import { Alert, Details, ErrorMessage, ErrorSummary, Hint, InsetText, NoticeBar, Origin, Tag } from '../index.ts';
import { Example } from './example.tsx';

export function Messages() {
  return (
    <>
      <Example title="Résumé des erreurs">
        <ErrorSummary
          errors={[
            { name: 'postal', message: 'Écrivez un code postal de cinq chiffres.' },
            { name: 'debut', message: 'Le mois de février 2027 a 28 jours.' },
            { message: 'Le service de la CAF ne répond pas. Réessayez dans une heure.' },
          ]}
        />
      </Example>
      <Example title="Alertes">
        <Alert ton="info" title="Vos données sont déjà connues">
          <p>La CAF nous a transmis votre quotient familial. Vérifiez-le avant de continuer.</p>
        </Alert>
        <Alert ton="succes">Votre message est envoyé.</Alert>
        <Alert ton="attention" title="La mairie attend un document de votre part">
          <p>
            Envoyez le plan de masse avant le 24&nbsp;février 2027. <a href="#champs">Envoyer le plan de masse</a>
          </p>
        </Alert>
        <Alert ton="erreur" title="Votre session a expiré">
          <p>Votre brouillon est enregistré. Reconnectez-vous pour continuer.</p>
        </Alert>
      </Example>
      <Example title="Bandeau permanent">
        <NoticeBar
          label="Exemple de bandeau"
          text="Vous agissez pour Claire Dubois, jusqu’au 24&#160;novembre 2026 à 14&#160;h&#160;30."
          action={{ label: 'Ne plus agir pour elle', href: '/composants', jeton: 'exemple' }}
        />
      </Example>
      <Example title="États">
        <p class="tags">
          <Tag text="Déposé" /> <Tag text="En instruction" ton="info" /> <Tag text="Accordé" ton="succes" />{' '}
          <Tag text="Pièce manquante" ton="attention" /> <Tag text="Refusé" ton="erreur" />
        </p>
      </Example>
      <Example title="Indice, origine et erreur seuls">
        <Hint id="indice-seul">Nous ne demandons pas ce que l’administration sait déjà.</Hint>
        <Origin text="Transmis par la CAF le 24&#160;novembre 2026" />
        <ErrorMessage id="erreur-seule" message="Choisissez une réponse." />
      </Example>
      <Example title="Passage à part">
        <InsetText>
          <p>Le silence gardé pendant deux mois vaut acceptation.</p>
        </InsetText>
      </Example>
      <Example title="Précisions">
        <Details summary="Où trouver mon numéro d’allocataire">
          <p>Il est en haut de chaque courrier de la CAF. Il a sept chiffres.</p>
        </Details>
        <Details summary="Qui peut lire mon dossier" open>
          <p>Les agents du service qui l’instruit, et vous. Chaque lecture est inscrite au journal.</p>
        </Details>
      </Example>
    </>
  );
}
