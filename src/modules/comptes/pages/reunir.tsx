import {
  Alert,
  Button,
  ButtonGroup,
  ButtonLink,
  ErrorSummary,
  Form,
  InsetText,
  SummaryList,
  summaryErrors,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { parseEmail } from '../../../values/email.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { jour } from '../../../values/jour.ts';
import { nomAffiche } from '../domain/identite-pivot.ts';
import { PREUVE_MINUTES } from '../domain/rapprochement.ts';
import { signedInAccess } from '../policies.ts';
import { signaler } from '../securite.ts';
import { beginRapprochement } from '../use-cases/begin-rapprochement.ts';
import { beginSignIn } from '../use-cases/begin-sign-in.ts';
import { type CompteDecrit, describeComptes } from '../use-cases/describe-comptes.ts';
import { mergeComptes } from '../use-cases/merge-comptes.ts';
import { recentProof } from '../use-cases/recent-proof.ts';
import { sendSignInLink } from '../use-cases/send-sign-in-link.ts';
import { type ComptesDeps, type Connecte, connecteOf, isPlus, navigateurOf } from './deps.ts';
import { MoyensDeConnexion } from './reconnexion.tsx';
import { pageDeRefus } from './refus.tsx';
import { Site } from './site.tsx';

const PATH = '/compte/reunir';
const COMPTE = [{ href: '/compte', label: 'Mon compte' }];
const RECONNECTEZ = {
  type: 'erreur',
  message: 'Votre connexion date de plus de dix minutes\u00a0: reconnectez-vous d’abord.',
} as const;

/** Making one account of two that the same person holds: each proven by a full sign-in, both shown, then confirmed. */
export function reunirPages(deps: ComptesDeps): readonly Page[] {
  return [
    { path: PATH, access: signedInAccess, GET: (contexte) => show(deps, contexte) },
    ...(['franceconnect', 'proconnect'] as const).map(
      (fournisseur): Page => ({
        path: `${PATH}/${fournisseur}`,
        access: signedInAccess,
        perMinute: 30,
        POST: (contexte) => prove(deps, contexte, fournisseur),
      }),
    ),
    { path: `${PATH}/lien`, access: signedInAccess, perMinute: 10, POST: (contexte) => proveByLink(deps, contexte) },
    { path: `${PATH}/confirmer`, access: signedInAccess, POST: (contexte) => confirm(deps, contexte) },
  ];
}

async function show(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const [connecte, navigateur] = [connecteOf(contexte), navigateurOf(contexte)];
  if (!connecte || !navigateur) return redirect('/connexion');
  const { personneId } = connecte;
  const found = await describeComptes(deps, deps.providers, { personneId, navigateur });
  if (found) return page(<Confirmer contexte={contexte} {...found} />);
  const prouve = await recentProof(deps, connecte);
  return page(<Prouver contexte={contexte} type={connecte.type} prouve={prouve !== undefined} plus={isPlus(deps)} />);
}

async function prove(
  deps: ComptesDeps,
  contexte: Contexte,
  fournisseur: 'franceconnect' | 'proconnect',
): Promise<Reponse> {
  const [connecte, navigateur] = [connecteOf(contexte), navigateurOf(contexte)];
  if (!connecte || !navigateur) return redirect('/connexion');
  const rapprochementId = await beginRapprochement(deps, connecte, navigateur);
  if (!rapprochementId) return redirect(PATH, RECONNECTEZ);
  try {
    const debut = { fournisseur, navigateur, retour: PATH, rapprochementId };
    return redirect(await beginSignIn(deps, deps.providers, debut));
  } catch (error) {
    signaler(deps.logger, 'fournisseur_injoignable', { fournisseur, err: error });
    return pageDeRefus(contexte, { fournisseur, refus: 'indisponible', retour: PATH });
  }
}

async function proveByLink(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const [connecte, navigateur] = [connecteOf(contexte), navigateurOf(contexte)];
  if (!connecte || !navigateur) return redirect('/connexion');
  const typed = contexte.form.get('email');
  const email = parseEmail(typed);
  if (!email.ok) {
    const view = { contexte, type: connecte.type, prouve: true, plus: isPlus(deps), email: typed, erreur: email.error };
    return page(<Prouver {...view} />, 422);
  }
  const rapprochementId = await beginRapprochement(deps, connecte, navigateur);
  if (!rapprochementId) return redirect(PATH, RECONNECTEZ);
  const { ip } = contexte.request;
  await sendSignInLink(deps, { email: email.value, navigateur, ip, retour: PATH, rapprochementId });
  return redirect(PATH, {
    type: 'info',
    message: 'Un lien vient d’être envoyé à cette adresse. Ouvrez-le dans ce navigateur, sans vous déconnecter.',
  });
}

async function confirm(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const [connecte, navigateur] = [connecteOf(contexte), navigateurOf(contexte)];
  if (!connecte || !navigateur) return redirect('/connexion');
  const rapprochementId = contexte.form.get('rapprochement');
  if (!/^[0-9a-f-]{36}$/.test(rapprochementId)) return redirect(PATH);
  const { personneId } = connecte;
  const merged = await mergeComptes(deps, { rapprochementId, personneId, navigateur });
  return merged.ok
    ? redirect('/compte', { type: 'succes', message: 'Vos deux comptes n’en font plus qu’un.' })
    : redirect(PATH, { type: 'erreur', message: merged.error });
}

type ProuverProps = {
  readonly contexte: Contexte;
  readonly type: Connecte['type'];
  /** Whether the account that is signed in was proven recently enough. */
  readonly prouve: boolean;
  readonly plus: boolean;
  readonly email?: string;
  readonly erreur?: string;
};

function Prouver({ contexte: { chrome }, type, prouve, plus, email, erreur }: ProuverProps) {
  return (
    <Site chrome={chrome} title="Réunir deux comptes" breadcrumb={COMPTE} invalid={erreur !== undefined}>
      {erreur && <ErrorSummary errors={summaryErrors({ email: erreur })} />}
      <h1>Réunir deux comptes</h1>
      <p>
        {type === 'usager'
          ? 'Vous avez deux comptes ici, par exemple parce que votre état civil a changé, ou parce que vous vous êtes connecté une fois avec FranceConnect et une fois avec un lien\u00a0? Vous pouvez n’en faire qu’un, avec tous vos dossiers.'
          : 'Vous avez deux comptes professionnels ici, par exemple parce que votre fournisseur d’identité a changé\u00a0? Vous pouvez n’en faire qu’un.'}
      </p>
      <h2>{prouve ? 'Connectez-vous à votre autre compte' : 'D’abord, reconnectez-vous'}</h2>
      <p>
        {prouve
          ? `Vous restez connecté ici. Vous verrez ensuite les deux comptes côte à côte, avant de confirmer. Vous avez ${PREUVE_MINUTES} minutes.`
          : `Votre connexion date de plus de ${PREUVE_MINUTES} minutes. Pour votre sécurité, reconnectez-vous au compte où vous êtes, puis revenez ici.`}
      </p>
      <MoyensDeConnexion
        base={prouve ? PATH : '/connexion'}
        type={type}
        retour={PATH}
        jeton={chrome.jeton}
        plus={plus}
        emailLabel="Ou l’adresse électronique de ce compte"
        email={email}
        erreur={erreur}
      />
      <InsetText>
        <p>
          Vous ne pouvez plus vous connecter à l’ancien compte&nbsp;? Vos demandes y restent traitées. Écrivez à la
          collectivité concernée&nbsp;: elle vérifiera votre identité.
        </p>
      </InsetText>
    </Site>
  );
}

type ConfirmerProps = {
  readonly contexte: Contexte;
  readonly rapprochementId: string;
  readonly comptes: readonly CompteDecrit[];
};

const TITRES = ['Le compte où vous êtes', 'L’autre compte'];

function Confirmer({ contexte: { chrome }, rapprochementId, comptes }: ConfirmerProps) {
  return (
    <Site chrome={chrome} title="Réunir ces deux comptes ?" breadcrumb={COMPTE}>
      <h1>Réunir ces deux comptes&nbsp;?</h1>
      {comptes.map((compte, rang) => (
        <section key={compte.personne.id}>
          <h2>{TITRES[rang]}</h2>
          <Compte {...compte} />
        </section>
      ))}
      <Alert ton="info" title="Ce qui va se passer">
        <ul>
          <li>Tous les dossiers et messages des deux comptes seront dans un seul.</li>
          <li>Vous pourrez vous connecter à ce compte de chacune des façons ci-dessus.</li>
          <li>Si les deux comptes ont un brouillon de la même démarche, seul le plus récent est gardé.</li>
          <li>Vous ne pourrez pas les séparer ensuite.</li>
        </ul>
      </Alert>
      <Form action={`${PATH}/confirmer`} jeton={chrome.jeton}>
        <input type="hidden" name="rapprochement" value={rapprochementId} />
        <ButtonGroup>
          <Button>Oui, ce sont mes deux comptes</Button>
          <ButtonLink href="/compte" kind="secondaire">
            Ne rien changer
          </ButtonLink>
        </ButtonGroup>
      </Form>
    </Site>
  );
}

function Compte({ personne, connexions }: CompteDecrit) {
  const { prenoms, nomNaissance, nomUsage, dateNaissance, email, identiteCertifiee } = personne;
  const nom = nomAffiche({ prenoms, nomNaissance: nomNaissance ?? '', ...(nomUsage ? { nomUsage } : {}) });
  return (
    <SummaryList
      rows={[
        { label: 'Nom', value: nom, ...(identiteCertifiee ? { origin: 'Certifié par FranceConnect' } : {}) },
        ...(dateNaissance ? [{ label: 'Date de naissance', value: formatJour(jour(dateNaissance)) }] : []),
        { label: 'Adresse électronique', value: email ?? undefined },
        { label: 'Connexion', value: connexions.join(', ') },
      ]}
    />
  );
}
