import { Forbidden } from '../../../platform/errors.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  ButtonLink,
  ErrorSummary,
  Form,
  FranceConnectButton,
  SummaryList,
  summaryErrors,
  TextField,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { parseCode } from '../domain/code-mandat.ts';
import { DUREES_MANDAT } from '../domain/mandat.ts';
import { publicAccess } from '../policies.ts';
import { acceptMandat, declineMandat } from '../use-cases/answer-mandat.ts';
import { describeProposition, type Proposition } from '../use-cases/describe-mandats.ts';
import { type ComptesDeps, enSonNom } from './deps.ts';
import { porteeDe } from './mandats-mots.ts';
import { Site } from './site.tsx';

/** Holds the link during a sign-in, so that it is written nowhere on the way. */
const LIEN_COOKIE = 'mandat';
const LIEN_SECONDES = 30 * 60;
const REPRENDRE = '/mandats/reprendre';

const ARRETEZ_D_ABORD =
  'Vous agissez pour une autre personne. Revenez en arrière et choisissez «\u00a0Ne plus agir en son nom\u00a0», puis ouvrez de nouveau ce lien.';

/** What an aidant opens from their mail: who asks, for what, for how long; then yes, with the code, or no. */
export function repondreMandatPages(deps: ComptesDeps): readonly Page[] {
  return [
    {
      path: REPRENDRE,
      access: publicAccess,
      async GET(contexte) {
        const jeton = contexte.cookie(LIEN_COOKIE);
        contexte.setCookie(LIEN_COOKIE, undefined);
        return redirect(jeton ? `/mandats/${encodeURIComponent(jeton)}` : '/compte/personnes-aidees');
      },
    },
    {
      path: '/mandats/:jeton',
      access: publicAccess,
      perMinute: 20,
      GET: (contexte) => show(deps, contexte),
      POST: (contexte) => answer(deps, contexte),
    },
  ];
}

async function show(deps: ComptesDeps, contexte: Contexte, erreur?: string): Promise<Reponse> {
  const { principal } = contexte;
  if (principal.type !== 'anonyme' && principal.auteur) throw new Forbidden(ARRETEZ_D_ABORD);
  const jeton = contexte.params['jeton'] ?? '';
  const personneId = principal.type === 'usager' ? principal.personneId : undefined;
  const proposition = await describeProposition(deps, { jeton, personneId });
  if (proposition.type === 'identite_a_prouver') contexte.setCookie(LIEN_COOKIE, jeton, LIEN_SECONDES);
  const plus = deps.providers.franceconnect.niveau !== 'eidas1';
  return page(
    <Repondre contexte={contexte} proposition={proposition} plus={plus} erreur={erreur} />,
    proposition.type === 'perdue' ? 404 : erreur ? 422 : 200,
  );
}

async function answer(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const { principal, params, form } = contexte;
  const jeton = params['jeton'] ?? '';
  // Signed out meanwhile: the page says how to come back. The code is not kept with the forms that wait.
  if (principal.type !== 'usager') return redirect(`/mandats/${encodeURIComponent(jeton)}`);
  const mandataire = enSonNom(contexte);
  if (form.get('action') === 'refuser') {
    const declined = await declineMandat(deps, { jeton, mandataire });
    return declined.ok
      ? redirect('/compte/personnes-aidees', { type: 'succes', message: 'Vous avez refusé ce mandat.' })
      : show(deps, contexte, declined.error);
  }
  const code = parseCode(form.get('code'));
  if (!code.ok) return show(deps, contexte, code.error);
  const accepted = await acceptMandat(deps, { jeton, mandataire, code: code.value });
  return accepted.ok
    ? redirect('/compte/personnes-aidees', { type: 'succes', message: 'Vous avez accepté ce mandat.' })
    : show(deps, contexte, accepted.error);
}

type RepondreProps = {
  readonly contexte: Contexte;
  readonly proposition: Proposition;
  readonly plus: boolean;
  readonly erreur?: string | undefined;
};

