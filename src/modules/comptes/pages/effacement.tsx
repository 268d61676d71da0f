import {
  Alert,
  Button,
  ButtonGroup,
  ButtonLink,
  Checkbox,
  ErrorSummary,
  Form,
  summaryErrors,
} from '../../../platform/html/index.ts';
import { type Access, type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import type { Annonce } from '../donnees-personnelles.ts';
import { signedInAccess } from '../policies.ts';
import { annoncerEffacement } from '../use-cases/annoncer-effacement.ts';
import { eraseCompte, PREUVE_RECENTE_MINUTES } from '../use-cases/erase-compte.ts';
import { recentProof } from '../use-cases/recent-proof.ts';
import { CadreCompte } from './cadre-compte.tsx';
import { leave } from './deconnexion.tsx';
import { type ComptesDeps, type Connecte, connecteOf, isPlus, navigateurOf } from './deps.ts';
import { MoyensDeConnexion } from './reconnexion.tsx';

const PATH = '/compte/effacement';

/** The end of an account: what goes, what the law keeps, then a confirmation (RGPD, art. 17). */
export function effacementPages(deps: ComptesDeps): readonly Page[] {
  return [
    { path: PATH, access: signedInAccess, GET: (contexte) => show(deps, contexte) },
    { path: `${PATH}/confirmer`, access: confirmAccess, perMinute: 10, POST: (contexte) => confirm(deps, contexte) },
  ];
}

/** Whoever is no longer signed in is answered too: it may be the second click of a double one. */
const confirmAccess: Access = (contexte) => (contexte.principal.type === 'anonyme' ? 'oui' : signedInAccess(contexte));

type Erreurs = { readonly poursuivi?: string; readonly confirmation?: string };

async function show(deps: ComptesDeps, contexte: Contexte, erreurs: Erreurs = {}): Promise<Reponse> {
  const connecte = connecteOf(contexte);
  if (!connecte) return redirect('/connexion');
  const annonce = await deps.db.read({ personne: connecte.personneId }, (tx) =>
    annoncerEffacement(tx, deps.donneesPersonnelles, connecte.personneId),
  );
  const prouve = (await recentProof(deps, connecte, PREUVE_RECENTE_MINUTES)) !== undefined;
  const view = { contexte, connecte, annonce, prouve, plus: isPlus(deps), erreurs };
  return page(<EffacementDuCompte {...view} />, Object.keys(erreurs).length > 0 ? 422 : 200);
}

async function confirm(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const connecte = connecteOf(contexte);
  if (!connecte) {
    return redirect('/', {
      type: 'info',
      message: 'Vous n’êtes plus connecté. Si vous veniez de confirmer l’effacement de votre compte, c’est fait.',
    });
  }
  if (contexte.form.get('confirmation') !== 'oui') {
    const { poursuivi } = await annonceOf(deps, connecte);
    const manque = poursuivi.length > 0 && contexte.form.get('poursuivi') !== 'oui' ? { poursuivi: SAVOIR } : {};
    return show(deps, contexte, { ...manque, confirmation: 'Cochez cette case pour effacer votre compte.' });
  }
  const { personneId, type, sessionId } = connecte;
  const erased = await eraseCompte(deps, {
    personneId,
    type,
    sessionId,
    navigateur: navigateurOf(contexte),
    saitPoursuivi: contexte.form.get('poursuivi') === 'oui',
  });
  if (erased.ok) return leave(contexte, erased.value, 'effacement');
  switch (erased.error.type) {
    case 'reconnexion':
      return redirect(PATH);
    case 'empeche':
      return redirect(PATH, { type: 'erreur', message: erased.error.phrase });
    case 'poursuivi':
      return show(deps, contexte, { poursuivi: SAVOIR });
  }
}

const SAVOIR = 'Cochez cette case\u00a0: vous devez savoir ce que deviennent vos dossiers en cours.';

function annonceOf(deps: ComptesDeps, { personneId }: Connecte): Promise<Annonce> {
  return deps.db.read({ personne: personneId }, (tx) => annoncerEffacement(tx, deps.donneesPersonnelles, personneId));
}

type EffacementProps = {
  readonly contexte: Contexte;
  readonly connecte: Connecte;
  readonly annonce: Annonce;
  readonly prouve: boolean;
  readonly plus: boolean;
  readonly erreurs: Erreurs;
};

function EffacementDuCompte({ contexte, connecte, annonce, prouve, plus, erreurs }: EffacementProps) {
  const invalid = Object.keys(erreurs).length > 0;
  return (
    <CadreCompte contexte={contexte} title="Effacer mon compte" invalid={invalid}>
      {invalid && <ErrorSummary errors={summaryErrors(erreurs)} />}
      <h1>Effacer mon compte</h1>
      <h2>Ce qui est effacé</h2>
      <ul>
        {annonce.efface.map((quoi) => (
          <li key={quoi}>{quoi}</li>
        ))}
      </ul>
      <h2>Ce que la loi garde</h2>
      <ul>
        {annonce.conserve.map(({ quoi, pourquoi }) => (
          <li key={quoi}>
            <strong>{quoi}</strong>&nbsp;: {pourquoi}.
          </li>
        ))}
      </ul>
      {annonce.empeche ? (
        <Alert ton="attention" title="Votre compte ne peut pas encore être effacé">
          <p>{annonce.empeche}</p>
        </Alert>
      ) : (
        <Suite {...{ contexte, connecte, annonce, prouve, plus, erreurs }} />
      )}
    </CadreCompte>
  );
}

function Suite({ contexte, connecte, annonce: { poursuivi }, prouve, plus, erreurs }: EffacementProps) {
  const { chrome, form } = contexte;
  return (
    <>
      {poursuivi.length > 0 && (
        <Alert ton="attention" title="Ce qui continue sans vous">
          <ul>
            {poursuivi.map((quoi) => (
              <li key={quoi}>{quoi}</li>
            ))}
          </ul>
          <p>
            Ces demandes restent examinées, et la réponse vous sera envoyée si vous y avez donné une adresse. Mais vous
            ne pourrez plus les suivre ni les corriger ici. Notez leurs numéros.
          </p>
        </Alert>
      )}
      <p>
        Avant de partir, vous pouvez <a href="/compte/export">emporter vos données</a>. Un effacement ne s’annule pas.
        Si vous revenez, vous aurez un compte neuf, sans rien dedans.
      </p>
      {prouve ? (
        <Form action={`${PATH}/confirmer`} jeton={chrome.jeton}>
          {poursuivi.length > 0 && (
            <Checkbox
              name="poursuivi"
              label="Je sais que mes dossiers en cours continuent, et que je ne pourrai plus les suivre ici"
              checked={form.get('poursuivi') === 'oui'}
              error={erreurs.poursuivi}
            />
          )}
          <Checkbox
            name="confirmation"
            label="J’efface mon compte, définitivement"
            checked={form.get('confirmation') === 'oui'}
            error={erreurs.confirmation}
          />
          <ButtonGroup>
            <Button kind="danger">Effacer mon compte</Button>
            <ButtonLink href="/compte" kind="secondaire">
              Le garder
            </ButtonLink>
          </ButtonGroup>
        </Form>
      ) : (
        <>
          <h2>D’abord, reconnectez-vous</h2>
          <p>
            Votre connexion date de plus de {PREUVE_RECENTE_MINUTES} minutes. Pour que personne d’autre n’efface votre
            compte, prouvez de nouveau que c’est bien vous.
          </p>
          <MoyensDeConnexion
            base="/connexion"
            type={connecte.type}
            retour={PATH}
            jeton={chrome.jeton}
            plus={plus}
            emailLabel="Ou l’adresse électronique de ce compte"
          />
        </>
      )}
    </>
  );
}
