import {
  Button,
  ButtonGroup,
  CheckboxGroup,
  ErrorSummary,
  Form,
  NumberField,
  summaryErrors,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { count, NBSP } from '../../../values/french.ts';
import { agentAccess, Site } from '../../comptes/index.ts';
import { assertMayRank } from '../policies.ts';
import { type ErreursAffectation, type Repartition, shareEvaluations } from '../use-cases/assign-evaluations.ts';
import type { FondsDeps } from './deps.ts';
import { EvaluateursInvites } from './evaluateurs-invites.tsx';
import { navigationOf } from './navigation.ts';
import { evaluateursOf, type LieuDeSession, sessionOf } from './session-of.ts';

/** Shares the requests of a session evenly among the reviewers that the manager chooses. */
export function repartitionPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/sessions/:session/repartition',
      access: agentAccess,
      GET: async (contexte) => show(deps, contexte, await sessionOf(deps, contexte), {}),
      async POST(contexte) {
        const lieu = await sessionOf(deps, contexte);
        assertMayRank(lieu.agent);
        const parDossier = Number(contexte.form.get('parDossier').trim());
        if (!Number.isInteger(parDossier) || parDossier < 1 || parDossier > 20) {
          return show(deps, contexte, lieu, { parDossier: 'Écrivez un nombre entier, de 1 à 20.' });
        }
        const evaluateurs = [...new Set(contexte.form.all('evaluateurs'))];
        const asked = { sessionId: lieu.session.id, evaluateurs, parDossier };
        const shared = await shareEvaluations(deps, lieu.agent, asked);
        if (!shared.ok) return show(deps, contexte, lieu, shared.error);
        return redirect(lieu.base, messageOf(shared.value));
      },
    },
  ];
}

function messageOf({ affectees, manquent }: Repartition) {
  const done =
    affectees === 0
      ? 'Aucune évaluation de plus à demander.'
      : `${count(affectees, 'évaluation')} demandée${affectees >= 2 ? 's' : ''}.`;
  if (manquent.length === 0) return { type: 'succes', message: done } as const;
  const some = manquent.slice(0, 10).join(', ');
  const rest = manquent.length > 10 ? ` et ${manquent.length - 10} autres` : '';
  return {
    type: 'info',
    message: `${done} Il manque encore des évaluateurs sans conflit pour${NBSP}: ${some}${rest}.`,
  } as const;
}

async function show(
  deps: FondsDeps,
  { chrome, form }: Contexte,
  lieu: LieuDeSession,
  erreurs: ErreursAffectation,
): Promise<Reponse> {
  assertMayRank(lieu.agent);
  const { organisation, grille, base, breadcrumb } = lieu;
  const { membres, invites } = await evaluateursOf(deps, lieu);
  const invalid = Object.values(erreurs).some(Boolean);
  const view = (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Répartir les évaluations"
      navigation={navigationOf(lieu.agent, 'sessions')}
      breadcrumb={breadcrumb}
      invalid={invalid}
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>Répartir les évaluations</h1>
      <p>
        Chaque demande qui n’est pas décidée va à ceux qui en ont le moins. Une personne en conflit d’intérêts, déclaré
        ou parce qu’elle travaille pour le demandeur, n’est jamais choisie. Ce qui est déjà demandé reste.
      </p>
      <Form action={`${base}/repartition`} jeton={chrome.jeton}>
        <CheckboxGroup
          name="evaluateurs"
          label="Évaluateurs"
          hint={
            membres.length === 0
              ? 'Personne qui se soit déjà connecté n’a le rôle d’expert ou d’instructeur.'
              : 'Les membres qui ont le rôle d’expert ou d’instructeur.'
          }
          options={membres.map(({ id, nom }) => ({ value: id, label: nom }))}
          values={form.all('evaluateurs')}
          error={erreurs.evaluateurs}
        />
        <EvaluateursInvites invites={invites} />
        <NumberField
          name="parDossier"
          label="Évaluations par demande"
          width={2}
          value={form.has('parDossier') ? form.get('parDossier') : String(grille?.grille.quorum ?? 2)}
          error={erreurs.parDossier}
        />
        <ButtonGroup>
          <Button>Répartir</Button>
          <a href={base}>Revenir à la session</a>
        </ButtonGroup>
      </Form>
    </Site>
  );
  return page(view, invalid ? 422 : 200);
}
