import { NotFound } from '../../../platform/errors.ts';
import { Button, ButtonGroup, ErrorSummary, Form, SummaryList, summaryErrors } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { etatOf, type Membre } from '../domain/equipe.ts';
import { parseRoles } from '../domain/role.ts';
import { agentAccess } from '../policies.ts';
import { findPlace } from '../storage/membres.ts';
import { findPersonne } from '../storage/personnes.ts';
import { porteeOf } from '../use-cases/agent.ts';
import { changeRoles } from '../use-cases/change-roles.ts';
import { removeMembre } from '../use-cases/remove-membre.ts';
import { resendInvitation } from '../use-cases/resend-invitation.ts';
import { Administration, administrationOf, type LieuAdministration } from './administration.tsx';
import type { ComptesDeps } from './deps.ts';
import { Etat, finOf, nomDuMembre, Roles } from './membres.tsx';

const PATH = '/administration/:organisation/membres/:membre';

/** One person of an organisation: their roles, their invitation, their way out. */
export function membrePages(deps: ComptesDeps): readonly Page[] {
  return [
    {
      path: PATH,
      access: agentAccess,
      GET: async (contexte) => page(<PageMembre {...(await loadMembre(deps, contexte))} />),
      POST: (contexte) => change(deps, contexte),
    },
    {
      path: `${PATH}/retirer`,
      access: agentAccess,
      GET: async (contexte) => page(<Retirer {...(await loadMembre(deps, contexte))} />),
      POST: (contexte) => remove(deps, contexte),
    },
  ];
}

type Charge = LieuAdministration & { readonly membre: Membre; readonly nom: string; readonly now: Temporal.Instant };

async function loadMembre(deps: ComptesDeps, contexte: Contexte): Promise<Charge> {
  const lieu = await administrationOf(deps, contexte);
  const id = contexte.params['membre'] ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFound('');
  return deps.db.transaction(porteeOf(lieu.agent), async (tx) => {
    const membre = await findPlace(tx, lieu.organisation.id, { id });
    if (!membre) throw new NotFound('Cette personne ne fait plus partie de l’organisation.');
    const personne = membre.personneId ? await findPersonne(tx, membre.personneId) : undefined;
    const nom = nomDuMembre({
      email: membre.email,
      prenoms: personne?.prenoms ?? null,
      nom: personne?.nomUsage ?? null,
    });
    return { ...lieu, membre, nom, now: deps.clock.now() };
  });
}

async function change(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const charge = await loadMembre(deps, contexte);
  const { agent, base, membre } = charge;
  const path = `${base}/membres/${membre.id}`;
  if (contexte.form.get('action') === 'renvoyer') {
    const sent = await resendInvitation(deps, agent, membre.id);
    return redirect(
      path,
      sent.ok ? { type: 'succes', message: 'L’invitation repart.' } : { type: 'erreur', message: sent.error },
    );
  }
  const changed = await changeRoles(deps, agent, {
    membreId: membre.id,
    roles: parseRoles(contexte.form.all('roles')),
  });
  if (!changed.ok) return page(<PageMembre {...charge} erreur={changed.error} />, 422);
  return redirect(`${base}/membres`, { type: 'succes', message: `Les rôles de ${charge.nom} sont enregistrés.` });
}

async function remove(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, base, membre, nom } = await loadMembre(deps, contexte);
  const removed = await removeMembre(deps, agent, membre.id);
  if (!removed.ok) return redirect(`${base}/membres/${membre.id}`, { type: 'erreur', message: removed.error });
  // Who removes themselves administers nothing any more.
  const self = membre.personneId === agent.personneId;
  const message = membre.personneId ? `${nom} ne fait plus partie de l’organisation.` : 'L’invitation est retirée.';
  return redirect(self ? '/compte/organisations' : `${base}/membres`, { type: 'succes', message });
}

function PageMembre({ membre, nom, now, erreur, ...lieu }: Charge & { readonly erreur?: string }) {
  const { chrome, form } = lieu.contexte;
  const liste = `${lieu.base}/membres`;
  const path = `${liste}/${membre.id}`;
  const invite = membre.personneId === null;
  return (
    <Administration
      {...lieu}
      title={nom}
      breadcrumb={[{ href: liste, label: 'Personnes et rôles' }]}
      invalid={erreur !== undefined}
    >
      <ErrorSummary errors={summaryErrors({ roles: erreur })} />
      <h1>{nom}</h1>
      <SummaryList
        rows={[
          ...(nom === membre.email ? [] : [{ label: 'Adresse', value: membre.email }]),
          { label: 'État', value: <Etat etat={etatOf(membre, now)} /> },
          { label: 'Invitation envoyée', value: formatInstant(membre.invitedAt) },
          invite
            ? { label: 'Valable jusqu’au', value: finOf(membre) ?? 'sans limite' }
            : { label: 'Arrivée', value: membre.joinedAt && formatInstant(membre.joinedAt) },
        ]}
      />
      <Form action={path} jeton={chrome.jeton}>
        <Roles values={erreur === undefined ? membre.roles : form.all('roles')} erreur={erreur} />
        <ButtonGroup>
          <Button name="action" value="enregistrer">
            Enregistrer les rôles
          </Button>
          {invite && (
            <Button kind="secondaire" name="action" value="renvoyer">
              Renvoyer l’invitation
            </Button>
          )}
        </ButtonGroup>
      </Form>
      <p>
        <a href={`${path}/retirer`}>{invite ? 'Retirer l’invitation' : `Retirer de ${lieu.organisation.nom}`}</a>
      </p>
    </Administration>
  );
}

function Retirer({ membre, nom, now: _, ...lieu }: Charge) {
  const liste = `${lieu.base}/membres`;
  const path = `${liste}/${membre.id}`;
  const invite = membre.personneId === null;
  const title = invite ? 'Retirer l’invitation' : 'Retirer une personne';
  return (
    <Administration
      {...lieu}
      title={title}
      context={nom}
      breadcrumb={[
        { href: liste, label: 'Personnes et rôles' },
        { href: path, label: nom },
      ]}
    >
      <h1>{title}</h1>
      {invite ? (
        <p>{membre.email} ne pourra plus accepter cette invitation. Un courriel le lui dit.</p>
      ) : (
        <p>
          {nom} ne pourra plus rien ouvrir de {lieu.organisation.nom}, dès sa prochaine page. Ce qui a été fait reste
          dans l’histoire des dossiers. Un courriel le lui dit.
        </p>
      )}
      <Form action={`${path}/retirer`} jeton={lieu.contexte.chrome.jeton}>
        <ButtonGroup>
          <Button kind="danger">Retirer {invite ? 'l’invitation' : nom}</Button>
          <a href={path}>Annuler</a>
        </ButtonGroup>
      </Form>
    </Administration>
  );
}
