import { DataTable, Reference, Tag } from '../../../platform/html/index.ts';
import { type Page, page } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { agentAccess, lieuDeTravailOf, porteeOf, Site } from '../../comptes/index.ts';
import { assertMayReadEvaluations } from '../policies.ts';
import { type EvaluationListee, listEvaluationsOf } from '../storage/evaluations.ts';
import type { FondsDeps } from './deps.ts';
import { navigationOf } from './navigation.ts';

/** What a reviewer has to note, and what they did. */
export function evaluationsPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/evaluations',
      access: agentAccess,
      async GET(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        assertMayReadEvaluations(agent);
        const all = await deps.db.read(porteeOf(agent), (tx) =>
          listEvaluationsOf(tx, organisation.id, agent.personneId),
        );
        const aFaire = all.filter(({ submittedAt, recusee }) => submittedAt === null && !recusee);
        const faites = all.filter((one) => !aFaire.includes(one));
        const base = `/fonds/${organisation.slug}/evaluations`;
        return page(
          <Site
            chrome={contexte.chrome}
            organisation={organisation}
            title="Mes évaluations"
            navigation={navigationOf(agent, 'evaluations')}
            wide
          >
            <h1>Mes évaluations</h1>
            <h2>À faire</h2>
            <Evaluations
              base={base}
              caption="Évaluations à faire"
              rows={aFaire}
              empty="Vous n’avez aucune demande à évaluer."
            />
            {faites.length > 0 && (
              <>
                <h2>Faites</h2>
                <Evaluations base={base} caption="Évaluations faites" rows={faites} empty="Aucune." />
              </>
            )}
          </Site>,
        );
      },
    },
  ];
}

type EvaluationsProps = {
  readonly base: string;
  readonly caption: string;
  readonly rows: readonly EvaluationListee[];
  readonly empty: string;
};

function Evaluations({ base, caption, rows, empty }: EvaluationsProps) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={rows}
      rowKey={({ id }) => id}
      empty={<p>{empty}</p>}
      columns={[
        {
          key: 'demande',
          header: 'Demande',
          cell: ({ id, numero }) => (
            <a href={`${base}/${id}`}>
              <Reference>{numero}</Reference>
            </a>
          ),
        },
        {
          key: 'demandeur',
          header: 'Demandeur',
          cell: ({ beneficiaire, fictif }) => (fictif ? `${beneficiaire} (fictif)` : beneficiaire),
        },
        { key: 'objet', header: 'Objet', cell: ({ objet }) => objet },
        { key: 'session', header: 'Session', cell: ({ session }) => session },
        { key: 'etat', header: 'État', cell: etatDe },
      ]}
    />
  );
}

function etatDe({ submittedAt, assignedAt, recusee }: EvaluationListee) {
  if (recusee) return <Tag text="Récusation" ton="attention" />;
  if (submittedAt) return <Tag text={`Soumise le ${formatInstant(submittedAt)}`} ton="succes" />;
  return <Tag text={`Demandée le ${formatInstant(assignedAt)}`} ton="info" />;
}
