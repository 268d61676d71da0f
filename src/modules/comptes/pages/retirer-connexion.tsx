import { NotFound } from '../../../platform/errors.ts';
import { Alert, Button, ButtonGroup, ButtonLink, Form, SummaryList } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { capitalized } from '../../../values/french.ts';
import { signedInAccess } from '../policies.ts';
import { findPersonne, type Identite, identitesOf } from '../storage/personnes.ts';
import { listSessions } from '../storage/sessions.ts';
import { isUtilisable, nomDeConnexion } from '../use-cases/describe-comptes.ts';
import { PREUVE_RECENTE_MINUTES } from '../use-cases/erase-compte.ts';
import { recentProof } from '../use-cases/recent-proof.ts';
import { fournisseurOf, mayRemove, removeConnexion } from '../use-cases/remove-connexion.ts';
import { CadreCompte } from './cadre-compte.tsx';
import { leave } from './deconnexion.tsx';
import { type ComptesDeps, type Connecte, connecteOf, isPlus } from './deps.ts';
import { MoyensDeConnexion } from './reconnexion.tsx';

export const CONNEXIONS_PATH = '/compte/connexions';

export const retirerHref = ({ id }: Pick<Identite, 'id'>) => `${CONNEXIONS_PATH}/${id}/retirer`;

/** One way less to sign in: what it changes, then a button. */
export function retirerConnexionPages(deps: ComptesDeps): readonly Page[] {
  return [
    {
      path: `${CONNEXIONS_PATH}/:connexion/retirer`,
      access: signedInAccess,
      perMinute: 30,
      GET: (contexte) => show(deps, contexte),
      POST: (contexte) => remove(deps, contexte),
    },
  ];
}

async function show(deps: ComptesDeps, contexte: Contexte, status = 200): Promise<Reponse> {
  const connecte = connecteOf(contexte);
  if (!connecte) return redirect('/connexion');
  const { personneId } = connecte;
  const [personne, identites, sessions] = await deps.db.read({ personne: personneId }, (tx) =>
    Promise.all([
      findPersonne(tx, personneId),
      identitesOf(tx, personneId),
      listSessions(tx, personneId, deps.clock.now()),
    ]),
  );
  const identite = identites.find(({ id }) => id === idOf(contexte, 'connexion'));
  if (!identite) throw new NotFound('');
  const prouve = (await recentProof(deps, connecte, PREUVE_RECENTE_MINUTES)) !== undefined;
  const restantes = identites.filter((other) => other !== identite && isUtilisable(other, deps.providers));
  const permis = mayRemove(identite, identites, deps.providers);
  const fournisseur = fournisseurOf(identite, connecte.type);
  // As the removal counts them: one of which it is not known ends too.
  const ouvertes = sessions.filter(
    ({ identiteId, ...session }) => (identiteId ?? identite.id) === identite.id && session.fournisseur === fournisseur,
  );
  const fermees = { total: ouvertes.length, celleCi: ouvertes.some(({ id }) => id === connecte.sessionId) };
  const parts = { fermees, deps, contexte, connecte, identite, restantes, permis, prouve };
  return page(<RetirerConnexion {...parts} email={personne?.email ?? undefined} />, status);
}

async function remove(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const connecte = connecteOf(contexte);
  if (!connecte) return redirect('/connexion');
  const { personneId, type, sessionId } = connecte;
  const identiteId = idOf(contexte, 'connexion');
  const removed = await removeConnexion(deps, { personneId, type, sessionId, identiteId });
  if (removed.ok) {
    const { sortie, sessionsFermees } = removed.value;
    return sortie
      ? leave(contexte, sortie, 'retrait')
      : redirect(CONNEXIONS_PATH, { type: 'succes', message: `C’est retiré.${phraseDesSessions(sessionsFermees)}` });
  }
  switch (removed.error) {
    case 'reconnexion':
      return show(deps, contexte, 403);
    case 'derniere':
      return show(deps, contexte, 422);
    case 'introuvable':
      return redirect(CONNEXIONS_PATH, {
        type: 'info',
        message: 'Cette façon de vous connecter n’est pas dans votre compte, ou n’y est plus.',
      });
  }
}

function phraseDesSessions(fermees: number): string {
  if (fermees === 0) return '';
  return fermees === 1
    ? ' La session qui était ouverte ainsi est fermée.'
    : ` Les ${fermees} sessions qui étaient ouvertes ainsi sont fermées.`;
}

