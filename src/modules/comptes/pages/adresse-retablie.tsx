import { Button, ButtonGroup, ButtonLink, Form, InsetText } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { publicAccess } from '../policies.ts';
import { describeRetablissement, type Retablissement, restoreEmail } from '../use-cases/restore-email.ts';
import type { ComptesDeps } from './deps.ts';
import { Site } from './site.tsx';

const PATH = '/adresse-de-contact/remettre';

/** « This was not me »: what the holder of an address opens, from the mail that tells them that an account left it. */
export function adresseRetabliePages(deps: ComptesDeps): readonly Page[] {
  return [
    {
      path: `${PATH}/:jeton`,
      access: publicAccess,
      perMinute: 20,
      async GET(contexte) {
        const retablissement = await describeRetablissement(deps, jetonOf(contexte));
        const status = retablissement.type === 'perdu' ? 404 : 200;
        return page(<Remettre contexte={contexte} retablissement={retablissement} />, status);
      },
      async POST(contexte) {
        const { principal } = contexte;
        const sessionId = principal.type === 'usager' ? principal.sessionId : undefined;
        await restoreEmail(deps, { token: jetonOf(contexte), sessionId });
        return redirect(lienOf(contexte));
      },
    },
  ];
}

const jetonOf = ({ params }: Contexte) => params['jeton'] ?? '';
const lienOf = (contexte: Contexte) => `${PATH}/${encodeURIComponent(jetonOf(contexte))}`;

type RemettreProps = { readonly contexte: Contexte; readonly retablissement: Retablissement };

function Remettre({ contexte, retablissement }: RemettreProps) {
  // « Se connecter » of the header leads to the account, without writing the link down.
  const chrome = { ...contexte.chrome, url: APRES };
  switch (retablissement.type) {
    case 'perdu':
      return (
        <Site chrome={chrome} title="Ce lien ne peut plus servir">
          <h1>Ce lien ne peut plus servir</h1>
          <p>
            Son délai est passé, une autre adresse a été remise depuis, ou le compte n’existe plus. Rien n’a été changé.
          </p>
          <p>
            Si vous pensez que quelqu’un d’autre se sert de votre compte, prévenez sans attendre la collectivité qui
            traite vos demandes.
          </p>
          <ButtonLink href={APRES} kind="secondaire">
            Voir mon compte
          </ButtonLink>
        </Site>
      );
    case 'fait':
      return (
        <Site chrome={chrome} title="L’adresse est remise">
          <h1>L’adresse est remise</h1>
          <p>
            L’adresse d’avant est de nouveau celle du compte, depuis le {formatInstant(retablissement.at)}. Les sessions
            ouvertes ailleurs sont fermées.
          </p>
          <h2>Et maintenant</h2>
          <ol>
            <li>Changez le mot de passe de votre messagerie&nbsp;: c’est là que tout se confirme.</li>
            <li>Connectez-vous, et vérifiez que vous reconnaissez les façons de vous connecter et vos demandes.</li>
            <li>Si une demande a été faite sans vous, prévenez la collectivité qui la traite.</li>
          </ol>
          <ButtonLink href={APRES}>Voir mon compte</ButtonLink>
        </Site>
      );
    case 'possible':
      return (
        <Site chrome={chrome} title="Remettre votre adresse de contact">
          <Confirmer contexte={contexte} {...retablissement} />
        </Site>
      );
  }
}

/** Where whoever comes back sees what opens the account, and where it is open. */
const APRES = '/compte/connexions';

type Possible = Extract<Retablissement, { type: 'possible' }> & { readonly contexte: Contexte };

function Confirmer({ contexte, changeeAt, jusquA, connexion, autreCompte }: Possible) {
  return (
    <>
      <h1>Remettre votre adresse de contact</h1>
      <p>
        Le {formatInstant(changeeAt)}, l’adresse de contact de votre compte a été remplacée par une autre. Si vous
        l’avez fait vous-même, fermez cette page&nbsp;: il n’y a rien à faire.
      </p>
      <p>Si ce n’est pas vous, remettez l’adresse où vous avez reçu ce lien&nbsp;:</p>
      <ul>
        <li>elle redevient celle du compte, et la nouvelle ne l’est plus&nbsp;;</li>
        {connexion && <li>le lien de connexion y est de nouveau envoyé, et plus à la nouvelle&nbsp;;</li>}
        {autreCompte && <li>le compte ouvert depuis avec cette adresse est réuni à celui-ci&nbsp;;</li>}
        <li>les mandats donnés depuis le changement prennent fin&nbsp;;</li>
        <li>les sessions ouvertes ailleurs que dans ce navigateur sont fermées.</li>
      </ul>
      <Form action={lienOf(contexte)} jeton={contexte.chrome.jeton}>
        <ButtonGroup>
          <Button>Remettre mon adresse</Button>
        </ButtonGroup>
      </Form>
      <InsetText>
        <p>Ce lien sert une seule fois, jusqu’au {formatInstant(jusquA)}.</p>
      </InsetText>
    </>
  );
}
