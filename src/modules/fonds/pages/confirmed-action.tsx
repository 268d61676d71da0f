import type { ComponentChildren } from 'preact';
import { Button, ButtonGroup, Form } from '../../../platform/html/index.ts';
import { type FormData, formData } from '../../../platform/http/form.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import type { Result } from '../../../values/result.ts';
import { type Agent, agentAccess, lieuDeTravailOf } from '../../comptes/index.ts';
import {
  type ActionPage,
  ActionSite,
  actionPage,
  addressOf,
  type Objet,
  objetOf,
  showAction,
  tooLate,
} from './action.tsx';
import type { FondsDeps } from './deps.ts';
import type { Erreurs } from './formulaire.ts';

export type ConfirmedAction = ActionPage & {
  readonly confirmation: {
    readonly titre: string;
    readonly bouton: string;
    /** What it would do, in figures; or what to correct, by field. Writes nothing. */
    show(
      deps: FondsDeps,
      agent: Agent,
      demande: { readonly form: FormData; readonly objet: Objet },
    ): Promise<Result<ComponentChildren, Erreurs>>;
  };
};

/**
 * An action that nobody takes back, in two pages: its form, then what it would do, in figures, before it is done. What
 * was typed is in the address of the second one: going back, coming again, or opening it elsewhere asks the browser for
 * nothing and loses nothing.
 */
export function confirmedActionPages(deps: FondsDeps, action: ConfirmedAction): readonly Page[] {
  const form = actionPage(deps, action);
  return [
    {
      ...form,
      GET: (contexte) => showAction(deps, contexte, action, {}, formData(contexte.query)),
      async POST(contexte) {
        const seen = await lookAt(deps, contexte, action, contexte.form);
        if (seen.late) return seen.late;
        if (!seen.shown.ok) return showAction(deps, contexte, action, seen.shown.error);
        return redirect(`${addressOf(contexte)}/${action.chemin}/confirmation?${typedIn(contexte.form)}`);
      },
    },
    {
      path: `${form.path}/confirmation`,
      access: agentAccess,
      async GET(contexte) {
        const typed = formData(contexte.query);
        const { late, shown, objet } = await lookAt(deps, contexte, action, typed);
        if (late) return late;
        if (!shown.ok) return showAction(deps, contexte, action, shown.error, typed);
        return confirm(deps, contexte, action, { typed, objet, shown: shown.value });
      },
      async POST(contexte) {
        const { agent } = await lieuDeTravailOf(deps, contexte);
        action.assertMay(agent);
        const objet = await objetOf(deps, agent, contexte);
        const late = tooLate(contexte, action, objet);
        if (late) return late;
        const { form: typed, params } = contexte;
        const done = await action.run(deps, agent, { form: typed, objet, params });
        if (!done.ok) return showAction(deps, contexte, action, done.error);
        return redirect(addressOf(contexte), { type: 'succes', message: done.value });
      },
    },
  ];
}

type Vu = {
  readonly late: Reponse | undefined;
  readonly objet: Objet;
  readonly shown: Result<ComponentChildren, Erreurs>;
};

async function lookAt(deps: FondsDeps, contexte: Contexte, action: ConfirmedAction, form: FormData): Promise<Vu> {
  const { agent }: { readonly agent: Agent } = await lieuDeTravailOf(deps, contexte);
  action.assertMay(agent);
  const objet = await objetOf(deps, agent, contexte);
  const late = tooLate(contexte, action, objet);
  return { late, objet, shown: await action.confirmation.show(deps, agent, { form, objet }) };
}

/** What goes from the form to its confirmation, and back: not the token of the browser. */
function typedIn(form: FormData): URLSearchParams {
  return new URLSearchParams(form.entries().flatMap(([name, text]) => (name === '_jeton' ? [] : [[name, text]])));
}

type Confirme = { readonly typed: FormData; readonly objet: Objet; readonly shown: ComponentChildren };

async function confirm(
  deps: FondsDeps,
  contexte: Contexte,
  { chemin, confirmation }: ConfirmedAction,
  { typed, objet, shown }: Confirme,
): Promise<Reponse> {
  const lieu = await lieuDeTravailOf(deps, contexte);
  const address = `${addressOf(contexte)}/${chemin}`;
  const fields = typedIn(typed);
  const { titre, bouton } = confirmation;
  return page(
    <ActionSite lieu={lieu} contexte={contexte} objet={objet} titre={titre} erreurs={{}}>
      {shown}
      <Form action={`${address}/confirmation`} jeton={contexte.chrome.jeton}>
        {[...fields].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <ButtonGroup>
          <Button kind="danger">{bouton}</Button>
          <a href={`${address}?${fields}`}>Corriger</a>
          <a href={addressOf(contexte)}>Revenir à la subvention</a>
        </ButtonGroup>
      </Form>
    </ActionSite>,
  );
}
