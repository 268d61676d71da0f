import {
  Button,
  ButtonGroup,
  Details,
  ErrorSummary,
  Form,
  RadioGroup,
  summaryErrors,
  TextArea,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { NBSP } from '../../../values/french.ts';
import {
  type Agent,
  agentAccess,
  agentNavigation,
  agentOf,
  type Organisation,
  porteeOf,
  Site,
} from '../../comptes/index.ts';
import type { Verdict } from '../domain/definition.ts';
import { LIBELLES } from '../domain/statut.ts';
import { assertMayDecide } from '../use-cases/agent.ts';
import { decide, type Refus } from '../use-cases/decide.ts';
import { type DossierOuvert, loadAsAgent } from '../use-cases/load-dossier.ts';
import { type DemarchesDeps, organisationOf } from './deps.ts';
import { baseOf } from './instruction-dossier.tsx';

const VERDICTS: readonly Verdict[] = ['accepte', 'refuse', 'sans_suite'];

/** The decision, on a page of its own: one thing to think about. */
export function decisionPages(deps: DemarchesDeps): readonly Page[] {
  return [
    {
      path: '/instruction/:organisation/dossiers/:dossier/decision',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      async POST(contexte) {
        const agent = await agentOf(deps, contexte);
        const verdict = VERDICTS.find((known) => known === contexte.form.get('verdict'));
        const motif = contexte.form.get('motif');
        if (!verdict) {
          return show(deps, contexte, {
            verdict: 'Choisissez la décision.',
            ...(motif.trim() ? {} : { motif: 'Expliquez la décision\u00a0: l’usager doit pouvoir la comprendre.' }),
          });
        }
        const decided = await decide(deps, agent, { dossierId: idOf(contexte, 'dossier'), verdict, motif });
        if (!decided.ok) return show(deps, contexte, decided.error);
        return redirect(baseOf(contexte), {
          type: 'succes',
          message: 'La décision est prise. La lettre est produite et l’usager est prévenu.',
        });
      },
    },
  ];
}

async function show(deps: DemarchesDeps, contexte: Contexte, erreurs: Refus): Promise<Reponse> {
  const agent = await agentOf(deps, contexte);
  assertMayDecide(agent);
  const organisation = await organisationOf(deps, contexte);
  const ouvert = await deps.db.transaction(porteeOf(agent), (tx) =>
    loadAsAgent(tx, deps, agent, idOf(contexte, 'dossier')),
  );
  if (ouvert.dossier.statut !== 'en_instruction' && Object.keys(erreurs).length === 0) {
    return redirect(baseOf(contexte), {
      type: 'info',
      message: `Le dossier est ${LIBELLES[ouvert.dossier.statut].phrase}\u00a0: il n’y a pas de décision à prendre maintenant.`,
    });
  }
  const view = <Decision {...{ contexte, agent, organisation, ouvert, erreurs }} />;
  return page(view, Object.keys(erreurs).length > 0 ? 422 : 200);
}

type DecisionProps = {
  readonly contexte: Contexte;
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly ouvert: DossierOuvert;
  readonly erreurs: Refus;
};

function Decision({ contexte, agent, organisation, ouvert: { dossier, definition }, erreurs }: DecisionProps) {
  const { chrome, form } = contexte;
  const list = `/instruction/${organisation.slug}`;
  const base = baseOf(contexte);
  const invalid = Object.keys(erreurs).length > 0;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Décider"
      context={`Dossier ${dossier.numero}`}
      navigation={agentNavigation(agent, chrome)}
      breadcrumb={[
        { href: list, label: 'Dossiers' },
        { href: base, label: `Dossier ${dossier.numero}` },
      ]}
      invalid={invalid}
    >
      {invalid && <ErrorSummary errors={summaryErrors(erreurs)} />}
      <p class="muted">
        Dossier {dossier.numero}, {dossier.demandeur}
      </p>
      <h1>Décider</h1>
      <Form action={`${base}/decision`} jeton={chrome.jeton}>
        <RadioGroup
          name="verdict"
          label={`Quelle est la décision${NBSP}?`}
          value={form.get('verdict')}
          error={erreurs.verdict}
          options={[
            { value: 'accepte', label: 'Accepter la demande' },
            { value: 'refuse', label: 'Refuser la demande' },
            { value: 'sans_suite', label: 'Classer sans suite', hint: 'Demande retirée, en double ou sans objet.' },
          ]}
        />
        <TextArea
          name="motif"
          label={`Pourquoi${NBSP}?`}
          hint="L’usager lira ces motifs. Un refus doit dire les faits et la règle sur lesquels il repose."
          value={form.get('motif')}
          error={erreurs.motif}
          maxLength={5000}
          rows={7}
        />
        <Motifs definition={definition} />
        <ButtonGroup>
          <Button>Prendre cette décision</Button>
          <a href={base}>Revenir au dossier</a>
        </ButtonGroup>
      </Form>
    </Site>
  );
}

/** Ready reasons, to copy from. */
function Motifs({ definition }: Pick<DossierOuvert, 'definition'>) {
  return (
    <Details summary="Motifs usuels, à adapter">
      {VERDICTS.filter((verdict) => definition.decisions[verdict].motifs.length > 0).map((verdict) => (
        <div key={verdict}>
          <p>
            <strong>{LIBELLES[verdict].tag}</strong>
          </p>
          <ul>
            {definition.decisions[verdict].motifs.map((motif) => (
              <li key={motif}>{motif}</li>
            ))}
          </ul>
        </div>
      ))}
    </Details>
  );
}