type RetirerProps = {
  readonly deps: ComptesDeps;
  readonly contexte: Contexte;
  readonly connecte: Connecte;
  readonly identite: Identite;
  /** The other ways that can be used. */
  readonly restantes: readonly Identite[];
  readonly permis: boolean;
  readonly prouve: boolean;
  readonly email: string | undefined;
  /** The sessions that would end. */
  readonly fermees: { readonly total: number; readonly celleCi: boolean };
};

function RetirerConnexion(props: RetirerProps) {
  const { deps, contexte, identite, permis, prouve } = props;
  const title = 'Retirer une façon de vous connecter';
  return (
    <CadreCompte contexte={contexte} title={title} invalid={contexte.request.method === 'POST'}>
      <h1>{title}</h1>
      <SummaryList
        rows={[
          { label: 'Façon de vous connecter', value: capitalized(nomDeConnexion(identite, deps.providers)) },
          { label: 'Dans votre compte', value: `Depuis le ${formatInstant(identite.createdAt)}` },
          { label: 'Dernière fois', value: `Le ${formatInstant(identite.lastUsedAt)}` },
        ]}
      />
      {!permis && <Derniere />}
      {permis && <Suites {...props} />}
      {permis && (prouve ? <Confirmer {...props} /> : <Reconnexion {...props} />)}
    </CadreCompte>
  );
}

function Derniere() {
  return (
    <Alert ton="attention" title="C’est la seule façon d’ouvrir votre compte">
      <p>
        Sans elle, vous ne pourriez plus y entrer. Pour la retirer, ajoutez-en d’abord une autre&nbsp;: connectez-vous
        autrement, puis <a href="/compte/reunir">réunissez vos deux comptes</a>. Pour tout arrêter, vous pouvez{' '}
        <a href="/compte/effacement">effacer votre compte</a>.
      </p>
    </Alert>
  );
}

function Suites({ deps, restantes, email, fermees }: RetirerProps) {
  return (
    <>
      <h2>Ce qui change</h2>
      <ul>
        <li>
          Elle n’ouvrira plus ce compte. Si vous vous en servez encore ici, vous ouvrirez un autre compte, sans rien
          dedans.
        </li>
        <li>{phraseDesFermetures(fermees)}</li>
        <li>Vos demandes, vos messages et votre identité ne changent pas.</li>
        {email && <li>Nous vous prévenons par courriel, à {email}.</li>}
      </ul>
      <h2>Ce qui ouvrira encore votre compte</h2>
      <ul>
        {restantes.map((restante) => (
          <li key={restante.id}>
            {capitalized(nomDeConnexion(restante, deps.providers))}, servi pour la dernière fois le{' '}
            {formatInstant(restante.lastUsedAt)}
          </li>
        ))}
      </ul>
    </>
  );
}

function phraseDesFermetures({ total, celleCi }: RetirerProps['fermees']): string {
  if (celleCi)
    return 'Vous êtes connecté ainsi\u00a0: vous serez déconnecté, ici et partout où vous l’êtes de cette façon.';
  return total === 0
    ? 'Aucune session n’est ouverte ainsi en ce moment.'
    : `Les sessions ouvertes ainsi sont fermées\u00a0: il y en a ${total}.`;
}

function Confirmer({ contexte, identite }: RetirerProps) {
  return (
    <Form action={retirerHref(identite)} jeton={contexte.chrome.jeton}>
      <ButtonGroup>
        <Button kind="danger">Retirer de mon compte</Button>
        <ButtonLink href={CONNEXIONS_PATH} kind="secondaire">
          Ne rien changer
        </ButtonLink>
      </ButtonGroup>
    </Form>
  );
}

function Reconnexion({ deps, contexte, connecte, identite }: RetirerProps) {
  return (
    <>
      <h2>D’abord, reconnectez-vous</h2>
      <p>
        Votre connexion date de plus de {PREUVE_RECENTE_MINUTES} minutes. Pour que personne d’autre ne ferme votre
        compte derrière vous, prouvez de nouveau que c’est bien vous.
      </p>
      <MoyensDeConnexion
        base="/connexion"
        type={connecte.type}
        retour={retirerHref(identite)}
        jeton={contexte.chrome.jeton}
        plus={isPlus(deps)}
        emailLabel="Ou l’adresse électronique qui ouvre ce compte"
      />
    </>
  );
}
