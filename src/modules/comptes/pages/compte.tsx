import { Button, DataTable, Form, VisuallyHidden } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { signedInAccess } from '../policies.ts';
import { listSessions, type SessionListee } from '../storage/sessions.ts';
import { revokeSession } from '../use-cases/revoke-session.ts';
import type { ComptesDeps } from './deps.ts';
import { Site } from './site.tsx';

/** One's account: the open sessions. */
export function comptePages(deps: ComptesDeps): readonly Page[] {
  return [
    { path: '/compte', access: signedInAccess, GET: (contexte) => show(deps, contexte) },
    {
      path: '/compte/sessions/:session/fermer',
      access: signedInAccess,
      async POST(contexte) {
        const { principal, params } = contexte;
        if (principal.type === 'anonyme') return redirect('/connexion');
        await revokeSession(deps, principal.personneId, params['session'] ?? '');
        return redirect('/compte', { type: 'succes', message: 'La session est fermée.' });
      },
    },
  ];
}

async function show(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const { principal } = contexte;
  if (principal.type === 'anonyme') return redirect('/connexion');
  const sessions = await deps.db.transaction({ personne: principal.personneId }, (tx) =>
    listSessions(tx, principal.personneId, deps.clock.now()),
  );
  return page(<Compte contexte={contexte} sessions={sessions} current={principal.sessionId} />);
}

const FOURNISSEURS = { franceconnect: 'FranceConnect', proconnect: 'ProConnect', lien: 'Lien par courriel' };

type CompteProps = {
  readonly contexte: Contexte;
  readonly sessions: readonly SessionListee[];
  readonly current: string;
};

function Compte({ contexte: { chrome }, sessions, current }: CompteProps) {
  return (
    <Site chrome={chrome} title="Mon compte" wide>
      <h1>Mon compte</h1>
      <h2>Sessions ouvertes</h2>
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
          { key: 'vue', header: 'Dernière activité', cell: (session) => formatInstant(session.lastSeenAt) },
          {
            key: 'action',
            header: 'Action',
            cell: (session) =>
              session.id === current ? (
                'Cette session'
              ) : (
                <Form action={`/compte/sessions/${session.id}/fermer`} jeton={chrome.jeton}>
                  <Button kind="discret">
                    Fermer la session <VisuallyHidden>{session.appareil}</VisuallyHidden>
                  </Button>
                </Form>
              ),
          },
        ]}
      />
      {chrome.principal.type === 'usager' && (
        <>
          <h2>Se faire aider, aider quelqu’un</h2>
          <p>
            <a href="/compte/mandats">Mes mandats et les personnes que j’aide</a>
          </p>
        </>
      )}
      <h2>Réunir deux comptes</h2>
      <p>
        <a href="/compte/reunir">J’ai un autre compte ici, et je veux n’en garder qu’un</a>
      </p>
    </Site>
  );
}
