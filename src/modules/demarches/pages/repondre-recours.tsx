import { ErrorSummary, summaryErrors } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { fromPlainDate, type Jour } from '../../../values/jour.ts';
import {
  type Agent,
  agentAccess,
  agentNavigation,
  agentOf,
  type Organisation,
  porteeOf,
  Site,
} from '../../comptes/index.ts';
import type { Dossier } from '../storage/dossiers.ts';
import { assertMayDecide } from '../use-cases/agent.ts';
import { rejectRecours } from '../use-cases/answer-recours.ts';
import { consultIn } from '../use-cases/read-dossier.ts';
import { type RecoursARepondre, readRecoursARepondre } from '../use-cases/read-recours.ts';
import { type DemarchesDeps, organisationOf } from './deps.ts';
import { baseOf } from './instruction-dossier.tsx';
import { ReponseAuRecours } from './reponse-au-recours.tsx';

/** A recours gracieux on the desk of who decides: hear it, or reject it with reasons. */
export function repondreRecoursPages(deps: DemarchesDeps): readonly Page[] {
  return [
    {
      path: '/instruction/:organisation/dossiers/:dossier/recours',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte),
      async POST(contexte) {
        const agent = await agentOf(deps, contexte);
        const dossierId = idOf(contexte, 'dossier');
        const rejected = await rejectRecours(deps, agent, { dossierId, motif: contexte.form.get('motif') });
        if (!rejected.ok) return show(deps, contexte, rejected.error);
        return redirect(baseOf(contexte), { type: 'succes', message: 'Le recours est rejeté. L’usager est prévenu.' });
      },
    },
  ];
}

async function show(deps: DemarchesDeps, contexte: Contexte, erreur?: string): Promise<Reponse> {
  const agent = await agentOf(deps, contexte);
  assertMayDecide(agent);
  const id = idOf(contexte, 'dossier');
  const lu = await deps.db.transaction(porteeOf(agent), async (tx) => {
    const aRepondre = await readRecoursARepondre(tx, id);
    // What they wrote is read: whoever asks sees that it was.
    return aRepondre && { dossier: await consultIn(tx, deps, agent, id), aRepondre };
  });
  if (!lu) return redirect(baseOf(contexte), { type: 'info', message: 'Aucun recours n’attend de réponse.' });
  const organisation = await organisationOf(deps, contexte);
  const aujourdhui = fromPlainDate(deps.clock.today());
  const view = <Repondre {...lu} {...{ contexte, agent, organisation, aujourdhui, erreur }} />;
  return page(view, erreur === undefined ? 200 : 422);
}

type RepondreProps = {
  readonly contexte: Contexte;
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly dossier: Dossier;
  readonly aRepondre: RecoursARepondre;
  readonly aujourdhui: Jour;
  readonly erreur: string | undefined;
};

const TITRE = 'Répondre au recours';

function Repondre({ contexte, agent, organisation, dossier, aRepondre, aujourdhui, erreur }: RepondreProps) {
  const { chrome } = contexte;
  const base = baseOf(contexte);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={TITRE}
      context={dossier.numero ?? ''}
      navigation={agentNavigation(agent, chrome)}
      breadcrumb={[
        { href: `/instruction/${organisation.slug}`, label: 'Dossiers' },
        { href: base, label: `Dossier ${dossier.numero}` },
      ]}
      invalid={erreur !== undefined}
    >
      {erreur !== undefined && <ErrorSummary errors={summaryErrors({ motif: erreur })} />}
      <h1>{TITRE}</h1>
      <ReponseAuRecours
        {...{ contexte, aRepondre, aujourdhui, erreur }}
        demandeur={dossier.demandeur ?? 'le demandeur'}
        accueillir={`${base}/statut`}
        rejeter={`${base}/recours`}
      />
    </Site>
  );
}
