import { type Contexte, type Page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { publicAccess } from '../policies.ts';
import { signaler } from '../securite.ts';
import { signOut } from '../use-cases/sign-out.ts';
import { type ComptesDeps, LOGOUT_COOKIE, NAVIGATEUR_COOKIE, SESSION_COOKIE } from './deps.ts';

const NOMS = { franceconnect: 'FranceConnect', proconnect: 'ProConnect' };

/** The way out: here at once, then at the identity provider, and back. */
export function deconnexionPages(deps: ComptesDeps): readonly Page[] {
  return [
    { path: '/deconnexion', access: publicAccess, enToutNom: true, POST: (contexte) => leave(deps, contexte) },
    {
      path: '/deconnexion/retour',
      access: publicAccess,
      async GET(contexte) {
        const known = contexte.cookie(LOGOUT_COOKIE);
        contexte.setCookie(LOGOUT_COOKIE, undefined);
        if (known && known === contexte.query.get('state')) {
          return redirect('/', { type: 'succes', message: 'Vous êtes déconnecté.' });
        }
        // Somebody made this address up, or opened it again: it ends nothing, and says nothing.
        signaler(deps.logger, 'deconnexion_forgee');
        return redirect('/');
      },
    },
  ];
}

/**
 * The browser loses its session and its name: a sign-in, a link or a form left unfinished must not pass to whoever sits
 * down next.
 */
async function leave(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const { principal } = contexte;
  contexte.setCookie(SESSION_COOKIE, undefined);
  contexte.setCookie(NAVIGATEUR_COOKIE, undefined);
  if (principal.type === 'anonyme') return redirect('/');
  // The session is of who signed in, whoever they act for.
  const { sessionId, auteur } = principal;
  const personneId = auteur?.personneId ?? principal.personneId;
  const sortie = await signOut(deps, deps.providers, { sessionId, personneId });
  switch (sortie.type) {
    case 'chez_le_fournisseur':
      contexte.setCookie(LOGOUT_COOKIE, sortie.state, 600);
      return redirect(sortie.url);
    case 'fournisseur_muet':
      return redirect('/', {
        type: 'info',
        message: `Vous êtes déconnecté ici. ${NOMS[sortie.fournisseur]} ne répond pas\u00a0: sur un ordinateur partagé, fermez aussi toutes les fenêtres du navigateur.`,
      });
    case 'finie':
      return redirect('/', { type: 'succes', message: 'Vous êtes déconnecté.' });
  }
}
