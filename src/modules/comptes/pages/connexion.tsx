import {
  Alert,
  Button,
  EmailField,
  ErrorSummary,
  Form,
  FranceConnectButton,
  ProConnectButton,
  summaryErrors,
  VERBATIM,
} from '../../../platform/html/index.ts';
import { type Contexte, json, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { parseEmail } from '../../../values/email.ts';
import { safeRetour } from '../domain/retour.ts';
import { publicAccess } from '../policies.ts';
import { signaler } from '../securite.ts';
import { beginSignIn } from '../use-cases/begin-sign-in.ts';
import { sendSignInLink } from '../use-cases/send-sign-in-link.ts';
import { type ComptesDeps, isPlus, navigateurOf } from './deps.ts';
import { pageDeRefus } from './refus.tsx';
import { Site } from './site.tsx';

/** Signing in: FranceConnect first, and always another way beside it. */
export function connexionPages(deps: ComptesDeps): readonly Page[] {
  const plus = isPlus(deps);
  return [
    {
      path: '/connexion',
      access: publicAccess,
      async GET(contexte) {
        const retour = safeRetour(contexte.query.get('retour'));
        return contexte.principal.type === 'usager'
          ? redirect(retour)
          : page(<Connexion contexte={contexte} retour={retour} plus={plus} />);
      },
    },
    {
      path: '/connexion/agents',
      access: publicAccess,
      async GET(contexte) {
        const retour = safeRetour(contexte.query.get('retour') ?? '/instruction');
        return page(<ConnexionAgents contexte={contexte} retour={retour} />);
      },
    },
    ...(['franceconnect', 'proconnect'] as const).map(
      (fournisseur): Page => ({
        path: `/connexion/${fournisseur}`,
        access: publicAccess,
        perMinute: 30,
        POST: (contexte) => leave(deps, contexte, fournisseur),
      }),
    ),
    // What the provider reads to check who we are, and to encrypt for us.
    ...(['franceconnect', 'proconnect'] as const).map(
      (fournisseur): Page => ({
        path: `/connexion/${fournisseur}/cles`,
        access: publicAccess,
        GET: async () => json(deps.providers[fournisseur].party.publicKeys),
      }),
    ),
    { path: '/connexion/lien', access: publicAccess, perMinute: 10, POST: (contexte) => sendLink(deps, contexte) },
  ];
}

async function leave(
  deps: ComptesDeps,
  contexte: Contexte,
  fournisseur: 'franceconnect' | 'proconnect',
): Promise<Reponse> {
  const retour = safeRetour(contexte.form.get('retour'));
  const navigateur = navigateurOf(contexte);
  if (!navigateur) return redirect('/connexion');
  try {
    return redirect(await beginSignIn(deps, deps.providers, { fournisseur, navigateur, retour }));
  } catch (error) {
    signaler(deps.logger, 'fournisseur_injoignable', { fournisseur, err: error });
    return pageDeRefus(contexte, { fournisseur, refus: 'indisponible', retour });
  }
}

async function sendLink(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const retour = safeRetour(contexte.form.get('retour'));
  const typed = contexte.form.get('email');
  const email = parseEmail(typed);
  if (!email.ok) {
    const plus = isPlus(deps);
    return page(<Connexion contexte={contexte} retour={retour} plus={plus} email={typed} erreur={email.error} />, 422);
  }
  const navigateur = navigateurOf(contexte);
  if (!navigateur) return redirect('/connexion');
  await sendSignInLink(deps, { email: email.value, navigateur, retour, ip: contexte.request.ip });
  return page(<LienEnvoye contexte={contexte} email={email.value} retour={retour} />);
}

type ConnexionProps = {
  readonly contexte: Contexte;
  readonly retour: string;
  /** FranceConnect+ rather than FranceConnect. */
  readonly plus?: boolean;
  readonly email?: string;
  readonly erreur?: string;
};

function Connexion({ contexte: { chrome }, retour, plus, email, erreur }: ConnexionProps) {
  return (
    <Site chrome={chrome} title="Se connecter" invalid={erreur !== undefined}>
      {erreur && <ErrorSummary errors={summaryErrors({ email: erreur })} />}
      <h1>Se connecter</h1>
      <h2>Avec FranceConnect</h2>
      <p>Vos informations déjà connues de l’administration n’auront pas à être saisies de nouveau.</p>
      <Form action="/connexion/franceconnect" jeton={chrome.jeton}>
        <input type="hidden" name="retour" value={retour} />
        <FranceConnectButton plus={plus} />
      </Form>
      <h2 id="sans-franceconnect">Sans FranceConnect</h2>
      <p>Nous vous envoyons un lien de connexion. Il est valable 15 minutes, dans ce navigateur.</p>
      <Form action="/connexion/lien" jeton={chrome.jeton}>
        <input type="hidden" name="retour" value={retour} />
        <EmailField name="email" label="Votre adresse électronique" value={email} error={erreur} />
        <Button kind="secondaire">Recevoir un lien de connexion</Button>
      </Form>
      <h2>Agents</h2>
      <p>
        Vous travaillez pour une collectivité&nbsp;?{' '}
        <a href={`/connexion/agents?retour=${encodeURIComponent(retour === '/' ? '/instruction' : retour)}`}>
          Connexion des agents
        </a>
      </p>
    </Site>
  );
}

function ConnexionAgents({ contexte: { chrome }, retour }: ConnexionProps) {
  return (
    <Site chrome={chrome} title="Connexion des agents">
      <h1>Connexion des agents</h1>
      <p>
        ProConnect vous identifie avec votre compte professionnel. Votre collectivité doit vous avoir invité, et une
        double authentification est demandée.
      </p>
      <Form action="/connexion/proconnect" jeton={chrome.jeton}>
        <input type="hidden" name="retour" value={retour} />
        <ProConnectButton />
      </Form>
      <p>
        Vous venez pour une démarche personnelle&nbsp;? <a href="/connexion">Connexion des usagers</a>
      </p>
    </Site>
  );
}

type LienEnvoyeProps = { readonly contexte: Contexte; readonly email: string; readonly retour: string };

/** The same page whether or not the address is known: it must not tell who has an account. */
function LienEnvoye({ contexte: { chrome }, email, retour }: LienEnvoyeProps) {
  return (
    <Site chrome={chrome} title="Regardez vos courriels">
      <h1>Regardez vos courriels</h1>
      <Alert ton="succes" live>
        Un lien de connexion vient d’être envoyé à <strong {...VERBATIM}>{email}</strong>.
      </Alert>
      <p>Ouvrez-le dans ce même navigateur, dans les 15 minutes. S’il n’arrive pas, regardez dans les indésirables.</p>
      <p>
        <a href={`/connexion?retour=${encodeURIComponent(retour)}`}>Corriger l’adresse, ou demander un autre lien</a>
      </p>
    </Site>
  );
}
