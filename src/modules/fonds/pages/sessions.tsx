import { DataTable, formatNumber, Tag } from '../../../platform/html/index.ts';
import { type Page, page } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { agentAccess, lieuDeTravailOf, porteeOf, Site } from '../../comptes/index.ts';
import { etatSession } from '../domain/session.ts';
import { assertMayReadCredits, mayReview } from '../policies.ts';
import { countDemandes, countEvaluations } from '../storage/demandes-de-session.ts';
import { hasEvaluations } from '../storage/evaluations.ts';
import { listDispositifs } from '../storage/sessions.ts';
import type { FondsDeps } from './deps.ts';
import { ETATS_SESSION } from './libelles-evaluation.ts';
import { navigationOf } from './navigation.ts';

/** Every session of the fund, with what came and what was evaluated. */
export function sessionsPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/sessions',
      access: agentAccess,
      async GET(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        assertMayReadCredits(agent);
        const [dispositifs, demandes, evaluations, aEvalue] = await deps.db.read(porteeOf(agent), (tx) =>
          Promise.all([
            listDispositifs(tx, { organisationId: organisation.id }),
            countDemandes(tx, organisation.id),
            countEvaluations(tx, organisation.id),
            // Who evaluates has them in the menu; who did finds them here: what they were asked stays theirs.
            !mayReview(agent.roles) && hasEvaluations(tx, organisation.id, agent.personneId),
          ]),
        );
        const now = deps.clock.now();
        const rows = dispositifs.flatMap(({ nom: dispositif, sessions }) =>
          sessions.map((session) => ({ dispositif, session })),
        );
        const base = `/fonds/${organisation.slug}/sessions`;
        return page(
          <Site
            chrome={contexte.chrome}
            organisation={organisation}
            title="Sessions"
            navigation={navigationOf(agent, 'sessions')}
            wide
          >
            <h1>Sessions</h1>
            {aEvalue && (
              <p>
                <a href={`/fonds/${organisation.slug}/evaluations`}>Mes évaluations</a>
              </p>
            )}
            <DataTable
              caption="Sessions du fonds"
              captionHidden
              rows={rows}
              rowKey={({ session }) => session.id}
              empty={<p>Aucune session n’est ouverte.</p>}
              columns={[
                {
                  key: 'session',
                  header: 'Session',
                  cell: ({ session, dispositif }) => (
                    <a href={`${base}/${session.id}`}>
                      {dispositif}, {session.nom}
                    </a>
                  ),
                },
                {
                  key: 'etat',
                  header: 'État',
                  cell: ({ session }) => <Tag {...ETATS_SESSION[etatSession(session, now)]} />,
                },
                {
                  key: 'cloture',
                  header: 'Clôture',
                  cell: ({ session }) => (session.closesAt ? formatInstant(session.closesAt) : 'Sans date de clôture'),
                },
                {
                  key: 'demandes',
                  header: 'Demandes',
                  numeric: true,
                  cell: ({ session }) => formatNumber(demandes.get(session.id) ?? 0),
                },
                {
                  key: 'evaluations',
                  header: 'Évaluations soumises',
                  numeric: true,
                  cell: ({ session }) => {
                    const found = evaluations.get(session.id);
                    return found ? `${found.soumises} sur ${found.assignees}` : '0';
                  },
                },
              ]}
            />
          </Site>,
        );
      },
    },
  ];
}
