import { type Contexte, type Page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { publicAccess } from '../policies.ts';
import { signaler } from '../securite.ts';
import { type Sortie, signOut } from '../use-cases/sign-out.ts';
import { type ComptesDeps, LOGOUT_COOKIE, NAVIGATEUR_COOKIE, SESSION_COOKIE } from './deps.ts';

const NOMS = { franceconnect: 'FranceConnect', proconnect: 'ProConnect' };

/** Why the browser leaves, as the last page says it. */
const FAITS = {
  deconnexion: 'Vous êtes déconnecté',
  effacement: 'Votre compte est effacé',
  retrait: 'Cette façon de vous connecter est retirée de votre compte, et vous êtes déconnecté',
} as const;

/** The way out: here at once, then at the identity provider, and back. */
export function deconnexionPages(deps: ComptesDeps): readonly Page[] {
  return [
    {
      path: '/deconnexion',
      access: publicAccess,
      enToutNom: true,
      POST: async (contexte) => leave(contexte, await endSession(deps, contexte), 'deconnexion'),
    },
    {
      path: '/deconnexion/retour',
      access: publicAccess,
      async GET(contexte) {
        const [known, motif] = contexte.cookie(LOGOUT_COOKIE)?.split('.') ?? [];
        contexte.setCookie(LOGOUT_COOKIE, undefined);
        if (known && known === contexte.query.get('state')) {
          const fait = Object.entries(FAITS).find(([nom]) => nom === motif)?.[1] ?? FAITS.deconnexion;
          return redirect('/', { type: 'succes', message: `${fait}.` });
        }
        // Somebody made this address up, or opened it again: it ends nothing, and says nothing.
        signaler(deps.logger, 'deconnexion_forgee');
        return redirect('/');
      },
    },
  ];
}

/** The session is of who signed in, whoever they act for. */
async function endSession(deps: ComptesDeps, { principal }: Contexte): Promise<Sortie | undefined> {
  if (principal.type === 'anonyme') return undefined;
  const { sessionId, auteur } = principal;
  const personneId = auteur?.personneId ?? principal.personneId;
  return signOut(deps, deps.providers, { sessionId, personneId });
}

/**
 * The browser loses its session and its name: a sign-in, a link or a form left unfinished must not pass to whoever sits
 * down next. Then it goes where the session of the identity provider ends.
 */
export function leave(contexte: Contexte, sortie: Sortie | undefined, motif: keyof typeof FAITS): Reponse {
  contexte.setCookie(SESSION_COOKIE, undefined);
  contexte.setCookie(NAVIGATEUR_COOKIE, undefined);
  switch (sortie?.type) {
    case undefined:
      return redirect('/');
    case 'chez_le_fournisseur':
      contexte.setCookie(LOGOUT_COOKIE, `${sortie.state}.${motif}`, 600);
      return redirect(sortie.url);
    case 'fournisseur_muet':
      return redirect('/', {
        type: 'info',
        message: `${FAITS[motif]} ici. ${NOMS[sortie.fournisseur]} ne répond pas\u00a0: sur un ordinateur partagé, fermez aussi toutes les fenêtres du navigateur.`,
      });
    case 'finie':
      return redirect('/', { type: 'succes', message: `${FAITS[motif]}.` });
  }
}
