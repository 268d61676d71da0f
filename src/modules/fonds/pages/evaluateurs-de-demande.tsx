import { NotFound } from '../../../platform/errors.ts';
import {
  Button,
  ButtonGroup,
  DataTable,
  ErrorSummary,
  Form,
  Select,
  SummaryList,
  summaryErrors,
  Tag,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { NBSP } from '../../../values/french.ts';
import { inEuros } from '../../../values/montant.ts';
import { agentAccess, nomsOfAgents, porteeOf, Site } from '../../comptes/index.ts';
import { assertMayRank } from '../policies.ts';
import { listConflits } from '../storage/conflits.ts';
import { findDemande } from '../storage/demandes-de-session.ts';
import { listEvaluations } from '../storage/evaluations.ts';
import { assignEvaluation, type ErreursAffectation } from '../use-cases/assign-evaluations.ts';
import type { FondsDeps } from './deps.ts';
import { EvaluateursInvites } from './evaluateurs-invites.tsx';
import { navigationOf } from './navigation.ts';
import { evaluateursOf, type LieuDeSession, sessionOf } from './session-of.ts';

/** Who reviews one request, who is recused and why; and one more reviewer, by hand. Nobody’s notes are here. */
export function evaluateursDeDemandePages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/sessions/:session/demandes/:dossier',
      access: agentAccess,
      GET: async (contexte) => show(deps, contexte, await sessionOf(deps, contexte), {}),
      async POST(contexte) {
        const lieu = await sessionOf(deps, contexte);
        const dossierId = idOf(contexte, 'dossier');
        const evaluateurId = contexte.form.get('evaluateurs');
        const asked = { sessionId: lieu.session.id, dossierId, evaluateurId };
        const assigned = await assignEvaluation(deps, lieu.agent, asked);
        if (!assigned.ok) return show(deps, contexte, lieu, assigned.error);
        const address = `${lieu.base}/demandes/${dossierId}`;
        return redirect(address, { type: 'succes', message: 'L’évaluation est demandée.' });
      },
    },
  ];
}

async function show(
  deps: FondsDeps,
  contexte: Contexte,
  lieu: LieuDeSession,
  erreurs: ErreursAffectation,
): Promise<Reponse> {
  const { agent, organisation, session, base, breadcrumb } = lieu;
  assertMayRank(agent);
  const dossierId = idOf(contexte, 'dossier');
  const { demande, suivis } = await suivisOf(deps, lieu, dossierId);
  if (demande?.sessionId !== session.id) throw new NotFound('Cette demande n’existe pas.');
  const known = new Set(suivis.map(({ id }) => id));
  const { membres, invites } = await evaluateursOf(deps, lieu);
  const libres = membres.filter(({ id }) => !known.has(id));
  const { chrome, form } = contexte;
  const title = `Évaluateurs de la demande ${demande.numero}`;
  const view = (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={title}
      navigation={navigationOf(agent, 'sessions')}
      breadcrumb={breadcrumb}
      invalid={erreurs.evaluateurs !== undefined}
      wide
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>{title}</h1>
      <SummaryList
        label="La demande"
        rows={[
          { label: 'Demandeur', value: demande.beneficiaire },
          { label: 'Objet', value: demande.objet },
          { label: 'Montant demandé', value: inEuros(demande.demande) },
          {
            label: 'Dossier',
            value: <a href={`/instruction/${organisation.slug}/dossiers/${dossierId}`}>Ouvrir le dossier</a>,
          },
        ]}
      />
      <h2>Évaluateurs</h2>
      <DataTable
        caption="Évaluateurs de cette demande"
        captionHidden
        rows={suivis}
        rowKey={({ id }) => id}
        empty={<p>Personne n’évalue cette demande.</p>}
        columns={[
          { key: 'nom', header: 'Nom', cell: ({ nom }) => nom },
          { key: 'etat', header: 'État', cell: ({ etat }) => etat },
        ]}
      />
      {(libres.length > 0 || erreurs.evaluateurs) && (
        <Form action={`${base}/demandes/${dossierId}`} jeton={chrome.jeton}>
          <Select
            name="evaluateurs"
            label="Demander une évaluation à"
            options={libres.map(({ id, nom }) => ({ value: id, label: nom }))}
            value={form.get('evaluateurs')}
            error={erreurs.evaluateurs}
          />
          <ButtonGroup>
            <Button>Demander l’évaluation</Button>
            <a href={base}>Revenir à la session</a>
          </ButtonGroup>
        </Form>
      )}
      <EvaluateursInvites invites={invites} />
    </Site>
  );
  return page(view, erreurs.evaluateurs ? 422 : 200);
}

async function suivisOf(deps: FondsDeps, { agent, session, grille }: LieuDeSession, dossierId: string) {
  return deps.db.read(porteeOf(agent), async (tx) => {
    const [demande, toutes, tous] = await Promise.all([
      findDemande(tx, dossierId),
      grille ? listEvaluations(tx, grille) : [],
      listConflits(tx, session.id),
    ]);
    const evaluations = toutes.filter((one) => one.dossierId === dossierId);
    const conflits = tous.filter((one) => one.dossierId === dossierId);
    const ids = [...new Set([...evaluations, ...conflits].map(({ evaluateurId }) => evaluateurId))];
    const noms = await nomsOfAgents(tx, ids);
    const suivis = ids.map((id) => {
      const conflit = conflits.find(({ evaluateurId }) => evaluateurId === id);
      const submittedAt = evaluations.find(({ evaluateurId }) => evaluateurId === id)?.submittedAt;
      return {
        id,
        nom: noms.get(id) ?? 'Ancien membre',
        etat: conflit ? (
          <Tag text={`Récusation${NBSP}: ${conflit.motif}`} ton="attention" />
        ) : submittedAt ? (
          <Tag text={`Soumise le ${formatInstant(submittedAt)}`} ton="succes" />
        ) : (
          <Tag text="Attendue" ton="neutre" />
        ),
      };
    });
    return { demande, suivis };
  });
}
