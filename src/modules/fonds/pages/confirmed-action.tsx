import type { ComponentChildren } from 'preact';
import { Button, ButtonGroup, Form } from '../../../platform/html/index.ts';
import { type FormData, formData } from '../../../platform/http/form.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import type { Result } from '../../../values/result.ts';
import { type Agent, agentAccess, type LieuDeTravail, lieuDeTravailOf } from '../../comptes/index.ts';
import {
  type ActionPage,
  ActionSite,
  actionPage,
  addressOf,
  type Objet,
  objetOf,
  runAction,
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
        if ('late' in seen) return seen.late;
        if (!seen.shown.ok) return showAction(deps, contexte, action, seen.shown.error);
        return redirect(`${addressOf(contexte)}/${action.chemin}/confirmation?${typedIn(contexte.form)}`);
      },
    },
    {
      path: `${form.path}/confirmation`,
      access: agentAccess,
      async GET(contexte) {
        const typed = formData(contexte.query);
        const seen = await lookAt(deps, contexte, action, typed);
        if ('late' in seen) return seen.late;
        const { shown, ...vu } = seen;
        if (!shown.ok) return showAction(deps, contexte, action, shown.error, typed);
        return page(<Confirmation {...vu} contexte={contexte} action={action} typed={typed} shown={shown.value} />);
      },
      POST: (contexte) => runAction(deps, contexte, action),
    },
  ];
}

type Vu =
  | { readonly late: Reponse }
  | { readonly lieu: LieuDeTravail; readonly objet: Objet; readonly shown: Result<ComponentChildren, Erreurs> };

async function lookAt(deps: FondsDeps, contexte: Contexte, action: ConfirmedAction, form: FormData): Promise<Vu> {
  const lieu = await lieuDeTravailOf(deps, contexte);
  action.assertMay(lieu.agent);
  const objet = await objetOf(deps, lieu.agent, contexte);
  const late = tooLate(contexte, action, objet);
  if (late) return { late };
  return { lieu, objet, shown: await action.confirmation.show(deps, lieu.agent, { form, objet }) };
}

/** What goes from the form to its confirmation, and back: not the token of the browser. */
function typedIn(form: FormData): URLSearchParams {
  return new URLSearchParams(form.entries().flatMap(([name, text]) => (name === '_jeton' ? [] : [[name, text]])));
}

type ConfirmationProps = {
  readonly lieu: LieuDeTravail;
  readonly contexte: Contexte;
  readonly action: ConfirmedAction;
  readonly objet: Objet;
  readonly typed: FormData;
  readonly shown: ComponentChildren;
};

function Confirmation({ lieu, contexte, action: { chemin, confirmation }, objet, typed, shown }: ConfirmationProps) {
  const address = `${addressOf(contexte)}/${chemin}`;
  const fields = typedIn(typed);
  const { titre, bouton } = confirmation;
  return (
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
    </ActionSite>
  );
}
