import { Alert, Button, ButtonGroup, ButtonLink, Form } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { appareilOf } from '../domain/appareil.ts';
import { publicAccess } from '../policies.ts';
import { completeSignIn, type Refus } from '../use-cases/complete-sign-in.ts';
import { openSignInLink } from '../use-cases/sign-in-link.ts';
import { type ComptesDeps, navigateurOf, SESSION_COOKIE, sessionIdOf } from './deps.ts';
import { Site } from './site.tsx';

/** Coming back from an identity provider, or from the link of an e-mail. */
export function retourConnexionPages(deps: ComptesDeps): readonly Page[] {
  return [
    ...(['franceconnect', 'proconnect'] as const).map(
      (fournisseur): Page => ({
        path: `/connexion/${fournisseur}/retour`,
        access: publicAccess,
        GET: (contexte) => comeBack(deps, contexte, fournisseur),
      }),
    ),
    {
      path: '/connexion/lien/:jeton',
      access: publicAccess,
      perMinute: 30,
      // Opening the link signs nobody in: mail scanners open links too. The button does.
      GET: async (contexte) => page(<ConfirmerLien contexte={contexte} />),
      POST: (contexte) => openLink(deps, contexte),
    },
  ];
}

async function comeBack(
  deps: ComptesDeps,
  contexte: Contexte,
  fournisseur: 'franceconnect' | 'proconnect',
): Promise<Reponse> {
  const connexion = await completeSignIn(deps, deps.providers, {
    fournisseur,
    query: contexte.url.split('?')[1] ?? '',
    navigateur: navigateurOf(contexte),
    appareil: appareilOf(contexte.request.headers['user-agent']),
    ...sessionIdOf(contexte),
  });
  switch (connexion.type) {
    case 'ouverte': {
      contexte.setCookie(SESSION_COOKIE, connexion.token);
      const { identite, personneId, accessToken, intention } = connexion;
      const next = identite && (await deps.apresFranceConnect({ personneId, identite, accessToken, intention }));
      return redirect(next ?? connexion.retour);
    }
    case 'deja_faite':
      return page(<DejaFaite contexte={contexte} />);
    case 'refus':
      return page(
        <Refusee contexte={contexte} fournisseur={fournisseur} refus={connexion.refus} retour={connexion.retour} />,
        connexion.refus === 'annulee' ? 200 : connexion.refus === 'indisponible' ? 503 : 403,
      );
  }
}

async function openLink(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const navigateur = navigateurOf(contexte);
  const opened =
    navigateur &&
    (await openSignInLink(deps, {
      token: contexte.params['jeton'] ?? '',
      navigateur,
      appareil: appareilOf(contexte.request.headers['user-agent']),
      ...sessionIdOf(contexte),
    }));
  if (!opened) return page(<LienPerdu contexte={contexte} />, 403);
  contexte.setCookie(SESSION_COOKIE, opened.token);
  return redirect(opened.retour);
}

const PHRASES: Readonly<Record<Refus, string>> = {
  annulee: 'Vous avez interrompu la connexion. Rien n’a été transmis.',
  inconnue: 'Cette tentative de connexion a expiré, ou a commencé dans un autre navigateur. Recommencez.',
  refusee: 'La réponse reçue n’a pas pu être vérifiée : par sécurité, vous n’êtes pas connecté. Recommencez.',
  indisponible: 'Le service de connexion ne répond pas pour le moment. Réessayez dans quelques minutes.',
  non_invite:
    'Votre identité est reconnue, mais aucune collectivité ne vous a encore invité avec cette adresse. Demandez une invitation à l’administrateur de votre collectivité.',
};

type RefuseeProps = {
  readonly contexte: Contexte;
  readonly fournisseur: 'franceconnect' | 'proconnect';
  readonly refus: Refus;
  readonly retour: string;
};

function Refusee({ contexte: { chrome }, fournisseur, refus, retour }: RefuseeProps) {
  const again = fournisseur === 'franceconnect' ? '/connexion' : '/connexion/agents';
  const title = refus === 'annulee' ? 'Connexion interrompue' : 'Connexion impossible';
  return (
    <Site chrome={chrome} title={title}>
      <h1>{title}</h1>
      <Alert ton={refus === 'annulee' ? 'info' : 'erreur'} live>
        {PHRASES[refus]}
      </Alert>
      <ButtonGroup>
        <ButtonLink href={`${again}?retour=${encodeURIComponent(retour)}`}>Recommencer</ButtonLink>
      </ButtonGroup>
      {fournisseur === 'franceconnect' && (
        <p>
          Vous pouvez aussi vous connecter sans FranceConnect, avec un lien reçu par courriel, ou remplir votre demande
          au guichet.
        </p>
      )}
    </Site>
  );
}

function DejaFaite({ contexte: { chrome } }: { readonly contexte: Contexte }) {
  return (
    <Site chrome={chrome} title="Connexion déjà faite">
      <h1>Connexion déjà faite</h1>
      <p>Cette page de connexion a déjà servi. Vous pouvez continuer.</p>
      <ButtonLink href={chrome.principal.type === 'usager' ? '/mes-dossiers' : '/'}>Continuer</ButtonLink>
    </Site>
  );
}

function ConfirmerLien({ contexte: { chrome, params } }: { readonly contexte: Contexte }) {
  return (
    <Site chrome={chrome} title="Confirmer la connexion">
      <h1>Confirmer la connexion</h1>
      <p>Vous avez demandé à vous connecter depuis ce navigateur.</p>
      <Form action={`/connexion/lien/${encodeURIComponent(params['jeton'] ?? '')}`} jeton={chrome.jeton}>
        <Button>Me connecter</Button>
      </Form>
    </Site>
  );
}

function LienPerdu({ contexte: { chrome } }: { readonly contexte: Contexte }) {
  return (
    <Site chrome={chrome} title="Ce lien ne peut plus servir">
      <h1>Ce lien ne peut plus servir</h1>
      <p>Il a déjà servi, date de plus de 15 minutes, ou a été demandé dans un autre navigateur.</p>
      <ButtonLink href="/connexion">Demander un autre lien</ButtonLink>
    </Site>
  );
}
