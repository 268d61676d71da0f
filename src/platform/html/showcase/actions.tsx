import { Button, ButtonGroup, ButtonLink, Form, FranceConnectButton, Pagination, ProConnectButton } from '../index.ts';
import { Example } from './example.tsx';

export function Actions() {
  return (
    <>
      <Example title="Boutons">
        <Form action="/composants" jeton="exemple" label="Exemples de boutons">
          <ButtonGroup>
            <Button>Déposer ma demande</Button>
            <Button kind="secondaire">Enregistrer le brouillon</Button>
            <Button kind="danger">Supprimer le brouillon</Button>
            <Button kind="discret">Abandonner</Button>
          </ButtonGroup>
        </Form>
      </Example>
      <Example title="Liens en forme de bouton">
        <ButtonGroup>
          <ButtonLink href="#actions" start>
            Commencer
          </ButtonLink>
          <ButtonLink href="#actions" kind="secondaire">
            Voir le dossier
          </ButtonLink>
        </ButtonGroup>
      </Example>
      <Example title="Connexion d’un usager">
        <FranceConnectButton href="#actions" />
      </Example>
      <Example title="Connexion d’un agent">
        <ProConnectButton href="#actions" />
      </Example>
      <Example title="Pages d’une liste">
        <Pagination label="Exemple de pages" previousHref="#actions" nextHref="#listes" />
      </Example>
    </>
  );
}
