import { Button, ButtonGroup, DataTable, Form, InsetText, VisuallyHidden } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { nomsDesRoles } from '../domain/role.ts';
import { agentAccess, mayAdminister } from '../policies.ts';
import { type Adhesion, adhesionsOf } from '../storage/personnes.ts';
import type { Agent } from '../use-cases/agent.ts';
import { leaveOrganisation } from '../use-cases/leave-organisation.ts';
import { agentOf } from './agent-of.ts';
import type { ComptesDeps } from './deps.ts';
import { Site } from './site.tsx';

const PATH = '/compte/organisations';
const COMPTE = { href: '/compte', label: 'Mon compte' };

/** Where an agent works: their roles, going from one organisation to another, leaving one. */
export function organisationsDuComptePages(deps: ComptesDeps): readonly Page[] {
  return [
    { path: PATH, access: agentAccess, GET: (contexte) => show(deps, contexte) },
    {
      path: `${PATH}/:organisation/quitter`,
      access: agentAccess,
      GET: async (contexte) => page(<Quitter contexte={contexte} agent={await agentOf(deps, contexte)} />),
      POST: (contexte) => leave(deps, contexte),
    },
  ];
}

async function show(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const { principal } = contexte;
  if (principal.type !== 'agent') return redirect('/connexion/agents');
  const { personneId } = principal;
  const adhesions = await deps.db.read({ personne: personneId }, (tx) => adhesionsOf(tx, personneId));
  return page(<MesOrganisations contexte={contexte} adhesions={adhesions} />);
}

async function leave(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const agent = await agentOf(deps, contexte);
  const left = await leaveOrganisation(deps, agent);
  if (!left.ok) return redirect(PATH, { type: 'erreur', message: left.error });
  return redirect(PATH, { type: 'succes', message: `Vous avez quitté ${agent.organisation.nom}.` });
}

type MesOrganisationsProps = { readonly contexte: Contexte; readonly adhesions: readonly Adhesion[] };

function MesOrganisations({ contexte: { chrome }, adhesions }: MesOrganisationsProps) {
  return (
    <Site chrome={chrome} title="Mes organisations" breadcrumb={[COMPTE]} wide>
      <h1>Mes organisations</h1>
      <p>Vous travaillez dans une organisation à la fois&nbsp;: son nom est en haut de chaque page.</p>
      <DataTable
        caption="Organisations où vous avez un rôle"
        captionHidden
        rows={adhesions}
        rowKey={({ organisationId }) => organisationId}
        empty={
          <p>Vous ne faites partie d’aucune organisation. Demandez une invitation à l’administrateur de la vôtre.</p>
        }
        columns={[
          {
            key: 'nom',
            header: 'Organisation',
            cell: ({ slug, nom }) => <a href={`/instruction/${slug}`}>{nom}</a>,
          },
          { key: 'roles', header: 'Vos rôles', cell: ({ roles }) => nomsDesRoles(roles) },
          {
            key: 'administration',
            header: 'Administration',
            cell: ({ slug, nom, roles }) =>
              mayAdminister(roles) ? (
                <a href={`/administration/${slug}`}>
                  Administrer <VisuallyHidden>{nom}</VisuallyHidden>
                </a>
              ) : (
                '–'
              ),
          },
          {
            key: 'quitter',
            header: 'Départ',
            cell: ({ slug, nom }) => (
              <a href={`${PATH}/${slug}/quitter`}>
                Quitter <VisuallyHidden>{nom}</VisuallyHidden>
              </a>
            ),
          },
        ]}
      />
    </Site>
  );
}

function Quitter({ contexte: { chrome }, agent }: { readonly contexte: Contexte; readonly agent: Agent }) {
  const { nom, slug } = agent.organisation;
  return (
    <Site
      chrome={chrome}
      title="Quitter une organisation"
      context={nom}
      breadcrumb={[COMPTE, { href: PATH, label: 'Mes organisations' }]}
    >
      <h1>Quitter une organisation</h1>
      <p>
        Vous ne pourrez plus rien ouvrir de {nom}. Ce que vous y avez fait reste dans l’histoire des dossiers. Les
        administrateurs en sont prévenus.
      </p>
      {mayAdminister(agent.roles) && (
        <InsetText>
          <p>Si vous êtes son dernier administrateur, donnez d’abord ce rôle à une autre personne.</p>
        </InsetText>
      )}
      <Form action={`${PATH}/${slug}/quitter`} jeton={chrome.jeton}>
        <ButtonGroup>
          <Button kind="danger">Quitter {nom}</Button>
          <a href={PATH}>Annuler</a>
        </ButtonGroup>
      </Form>
    </Site>
  );
}
