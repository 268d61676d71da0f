import {
  Button,
  ButtonGroup,
  ButtonLink,
  CheckboxGroup,
  DataTable,
  Details,
  EmailField,
  ErrorSummary,
  Form,
  Pagination,
  SummaryList,
  summaryErrors,
  Tag,
  type Ton,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { pageDeListe } from '../../../values/cle-de-page.ts';
import { parseEmail } from '../../../values/email.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { jourFromInstant } from '../../../values/jour.ts';
import { formatSiren } from '../../../values/siren.ts';
import { type EtatMembre, etatOf, INVITATION_JOURS, type Membre } from '../domain/equipe.ts';
import { nomsDesRoles, parseRoles, ROLES, ROLES_EXPLIQUES, type Role } from '../domain/role.ts';
import { agentAccess } from '../policies.ts';
import { listMembres, type MembreListe } from '../storage/membres.ts';
import { porteeOf } from '../use-cases/agent.ts';
import { inviteMembre } from '../use-cases/invite-membre.ts';
import { Administration, administrationOf, type LieuAdministration } from './administration.tsx';
import type { ComptesDeps } from './deps.ts';

const PAGE_SIZE = 50;

/** The people of an organisation, and inviting one more. */
export function membresPages(deps: ComptesDeps): readonly Page[] {
  return [
    { path: '/administration/:organisation/membres', access: agentAccess, GET: (contexte) => list(deps, contexte) },
    {
      path: '/administration/:organisation/membres/inviter',
      access: agentAccess,
      perMinute: 30,
      GET: async (contexte) => page(<Inviter {...(await administrationOf(deps, contexte))} erreurs={{}} />),
      POST: (contexte) => invite(deps, contexte),
    },
  ];
}

async function list(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const lieu = await administrationOf(deps, contexte);
  const apres = parseId(contexte.query.get('apres'));
  const avant = apres ? undefined : parseId(contexte.query.get('avant'));
  const found = await deps.db.read(porteeOf(lieu.agent), (tx) =>
    listMembres(tx, lieu.organisation.id, {
      taille: PAGE_SIZE,
      ...(apres ? { apres } : {}),
      ...(avant ? { avant } : {}),
    }),
  );
  const { lignes: membres, hasPrevious, hasNext } = pageDeListe(found, PAGE_SIZE, { apres, avant });
  const path = `${lieu.base}/membres`;
  return page(
    <Membres
      {...lieu}
      membres={membres}
      now={deps.clock.now()}
      previousHref={hasPrevious ? `${path}?avant=${membres[0]?.id}` : undefined}
      nextHref={hasNext ? `${path}?apres=${membres.at(-1)?.id}` : undefined}
    />,
  );
}

function parseId(text: string | null): string | undefined {
  return text && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : undefined;
}

async function invite(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const lieu = await administrationOf(deps, contexte);
  const { form } = contexte;
  const email = parseEmail(form.get('email'));
  const roles = parseRoles(form.all('roles'));
  const erreurs = {
    ...(email.ok ? {} : { email: email.error }),
    ...(roles.length > 0 ? {} : { roles: 'Cochez au moins un rôle.' }),
  };
  if (!email.ok || roles.length === 0) return page(<Inviter {...lieu} erreurs={erreurs} />, 422);
  const invited = await inviteMembre(deps, lieu.agent, { email: email.value, roles });
  if (!invited.ok) return page(<Inviter {...lieu} erreurs={{ email: invited.error }} />, 422);
  return redirect(`${lieu.base}/membres`, { type: 'succes', message: `L’invitation part à ${email.value}.` });
}

type MembresProps = LieuAdministration & {
  readonly membres: readonly MembreListe[];
  readonly now: Temporal.Instant;
  readonly previousHref: string | undefined;
  readonly nextHref: string | undefined;
};

function Membres({ membres, now, previousHref, nextHref, ...lieu }: MembresProps) {
  return (
    <Administration {...lieu} title="Personnes et rôles" wide>
      <h1>Personnes et rôles</h1>
      <p>
        Seules les personnes de cette liste entrent dans l’espace de travail de {lieu.organisation.nom}. Ce que vous
        changez vaut dès leur prochaine page.
      </p>
      <p>
        <ButtonLink href={`${lieu.base}/membres/inviter`}>Inviter une personne</ButtonLink>
      </p>
      <DataTable
        caption="Personnes de l’organisation, dans l’ordre de leurs adresses"
        rows={membres}
        rowKey={({ id }) => id}
        empty={<p>Personne d’autre sur cette page.</p>}
        columns={[
          {
            key: 'personne',
            header: 'Personne',
            cell: (membre) => (
              <>
                <a href={`${lieu.base}/membres/${membre.id}`}>{nomDuMembre(membre)}</a>
                {nomDuMembre(membre) !== membre.email && <div class="muted">{membre.email}</div>}
              </>
            ),
          },
          { key: 'roles', header: 'Rôles', cell: ({ roles }) => nomsDesRoles(roles) },
          { key: 'etat', header: 'État', cell: (membre) => <Etat etat={etatOf(membre, now)} /> },
        ]}
      />
      <Pagination label="Pages des personnes" previousHref={previousHref} nextHref={nextHref} />
      <Details summary="Ce que permet chaque rôle">
        <SummaryList
          rows={ROLES.map((role) => ({ label: ROLES_EXPLIQUES[role].nom, value: ROLES_EXPLIQUES[role].phrase }))}
        />
      </Details>
    </Administration>
  );
}

/** Their name, once ProConnect gave it; their address until then. */
export function nomDuMembre({ prenoms, nom, email }: Pick<MembreListe, 'prenoms' | 'nom' | 'email'>): string {
  return [prenoms?.[0], nom].filter(Boolean).join(' ') || email;
}

const ETATS: Readonly<Record<EtatMembre, { readonly text: string; readonly ton: Ton }>> = {
  membre: { text: 'Présent', ton: 'succes' },
  invite: { text: 'Invité', ton: 'info' },
  expire: { text: 'Invitation expirée', ton: 'attention' },
};

export function Etat({ etat }: { readonly etat: EtatMembre }) {
  return <Tag {...ETATS[etat]} />;
}

/** « le 24 décembre 2026 », or nothing for an invitation without end. */
export function finOf({ expiresAt }: Pick<Membre, 'expiresAt'>): string | undefined {
  return expiresAt ? formatJour(jourFromInstant(expiresAt)) : undefined;
}

type InviterProps = LieuAdministration & { readonly erreurs: { readonly email?: string; readonly roles?: string } };

function Inviter({ erreurs, ...lieu }: InviterProps) {
  const { form, chrome } = lieu.contexte;
  const invalid = Object.keys(erreurs).length > 0;
  const liste = `${lieu.base}/membres`;
  return (
    <Administration
      {...lieu}
      title="Inviter une personne"
      breadcrumb={[{ href: liste, label: 'Personnes et rôles' }]}
      invalid={invalid}
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>Inviter une personne</h1>
      <p>
        Elle reçoit un courriel qui dit qui l’invite et comment se connecter. Elle entre avec ProConnect, par cette
        adresse et pour {lieu.organisation.nom} (SIREN {formatSiren(lieu.organisation.siren)}). L’invitation vaut{' '}
        {INVITATION_JOURS} jours.
      </p>
      <Form action={`${liste}/inviter`} jeton={chrome.jeton}>
        <EmailField
          name="email"
          label="Adresse professionnelle"
          own={false}
          hint="Celle que ProConnect connaît, par exemple prenom.nom@mairie.fr."
          value={form.get('email')}
          error={erreurs.email}
        />
        <Roles values={form.all('roles')} erreur={erreurs.roles} />
        <ButtonGroup>
          <Button>Inviter</Button>
          <a href={liste}>Annuler</a>
        </ButtonGroup>
      </Form>
    </Administration>
  );
}

/** Every role, with what it lets do. */
export function Roles({ values, erreur }: { readonly values: readonly string[]; readonly erreur: string | undefined }) {
  return (
    <CheckboxGroup
      name="roles"
      label="Rôles"
      hint="Plusieurs rôles peuvent aller ensemble."
      values={values}
      error={erreur}
      options={ROLES.map((role: Role) => ({
        value: role,
        label: ROLES_EXPLIQUES[role].nom,
        hint: ROLES_EXPLIQUES[role].phrase,
      }))}
    />
  );
}