function Repondre({ contexte, proposition, plus, erreur }: RepondreProps) {
  const { chrome } = contexte;
  switch (proposition.type) {
    case 'perdue':
      return (
        <Site chrome={chrome} title="Ce mandat ne peut plus être accepté">
          <h1>Ce mandat ne peut plus être accepté</h1>
          {erreur && <Alert ton="erreur">{erreur}</Alert>}
          <p>
            Le lien a déjà servi, a été annulé, ou date de plus de sept jours. La personne que vous aidez peut vous en
            envoyer un autre depuis son compte.
          </p>
          <ButtonLink href="/compte/personnes-aidees" kind="secondaire">
            Voir les personnes que j’aide
          </ButtonLink>
        </Site>
      );
    case 'a_soi_meme':
      return (
        <Site chrome={chrome} title="Ce mandat est le vôtre">
          <h1>Ce mandat est le vôtre</h1>
          <p>C’est vous qui le donnez. La personne qui vous aide doit ouvrir ce lien avec son propre compte.</p>
          <ButtonLink href={`/compte/mandats/${proposition.mandatId}`}>Voir ce mandat</ButtonLink>
        </Site>
      );
    case 'identite_a_prouver':
      return <Identifier contexte={contexte} plus={plus} />;
    case 'ouverte':
      return <Accepter contexte={contexte} proposition={proposition} erreur={erreur} />;
  }
}

function Identifier({ contexte: { chrome }, plus }: Pick<RepondreProps, 'contexte' | 'plus'>) {
  return (
    // « Se connecter » of the header comes back here too, without writing the link down.
    <Site chrome={{ ...chrome, url: REPRENDRE }} title="Quelqu’un vous demande de l’aider">
      <h1>Quelqu’un vous demande de l’aider</h1>
      <p>
        Une personne vous demande de faire des démarches en son nom. Identifiez-vous avec FranceConnect pour voir qui,
        et ce qui vous est demandé. Vous pourrez refuser.
      </p>
      <p>
        Un lien reçu par courriel ne suffit pas ici&nbsp;: la personne que vous aidez, et sa collectivité, doivent
        savoir qui agit.
      </p>
      <Form action="/connexion/franceconnect" jeton={chrome.jeton}>
        <input type="hidden" name="retour" value={REPRENDRE} />
        <FranceConnectButton plus={plus} />
      </Form>
    </Site>
  );
}

type AccepterProps = Pick<RepondreProps, 'contexte' | 'erreur'> & {
  readonly proposition: Extract<Proposition, { type: 'ouverte' }>;
};

function Accepter({ contexte: { chrome, params, form }, proposition, erreur }: AccepterProps) {
  const { mandat, mandantCertifie } = proposition;
  const titre = 'Accepter un mandat';
  return (
    <Site chrome={chrome} title={titre} invalid={erreur !== undefined}>
      {erreur && <ErrorSummary errors={summaryErrors({ code: erreur })} />}
      <h1>{titre}</h1>
      <SummaryList
        rows={[
          {
            label: 'Qui vous le demande',
            value: mandat.mandantNom,
            origin: mandantCertifie ? 'Certifié par FranceConnect' : 'Identité non vérifiée',
          },
          { label: 'Pour', value: porteeDe(mandat) },
          { label: 'Pendant', value: `${DUREES_MANDAT[mandat.duree].libelle}, à partir de votre accord` },
        ]}
      />
      <ul>
        <li>Vous agirez en son nom, dans son intérêt et comme cette personne vous le demande.</li>
        <li>Elle verra tout ce que vous faites, avec votre nom, et pourra arrêter à tout moment. Vous aussi.</li>
        <li>Rien de votre propre identité ne sera écrit dans ses dossiers à la place de la sienne.</li>
      </ul>
      <Form action={`/mandats/${encodeURIComponent(params['jeton'] ?? '')}`} jeton={chrome.jeton}>
        <TextField
          name="code"
          label="Code que cette personne vous a dit"
          hint="Six chiffres, affichés dans son compte. Si elle ne vous a rien dit, appelez-la."
          inputmode="numeric"
          autocomplete="off"
          width={10}
          value={form.get('code')}
          error={erreur}
        />
        <ButtonGroup>
          <Button name="action" value="accepter">
            Accepter
          </Button>
          <Button name="action" value="refuser" kind="secondaire">
            Refuser
          </Button>
        </ButtonGroup>
      </Form>
    </Site>
  );
}
