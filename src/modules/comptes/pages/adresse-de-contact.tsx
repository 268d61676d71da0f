import {
  Button,
  ButtonGroup,
  ButtonLink,
  EmailField,
  ErrorSummary,
  Form,
  InsetText,
  SummaryList,
  summaryErrors,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { REPRISE } from '../../../platform/http/pages.ts';
import { parseEmail } from '../../../values/email.ts';
import { ownUsagerAccess } from '../policies.ts';
import { findPersonne, identitesOf } from '../storage/personnes.ts';
import { askNewEmail, isOpenedBy } from '../use-cases/ask-new-email.ts';
import { changeEmail, type RefusChangement } from '../use-cases/change-email.ts';
import { PREUVE_RECENTE_MINUTES } from '../use-cases/erase-compte.ts';
import { keepFormulaire } from '../use-cases/formulaire-en-attente.ts';
import { recentProof } from '../use-cases/recent-proof.ts';
import { LINK_LIFE } from '../use-cases/send-lien.ts';
import { CadreCompte } from './cadre-compte.tsx';
import { type ComptesDeps, enSonNom, isPlus, navigateurOf } from './deps.ts';
import { MoyensDeConnexion } from './reconnexion.tsx';

export const ADRESSE_PATH = '/compte/adresse-de-contact';

/** Where the person is written to: another address, once they prove that they read it. */
export function adresseDeContactPages(deps: ComptesDeps): readonly Page[] {
  return [
    {
      path: ADRESSE_PATH,
      access: ownUsagerAccess,
      GET: async (contexte) => show(deps, contexte, { email: contexte.form.get('email') }),
    },
    { path: `${ADRESSE_PATH}/lien`, access: ownUsagerAccess, perMinute: 10, POST: (contexte) => ask(deps, contexte) },
    {
      path: `${ADRESSE_PATH}/lien/:jeton`,
      access: ownUsagerAccess,
      perMinute: 30,
      // Opening the link changes nothing: mail scanners open links too. The button does.
      GET: async (contexte) => page(<ConfirmerAdresse contexte={contexte} />),
      POST: (contexte) => confirm(deps, contexte),
    },
  ];
}

type Saisie = { readonly email: string; readonly erreur?: string; readonly status?: number };

async function show(deps: ComptesDeps, contexte: Contexte, { status = 200, ...saisie }: Saisie): Promise<Reponse> {
  const session = enSonNom(contexte);
  const prouve = (await recentProof(deps, session, PREUVE_RECENTE_MINUTES)) !== undefined;
  const { personneId } = session;
  const [personne, identites] = await deps.db.read({ personne: personneId }, (tx) =>
    Promise.all([findPersonne(tx, personneId), identitesOf(tx, personneId)]),
  );
  const actuelle = personne?.email ?? undefined;
  const view = { contexte, prouve, actuelle, connexion: isOpenedBy(identites, actuelle), plus: isPlus(deps) };
  const retour = prouve ? ADRESSE_PATH : await comeBackWith(deps, contexte, saisie.email);
  return page(<AdresseDeContact {...view} {...saisie} retour={retour} />, status);
}

/** The page with what was typed, after a sign-in: it waits here meanwhile. */
async function comeBackWith(deps: ComptesDeps, contexte: Contexte, email: string): Promise<string> {
  const navigateur = navigateurOf(contexte);
  if (!email || !navigateur) return ADRESSE_PATH;
  const id = await keepFormulaire(deps, { navigateur, url: ADRESSE_PATH, champs: [['email', email]] });
  return `${ADRESSE_PATH}?${REPRISE}=${id}`;
}

async function ask(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const { personneId, sessionId } = enSonNom(contexte);
  const navigateur = navigateurOf(contexte);
  if (!navigateur) return redirect(ADRESSE_PATH);
  const typed = contexte.form.get('email');
  const email = parseEmail(typed);
  if (!email.ok) return show(deps, contexte, { email: typed, erreur: email.error, status: 422 });
  const { ip } = contexte.request;
  const asked = await askNewEmail(deps, { email: email.value, navigateur, ip, personneId, sessionId });
  if (asked.ok) {
    return redirect('/compte', {
      type: 'info',
      message: `Un message vient d’être envoyé à la nouvelle adresse. Ouvrez son lien dans ce navigateur, dans les ${LINK_LIFE} minutes, sans vous déconnecter\u00a0: d’ici là, rien ne change.`,
    });
  }
  return asked.error === 'meme_adresse'
    ? show(deps, contexte, { email: typed, erreur: 'C’est déjà votre adresse de contact.', status: 422 })
    : show(deps, contexte, { email: typed, status: 403 });
}

async function confirm(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const { personneId } = enSonNom(contexte);
  const navigateur = navigateurOf(contexte);
  const changed = navigateur
    ? await changeEmail(deps, { token: contexte.params['jeton'] ?? '', navigateur, personneId })
    : ({ ok: false, error: 'perdu' } as const);
  if (!changed.ok) return page(<AdresseInchangee contexte={contexte} refus={changed.error} />, 403);
  const suite = changed.value.connexion ? ' C’est aussi là que votre lien de connexion vous sera envoyé.' : '';
  return redirect('/compte', { type: 'succes', message: `Votre adresse de contact est changée.${suite}` });
}

type AdresseProps = Saisie & {
  readonly contexte: Contexte;
  readonly prouve: boolean;
  readonly actuelle: string | undefined;
  /** A link to the address opens the account. */
  readonly connexion: boolean;
  readonly plus: boolean;
  readonly retour: string;
};

function AdresseDeContact(props: AdresseProps) {
  const { contexte, prouve, actuelle, connexion, email, erreur } = props;
  const { chrome } = contexte;
  return (
    <CadreCompte contexte={contexte} title="Changer d’adresse de contact" invalid={erreur !== undefined}>
      {erreur && prouve && <ErrorSummary errors={summaryErrors({ email: erreur })} />}
      <h1>Changer d’adresse de contact</h1>
      <SummaryList rows={[{ label: 'Adresse actuelle', value: actuelle }]} />
      {prouve ? (
        <Form action={`${ADRESSE_PATH}/lien`} jeton={chrome.jeton}>
          <EmailField
            name="email"
            label="Nouvelle adresse électronique"
            hint={`Nous y envoyons un lien, valable ${LINK_LIFE} minutes. L’adresse change quand vous l’avez ouvert.`}
            value={email}
            error={erreur}
          />
          <ButtonGroup>
            <Button>Recevoir le lien</Button>
            <ButtonLink href="/compte" kind="secondaire">
              Ne rien changer
            </ButtonLink>
          </ButtonGroup>
        </Form>
      ) : (
        <Reconnexion {...props} />
      )}
      <InsetText>
        <p>
          {connexion
            ? 'Votre lien de connexion sera envoyé à la nouvelle adresse, et l’ancienne n’ouvrira plus votre compte. '
            : ''}
          {actuelle ? 'Nous prévenons l’ancienne adresse du changement. ' : ''}
          Dans les demandes déjà déposées, les réponses arrivent à l’adresse que vous y avez écrite.
        </p>
      </InsetText>
    </CadreCompte>
  );
}

function Reconnexion({ contexte: { chrome }, plus, retour }: AdresseProps) {
  return (
    <>
      <h2>D’abord, reconnectez-vous</h2>
      <p>
        Votre connexion date de plus de {PREUVE_RECENTE_MINUTES} minutes. Pour que personne d’autre ne change votre
        adresse, prouvez de nouveau que c’est bien vous.
      </p>
      <MoyensDeConnexion
        base="/connexion"
        type="usager"
        retour={retour}
        jeton={chrome.jeton}
        plus={plus}
        emailLabel="Ou l’adresse électronique qui ouvre ce compte"
      />
    </>
  );
}

function ConfirmerAdresse({ contexte }: { readonly contexte: Contexte }) {
  const { chrome, params } = contexte;
  return (
    <CadreCompte contexte={contexte} title="Confirmer la nouvelle adresse">
      <h1>Confirmer la nouvelle adresse</h1>
      <p>Vous avez demandé depuis ce navigateur que cette adresse devienne celle de votre compte.</p>
      <Form action={`${ADRESSE_PATH}/lien/${encodeURIComponent(params['jeton'] ?? '')}`} jeton={chrome.jeton}>
        <ButtonGroup>
          <Button>Changer mon adresse</Button>
          <ButtonLink href="/compte" kind="secondaire">
            Ne rien changer
          </ButtonLink>
        </ButtonGroup>
      </Form>
    </CadreCompte>
  );
}

function AdresseInchangee({ contexte, refus }: { readonly contexte: Contexte; readonly refus: RefusChangement }) {
  const title = refus === 'prise' ? 'Cette adresse ouvre déjà un autre compte' : 'Ce lien ne peut plus servir';
  return (
    <CadreCompte contexte={contexte} title={title}>
      <h1>{title}</h1>
      <p>
        {refus === 'prise'
          ? 'Votre adresse de contact n’a pas changé. Si cet autre compte est aussi le vôtre, vous pouvez n’en faire qu’un.'
          : `Il a déjà servi, date de plus de ${LINK_LIFE} minutes, ou a été demandé dans un autre navigateur ou par un autre compte. Votre adresse n’a pas changé.`}
      </p>
      {refus === 'prise' ? (
        <ButtonLink href="/compte/reunir">Réunir mes deux comptes</ButtonLink>
      ) : (
        <ButtonLink href={ADRESSE_PATH}>Demander un autre lien</ButtonLink>
      )}
    </CadreCompte>
  );
}
