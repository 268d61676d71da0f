import {
  Button,
  ButtonGroup,
  ErrorSummary,
  Form,
  Multiline,
  summaryErrors,
  TextArea,
} from '../../../platform/html/index.ts';
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
import type { Recours } from '../domain/recours.ts';
import { type Decision, findLastDecision } from '../storage/decisions.ts';
import type { Dossier } from '../storage/dossiers.ts';
import { listMessages, type Message } from '../storage/messages.ts';
import { listRecours } from '../storage/recours.ts';
import { assertMayDecide } from '../use-cases/agent.ts';
import { rejectRecours } from '../use-cases/answer-recours.ts';
import { loadAsAgent } from '../use-cases/load-dossier.ts';
import { type DemarchesDeps, organisationOf } from './deps.ts';
import { RecoursAExaminer } from './etat-du-recours.tsx';
import { baseOf } from './instruction-dossier.tsx';

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
  const lu = await deps.db.read(porteeOf(agent), async (tx) => {
    const { dossier } = await loadAsAgent(tx, deps, agent, id);
    const [all, messages, decision] = await Promise.all([
      listRecours(tx, id),
      listMessages(tx, id),
      findLastDecision(tx, id),
    ]);
    const recours = all.find(({ issue }) => issue === null);
    const message = messages.find((one) => one.id === recours?.messageId);
    return recours && message && { dossier, recours, message, decision };
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
  readonly recours: Recours;
  readonly message: Message;
  readonly decision: Decision | undefined;
  readonly aujourdhui: Jour;
  readonly erreur: string | undefined;
};

const TITRE = 'Répondre au recours';

function Repondre(props: RepondreProps) {
  const { contexte, agent, organisation, dossier, recours, message, decision, aujourdhui, erreur } = props;
  const { chrome, form } = contexte;
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
      <RecoursAExaminer recours={recours} aujourdhui={aujourdhui} href={undefined} />
      <h2>Ce qu’écrit {dossier.demandeur ?? 'le demandeur'}</h2>
      <Multiline>{message.corps}</Multiline>
      {decision && (
        <>
          <h2>La décision contestée</h2>
          <Multiline>{decision.motif}</Multiline>
        </>
      )}
      <h2>Accueillir le recours</h2>
      <p>Le dossier est rouvert, la demande est examinée de nouveau, et l’usager est prévenu.</p>
      <Form action={`${base}/statut`} jeton={chrome.jeton}>
        <ButtonGroup>
          <Button kind="secondaire" name="action" value="repasser_en_instruction">
            Rouvrir le dossier
          </Button>
        </ButtonGroup>
      </Form>
      <h2>Rejeter le recours</h2>
      <Form action={`${base}/recours`} jeton={chrome.jeton}>
        <TextArea
          name="motif"
          label="Motif du rejet"
          hint="L’usager le lit, avec les voies de recours devant le tribunal."
          value={form.get('motif')}
          error={erreur}
          maxLength={5000}
        />
        <ButtonGroup>
          <Button kind="secondaire">Rejeter le recours</Button>
        </ButtonGroup>
      </Form>
    </Site>
  );
}
