import type { ComponentChildren } from 'preact';
import { NotFound } from '../../../platform/errors.ts';
import { Button, ButtonGroup, ErrorSummary, Form, summaryErrors } from '../../../platform/html/index.ts';
import type { FormData } from '../../../platform/http/form.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { newId } from '../../../values/ids.ts';
import type { Result } from '../../../values/result.ts';
import { type Agent, agentAccess, lieuDeTravailOf, porteeOf, Site } from '../../comptes/index.ts';
import { type AvisDemande, listAvis } from '../storage/avis.ts';
import { findInstruction, type Instruction } from '../storage/instruction.ts';
import { type EquipeDuFonds, equipeOf } from '../use-cases/equipe.ts';
import { INTROUVABLE } from '../use-cases/on-candidature.ts';
import { type Erreurs, type Fields, fieldsOf } from './formulaire.ts';
import type { InstructionDeps } from './instruction-deps.ts';
import { navigationOf } from './navigation.ts';

/** What an action of whoever examines a request is about. */
export type DemandeVisee = {
  readonly instruction: Instruction;
  readonly equipe: EquipeDuFonds;
  readonly avis: readonly AvisDemande[];
};

/** One page, one form, one action on a request. */
export type ActionCandidature = {
  /** After the address of the request: « recevabilite ». */
  readonly chemin: string;
  readonly titre: string;
  readonly bouton: string;
  assertMay(agent: Agent, visee: DemandeVisee): void;
  /** It is behind, or cannot be done: the sentence with which to lead back. */
  tooLate?(visee: DemandeVisee, deps: InstructionDeps, agent: Agent): string | undefined;
  intro?(visee: DemandeVisee, agent: Agent): ComponentChildren;
  fields(fields: Fields, visee: DemandeVisee, agent: Agent): ComponentChildren;
  /** @returns what to say once it is done, or what to correct, by field */
  run(
    deps: InstructionDeps,
    agent: Agent,
    demande: { readonly form: FormData; readonly visee: DemandeVisee },
  ): Promise<Result<string, Erreurs>>;
};

export function actionCandidaturePage(deps: InstructionDeps, action: ActionCandidature): Page {
  return {
    path: `/fonds/:organisation/candidatures/:dossier/${action.chemin}`,
    access: agentAccess,
    GET: (contexte) => show(deps, contexte, action, {}),
    async POST(contexte) {
      const { agent, visee } = await viseeOf(deps, contexte);
      action.assertMay(agent, visee);
      const late = action.tooLate?.(visee, deps, agent);
      if (late !== undefined) return redirect(addressOf(contexte), { type: 'info', message: late });
      const done = await action.run(deps, agent, { form: contexte.form, visee });
      if (!done.ok) return show(deps, contexte, action, done.error);
      return redirect(addressOf(contexte), { type: 'succes', message: done.value });
    },
  };
}

const addressOf = ({ params }: Contexte) => `/fonds/${params['organisation']}/candidatures/${params['dossier']}`;

async function viseeOf(deps: InstructionDeps, contexte: Contexte) {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  const id = idOf(contexte, 'dossier');
  const visee = await deps.db.read(porteeOf(agent), async (tx): Promise<DemandeVisee> => {
    const instruction = await findInstruction(tx, id);
    if (instruction?.organisationId !== organisation.id) throw new NotFound(INTROUVABLE);
    const avis = await listAvis(tx, id);
    return { instruction, avis, equipe: await equipeOf(tx, organisation.id) };
  });
  return { agent, organisation, visee };
}

async function show(
  deps: InstructionDeps,
  contexte: Contexte,
  action: ActionCandidature,
  erreurs: Erreurs,
): Promise<Reponse> {
  const { agent, organisation, visee } = await viseeOf(deps, contexte);
  action.assertMay(agent, visee);
  const base = addressOf(contexte);
  const late = action.tooLate?.(visee, deps, agent);
  if (late !== undefined) return redirect(base, { type: 'info', message: late });
  const { chrome, form } = contexte;
  const { numero, beneficiaire } = visee.instruction;
  const invalid = Object.values(erreurs).some(Boolean);
  const view = (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={action.titre}
      context={numero}
      navigation={navigationOf(agent, 'candidatures')}
      breadcrumb={[
        { href: `/fonds/${organisation.slug}/candidatures`, label: 'Demandes' },
        { href: base, label: numero },
      ]}
      invalid={invalid}
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <p class="muted">
        {numero}, {beneficiaire}
      </p>
      <h1>{action.titre}</h1>
      {action.intro?.(visee, agent)}
      <Form action={`${base}/${action.chemin}`} jeton={chrome.jeton}>
        <input type="hidden" name="cle" value={form.get('cle') || newId(deps.clock, deps.random)} />
        {action.fields(fieldsOf(form, erreurs), visee, agent)}
        <ButtonGroup>
          <Button>{action.bouton}</Button>
          <a href={base}>Revenir à la demande</a>
        </ButtonGroup>
      </Form>
    </Site>
  );
  return page(view, invalid ? 422 : 200);
}
