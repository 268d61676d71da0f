import { Alert, ButtonGroup, ButtonLink } from '../../../platform/html/index.ts';
import { type Contexte, page, type Reponse } from '../../../platform/http/page.ts';
import type { Refus } from '../domain/securite.ts';
import { Site } from './site.tsx';

type Explication = { readonly titre: string; readonly phrase: string; readonly status: number };

const IMPOSSIBLE = 'Connexion impossible';

const EXPLICATIONS: Readonly<Record<Refus, Explication>> = {
  annulee: {
    titre: 'Connexion interrompue',
    phrase: 'Vous avez interrompu la connexion. Rien n’a été transmis.',
    status: 200,
  },
  inconnue: {
    titre: IMPOSSIBLE,
    phrase: 'Cette tentative de connexion a expiré, ou a commencé dans un autre navigateur. Recommencez.',
    status: 403,
  },
  refusee: {
    titre: IMPOSSIBLE,
    phrase: 'La réponse reçue n’a pas pu être vérifiée\u00a0: par sécurité, vous n’êtes pas connecté. Recommencez.',
    status: 403,
  },
  indisponible: {
    titre: IMPOSSIBLE,
    phrase: 'Le service de connexion est momentanément indisponible. Réessayez dans quelques minutes.',
    status: 503,
  },
  non_invite: {
    titre: IMPOSSIBLE,
    phrase:
      'Votre identité est reconnue, mais aucune collectivité ne vous a encore invité avec cette adresse. Demandez une invitation à l’administrateur de votre collectivité.',
    status: 403,
  },
  autre_compte: {
    titre: IMPOSSIBLE,
    phrase:
      'Votre invitation sert déjà à un autre compte professionnel. Connectez-vous comme la première fois, puis réunissez vos deux comptes depuis «\u00a0Mon compte\u00a0». Si vous ne le pouvez plus, demandez une nouvelle invitation à l’administrateur de votre collectivité.',
    status: 403,
  },
  second_facteur: {
    titre: IMPOSSIBLE,
    phrase:
      'Ce service demande une double authentification, et votre compte professionnel n’en propose pas. Demandez à votre service informatique de l’activer, ou choisissez un autre compte dans ProConnect.',
    status: 403,
  },
};

export type Refusee = {
  readonly fournisseur: 'franceconnect' | 'proconnect';
  readonly refus: Refus;
  readonly retour: string;
};

/** Why nobody was signed in, said calmly, with what one can do now: begin again, or another way. */
export function pageDeRefus(contexte: Contexte, refusee: Refusee): Reponse {
  return page(<PageDeRefus contexte={contexte} {...refusee} />, EXPLICATIONS[refusee.refus].status);
}

function PageDeRefus({ contexte: { chrome }, fournisseur, refus, retour }: Refusee & { readonly contexte: Contexte }) {
  const { titre, phrase } = EXPLICATIONS[refus];
  const usager = fournisseur === 'franceconnect';
  const again = `${usager ? '/connexion' : '/connexion/agents'}?retour=${encodeURIComponent(retour)}`;
  return (
    <Site chrome={chrome} title={titre}>
      <h1>{titre}</h1>
      <Alert ton={refus === 'annulee' ? 'info' : 'erreur'} live>
        {phrase}
      </Alert>
      <ButtonGroup>
        <ButtonLink href={again}>Recommencer</ButtonLink>
        {usager && (
          <ButtonLink href={`${again}#sans-franceconnect`} kind="secondaire">
            Me connecter avec un lien reçu par courriel
          </ButtonLink>
        )}
      </ButtonGroup>
      {usager ? (
        <p>Vous pouvez aussi faire votre demande au guichet, ou par courrier.</p>
      ) : (
        <p>
          Vous venez pour une démarche personnelle&nbsp;? <a href="/connexion">Connexion des usagers</a>
        </p>
      )}
    </Site>
  );
}
