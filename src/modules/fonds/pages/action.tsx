import type { ComponentChildren } from 'preact';
import { NotFound } from '../../../platform/errors.ts';
import { Button, ButtonGroup, ErrorSummary, Form, summaryErrors } from '../../../platform/html/index.ts';
import type { FormData } from '../../../platform/http/form.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import {
  type Contexte,
  type IncomingFile,
  type Page,
  page,
  type Reponse,
  redirect,
} from '../../../platform/http/page.ts';
import { newId } from '../../../values/ids.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Result } from '../../../values/result.ts';
import { type Agent, agentAccess, type LieuDeTravail, lieuDeTravailOf, porteeOf, Site } from '../../comptes/index.ts';
import { listPiecesRecues, type PieceRecue } from '../../demarches/index.ts';
import { type ActionSubvention, applyAction, type Subvention } from '../domain/subvention.ts';
import { findSubvention } from '../storage/subventions.ts';
import { reverseParSubvention } from '../storage/suites.ts';
import { listVersements, type Versement } from '../storage/versements.ts';
import type { FondsDeps } from './deps.ts';
import { type Erreurs, type Fields, fieldsOf } from './formulaire.ts';
import { navigationOf } from './navigation.ts';

/** What an action of the manager is about. */
export type Objet = {
  readonly subvention: Subvention;
  readonly versements: readonly Versement[];
  /** What the beneficiary has given back so far. */
  readonly reverse: Montant;
  /** What it sent with the messages of its dossier, the last one first. */
  readonly recus: readonly PieceRecue[];
  /** Address of the subvention. */
  readonly base: string;
};

/** One page, one form, one action on a subvention. */
export type ActionPage = {
  /** After the address of the subvention: « attribution ». */
  readonly chemin: string;
  readonly titre: string;
  readonly bouton: string;
  /** Where it stands in the life of a subvention; null: its own use case says. */
  readonly action: ActionSubvention | null;
  assertMay(agent: Agent): void;
  /** What to know before doing it. */
  intro?(objet: Objet): ComponentChildren;
  fields(fields: Fields, objet: Objet): ComponentChildren;
  /** @returns what to say once it is done, or what to correct, by field */
  run(
    deps: FondsDeps,
    agent: Agent,
    demande: { readonly form: FormData; readonly objet: Objet; readonly params: Contexte['params'] },
  ): Promise<Result<string, Erreurs>>;
  /** When it accepts a file. */
  receiveFile?(deps: FondsDeps, file: IncomingFile): Promise<unknown>;
};

export function actionPage(deps: FondsDeps, action: ActionPage): Page {
  const { receiveFile } = action;
  return {
    path: `/fonds/:organisation/subventions/:subvention/${action.chemin}`,
    access: agentAccess,
    GET: (contexte) => showAction(deps, contexte, action, {}),
    POST: (contexte) => runAction(deps, contexte, action),
    ...(receiveFile
      ? {
          async receiveFile(contexte: Contexte, file: IncomingFile) {
            const { agent } = await lieuDeTravailOf(deps, contexte);
            action.assertMay(agent);
            return receiveFile(deps, file);
          },
        }
      : {}),
  };
}

/** Does what its form asks: back to the subvention, or to the form with what is wrong. */
export async function runAction(deps: FondsDeps, contexte: Contexte, action: ActionPage): Promise<Reponse> {
  const { agent } = await lieuDeTravailOf(deps, contexte);
  action.assertMay(agent);
  const objet = await objetOf(deps, agent, contexte);
  const late = tooLate(contexte, action, objet);
  if (late) return late;
  const done = await action.run(deps, agent, { form: contexte.form, objet, params: contexte.params });
  if (!done.ok) return showAction(deps, contexte, action, done.error);
  return redirect(addressOf(contexte), { type: 'succes', message: done.value });
}

/** An action that is behind leads back to the subvention, and says so: a second click has nothing to fear. */
export function tooLate(contexte: Contexte, { action }: ActionPage, { subvention }: Objet): Reponse | undefined {
  const applied = action && applyAction(action, subvention.statut);
  if (!applied || applied.ok) return undefined;
  return redirect(addressOf(contexte), { type: 'info', message: applied.error });
}

export const addressOf = ({ params }: Contexte) =>
  `/fonds/${params['organisation']}/subventions/${params['subvention']}`;

export async function objetOf(deps: FondsDeps, agent: Agent, contexte: Contexte): Promise<Objet> {
  const id = idOf(contexte, 'subvention');
  return deps.db.read(porteeOf(agent), async (tx) => {
    const [subvention, versements, reverse] = await Promise.all([
      findSubvention(tx, id),
      listVersements(tx, id),
      reverseParSubvention(tx, id),
    ]);
    if (!subvention) throw new NotFound('Cette subvention n’existe pas.');
    const recus = subvention.dossierId ? await listPiecesRecues(tx, subvention.dossierId) : [];
    return { subvention, versements, reverse, recus, base: addressOf(contexte) };
  });
}

/** The page of its form. @param form what its fields show: what was sent, or what a link brings back */
export async function showAction(
  deps: FondsDeps,
  contexte: Contexte,
  action: ActionPage,
  erreurs: Erreurs,
  form: FormData = contexte.form,
): Promise<Reponse> {
  const lieu = await lieuDeTravailOf(deps, contexte);
  action.assertMay(lieu.agent);
  const objet = await objetOf(deps, lieu.agent, contexte);
  const late = tooLate(contexte, action, objet);
  if (late) return late;
  const base = addressOf(contexte);
  const invalid = Object.values(erreurs).some(Boolean);
  const { jeton } = contexte.chrome;
  const view = (
    <ActionSite lieu={lieu} contexte={contexte} objet={objet} titre={action.titre} erreurs={erreurs}>
      {action.intro?.(objet)}
      <Form action={`${base}/${action.chemin}`} jeton={jeton} multipart={action.receiveFile !== undefined}>
        <input type="hidden" name="cle" value={form.get('cle') || newId(deps.clock, deps.random)} />
        {action.fields(fieldsOf(form, erreurs), objet)}
        <ButtonGroup>
          <Button>{action.bouton}</Button>
          <a href={base}>Revenir à la subvention</a>
        </ButtonGroup>
      </Form>
    </ActionSite>
  );
  return page(view, invalid ? 422 : 200);
}

type ActionSiteProps = {
  readonly lieu: LieuDeTravail;
  readonly contexte: Contexte;
  readonly objet: Objet;
  readonly titre: string;
  readonly erreurs: Erreurs;
  readonly children: ComponentChildren;
};

/** What surrounds the pages of an action: of which subvention, and what is wrong with it. */
export function ActionSite({ lieu, contexte, objet, titre, erreurs, children }: ActionSiteProps) {
  const { agent, organisation } = lieu;
  const { numero, beneficiaire } = objet.subvention;
  return (
    <Site
      chrome={contexte.chrome}
      organisation={organisation}
      title={titre}
      context={numero}
      navigation={navigationOf(agent)}
      breadcrumb={[
        { href: `/fonds/${organisation.slug}/subventions`, label: 'Subventions' },
        { href: addressOf(contexte), label: numero },
      ]}
      invalid={Object.values(erreurs).some(Boolean)}
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <p class="muted">
        {numero}, {beneficiaire.nom}
      </p>
      <h1>{titre}</h1>
      {children}
    </Site>
  );
}
