import { Button, DataTable, Form, VisuallyHidden } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { capitalized } from '../../../values/french.ts';
import { FOURNISSEURS } from '../domain/fournisseur.ts';
import { signedInAccess } from '../policies.ts';
import { type Identite, identitesOf } from '../storage/personnes.ts';
import { listSessions, type SessionListee } from '../storage/sessions.ts';
import { nomDeConnexion } from '../use-cases/describe-comptes.ts';
import { mayRemove } from '../use-cases/remove-connexion.ts';
import { revokeSession } from '../use-cases/revoke-session.ts';
import { CadreCompte } from './cadre-compte.tsx';
import { type ComptesDeps, connecteOf } from './deps.ts';
import { CONNEXIONS_PATH, retirerHref } from './retirer-connexion.tsx';

/** The ways to sign in to one's account, and where it is open now. */
export function connexionsDuComptePages(deps: ComptesDeps): readonly Page[] {
  return [
    { path: CONNEXIONS_PATH, access: signedInAccess, GET: (contexte) => show(deps, contexte) },
    {
      path: '/compte/sessions/:session/fermer',
      access: signedInAccess,
      async POST(contexte) {
        const connecte = connecteOf(contexte);
        if (!connecte) return redirect('/connexion');
        await revokeSession(deps, connecte.personneId, idOf(contexte, 'session'));
        return redirect(CONNEXIONS_PATH, { type: 'succes', message: 'La session est fermée.' });
      },
    },
  ];
}

async function show(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const connecte = connecteOf(contexte);
  if (!connecte) return redirect('/connexion');
  const { personneId, sessionId } = connecte;
  const [identites, sessions] = await deps.db.read({ personne: personneId }, (tx) =>
    Promise.all([identitesOf(tx, personneId), listSessions(tx, personneId, deps.clock.now())]),
  );
  return page(
    <Connexions contexte={contexte} deps={deps} identites={identites} sessions={sessions} current={sessionId} />,
  );
}

type ConnexionsProps = {
  readonly contexte: Contexte;
  readonly deps: ComptesDeps;
  readonly identites: readonly Identite[];
  readonly sessions: readonly SessionListee[];
  readonly current: string;
};

function Connexions({ contexte, deps, identites, sessions, current }: ConnexionsProps) {
  return (
    <CadreCompte contexte={contexte} title="Connexions" wide>
      <h1>Connexions</h1>
      <h2>Vos façons de vous connecter</h2>
      <DataTable
        caption="Vos façons de vous connecter"
        captionHidden
        rows={identites}
        rowKey={({ id }) => id}
        empty="Aucune."
        columns={[
          { key: 'facon', header: 'Façon', cell: (identite) => capitalized(nomDeConnexion(identite, deps.providers)) },
          { key: 'depuis', header: 'Depuis', cell: ({ createdAt }) => formatInstant(createdAt) },
          { key: 'servie', header: 'Dernière fois', cell: ({ lastUsedAt }) => formatInstant(lastUsedAt) },
          {
            key: 'action',
            header: 'Action',
            cell: (identite) => (
              <a href={retirerHref(identite)}>
                {mayRemove(identite, identites, deps.providers) ? 'Retirer' : 'Pourquoi elle reste'}
                <VisuallyHidden> {nomDeConnexion(identite, deps.providers)}</VisuallyHidden>
              </a>
            ),
          },
        ]}
      />
      <h2>Sessions et appareils</h2>
      <p>Si vous ne reconnaissez pas un appareil, fermez sa session.</p>
      <DataTable
        caption="Sessions ouvertes"
        captionHidden
        rows={sessions}
        rowKey={(session) => session.id}
        empty="Aucune session."
        columns={[
          { key: 'appareil', header: 'Appareil', cell: (session) => session.appareil },
          { key: 'fournisseur', header: 'Connexion', cell: (session) => FOURNISSEURS[session.fournisseur] },
          { key: 'ouverte', header: 'Ouverte', cell: (session) => formatInstant(session.createdAt) },
          { key: 'vue', header: 'Dernière activité', cell: (session) => formatInstant(session.lastSeenAt) },
          {
            key: 'action',
            header: 'Action',
            cell: (session) =>
              session.id === current ? (
                'Cette session'
              ) : (
                <Form action={`/compte/sessions/${session.id}/fermer`} jeton={contexte.chrome.jeton}>
                  <Button kind="discret">
                    Fermer la session <VisuallyHidden>{session.appareil}</VisuallyHidden>
                  </Button>
                </Form>
              ),
          },
        ]}
      />
      <h2>Réunir deux comptes</h2>
      <p>
        <a href="/compte/reunir">J’ai un autre compte ici, et je veux n’en garder qu’un</a>
      </p>
    </CadreCompte>
  );
}
