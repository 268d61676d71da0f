import { Button, ButtonLink, Form } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import type { Result } from '../../../values/result.ts';
import { appareilOf } from '../domain/appareil.ts';
import { nomAffiche } from '../domain/identite-pivot.ts';
import { publicAccess } from '../policies.ts';
import { completeSignIn } from '../use-cases/complete-sign-in.ts';
import { soiMeme } from '../use-cases/demandeur.ts';
import { openSignInLink } from '../use-cases/open-sign-in-link.ts';
import { type ComptesDeps, navigateurOf, SESSION_COOKIE, sessionIdOf } from './deps.ts';
import { pageDeRefus } from './refus.tsx';
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
      const { principal } = contexte;
      // A sign-in opens a session of one's own: acting for somebody ends there. And what was begun meanwhile is not gone
      // on with: this identity, and the data that go with it, are the aidant's.
      if (principal.type !== 'anonyme' && principal.auteur) return backToOneself(connexion.retour, intention);
      if (!identite) return redirect(connexion.retour);
      const demandeur = soiMeme(personneId, nomAffiche(identite));
      const next = await deps.apresFranceConnect({ demandeur, identite, accessToken, intention });
      return redirect(next ?? connexion.retour);
    }
    case 'preuve':
      return redirectToReunir(connexion.preuve);
    case 'deja_faite':
      return page(<DejaFaite contexte={contexte} retour={connexion.retour} />);
    case 'refus':
      return pageDeRefus(contexte, { fournisseur, refus: connexion.refus, retour: connexion.retour });
  }
}

function backToOneself(retour: string, intention: unknown): Reponse {
  const begun = intention !== null && intention !== undefined;
  return redirect(begun ? '/compte/personnes-aidees' : retour, {
    type: 'info',
    message: `Vous n’agissez plus pour une autre personne\u00a0: vous venez de vous identifier vous-même.${begun ? ' La démarche n’a pas été commencée.' : ''}`,
  });
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
  if (opened.type === 'preuve') return redirectToReunir(opened.preuve);
  contexte.setCookie(SESSION_COOKIE, opened.token);
  return redirect((await deps.apresLien(opened)) ?? opened.retour);
}

/** The page where two accounts are shown side by side, or that says why they cannot be. */
function redirectToReunir(preuve: Result<void>): Reponse {
  return redirect('/compte/reunir', preuve.ok ? undefined : { type: 'erreur', message: preuve.error });
}

/**
 * The same answer of the provider, a second time. The first may still be on its way, or its page may have been left:
 * nothing is wrong, and either link leads on.
 */
function DejaFaite({ contexte: { chrome }, retour }: { readonly contexte: Contexte; readonly retour: string }) {
  const signedIn = chrome.principal.type !== 'anonyme';
  return (
    <Site chrome={chrome} title="Connexion déjà faite">
      <h1>Connexion déjà faite</h1>
      <p>
        {signedIn
          ? 'Cette page de connexion a déjà servi, et vous êtes connecté. Vous pouvez continuer.'
          : 'Cette page de connexion a déjà servi. Continuez\u00a0: si vous n’êtes pas connecté, nous vous le proposerons de nouveau.'}
      </p>
      <ButtonLink href={retour}>Continuer</ButtonLink>
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
