import { Forbidden } from '../../../platform/errors.ts';
import {
  Button,
  ButtonGroup,
  Card,
  CardGrid,
  DataTable,
  Form,
  Pagination,
  Reference,
  Select,
  SubNavigation,
  TextField,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatCleDePage, pageDeListe, parseCleDePage } from '../../../values/cle-de-page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import {
  type Adhesion,
  type Agent,
  adhesionsOf,
  agentAccess,
  agentNavigation,
  agentOf,
  nomsDesRoles,
  type Organisation,
  porteeOf,
  Site,
} from '../../comptes/index.ts';
import { pourRecherche } from '../domain/demandeur.ts';
import { LIBELLES, type Statut } from '../domain/statut.ts';
import { mayRead } from '../policies.ts';
import { listDemarches } from '../storage/demarches.ts';
import { countByStatut, type LigneListe, listDossiers } from '../storage/liste-dossiers.ts';
import { assertMayRead } from '../use-cases/agent.ts';
import { type DemarchesDeps, organisationOf } from './deps.ts';
import { EtatDossier } from './etat-dossier.tsx';

const PAGE_SIZE = 25;
/** Beyond, a tab says « 99+ »: counting a million lines would cost more than it tells, and more than the page. */
const COUNT_CEILING = 100;

type StatutListe = Exclude<Statut, 'brouillon'>;
const STATUTS: readonly StatutListe[] = ['en_construction', 'en_instruction', 'accepte', 'refuse', 'sans_suite'];

/** The agents' list of dossiers, and the choice of an organisation for those who have several. */
export function instructionPages(deps: DemarchesDeps): readonly Page[] {
  return [
    {
      path: '/instruction',
      access: agentAccess,
      async GET(contexte) {
        const { principal } = contexte;
        if (principal.type !== 'agent') throw new Forbidden('');
        const adhesions = await deps.db.transaction({ personne: principal.personneId }, (tx) =>
          adhesionsOf(tx, principal.personneId),
        );
        const [only, ...others] = adhesions;
        if (only && others.length === 0 && mayRead(only.roles)) return redirect(`/instruction/${only.slug}`);
        return page(<ChoixOrganisation contexte={contexte} adhesions={adhesions} />);
      },
    },
    { path: '/instruction/:organisation', access: agentAccess, GET: (contexte) => list(deps, contexte) },
  ];
}

async function list(deps: DemarchesDeps, contexte: Contexte): Promise<Reponse> {
  const agent = await agentOf(deps, contexte);
  assertMayRead(agent);
  const organisation = await organisationOf(deps, contexte);
  const { query } = contexte;
  const statut = STATUTS.find((known) => known === query.get('statut'));
  const recherche = (query.get('q') ?? '').trim().slice(0, 100);
  const apres = parseCleDePage(query.get('apres'));
  const avant = apres ? undefined : parseCleDePage(query.get('avant'));
  const { lignes, counts, titres, demarches, demarche } = await deps.db.read(porteeOf(agent), async (tx) => {
    const [all, byStatut] = await Promise.all([
      listDemarches(tx, agent.organisation.id),
      countByStatut(tx, agent.organisation.id, COUNT_CEILING),
    ]);
    const chosen = all.find(({ slug }) => slug === query.get('demarche'));
    const found = await listDossiers(tx, {
      organisationId: agent.organisation.id,
      taille: PAGE_SIZE,
      ...(statut ? { statut } : {}),
      ...(chosen ? { demarcheId: chosen.id } : {}),
      ...(recherche ? { recherche: pourRechercheOuNumero(recherche) } : {}),
      ...(apres ? { apres } : {}),
      ...(avant ? { avant } : {}),
    });
    const definitions = new Map<string, string>();
    for (const versionId of new Set([...all, ...found].map((seen) => seen.versionId))) {
      definitions.set(versionId, (await deps.definitionOf(tx, versionId)).titre);
    }
    return { lignes: found, counts: byStatut, titres: definitions, demarches: all, demarche: chosen?.slug };
  });
  return page(
    <Liste
      contexte={contexte}
      agent={agent}
      organisation={organisation}
      {...pageDeListe(lignes, PAGE_SIZE, { apres, avant })}
      titres={titres}
      counts={counts}
      statut={statut}
      demarches={demarches.map(({ slug, versionId }) => ({ value: slug, label: titres.get(versionId) ?? slug }))}
      demarche={demarche}
      recherche={recherche}
    />,
  );
}

/** A number keeps its dash, a name loses its accents. */
function pourRechercheOuNumero(recherche: string): string {
  return /^\d{4}-\d+$/.test(recherche) ? recherche : pourRecherche(recherche);
}

function cleOf(ligne: LigneListe | undefined): string {
  return formatCleDePage(ligne && { at: ligne.submittedAt, id: ligne.id });
}

type ListeProps = {
  readonly contexte: Contexte;
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly lignes: readonly LigneListe[];
  readonly titres: ReadonlyMap<string, string>;
  readonly counts: ReadonlyMap<Statut, number>;
  readonly statut: StatutListe | undefined;
  readonly demarches: readonly { readonly value: string; readonly label: string }[];
  /** The one chosen, by the last part of its address. */
  readonly demarche: string | undefined;
  readonly recherche: string;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
};

function Liste({ contexte: { chrome }, agent, organisation, lignes, titres, counts, ...list }: ListeProps) {
  const base = `/instruction/${organisation.slug}`;
  const href = (parameters: Record<string, string | undefined>) => {
    const kept = { statut: list.statut, demarche: list.demarche, q: list.recherche || undefined, ...parameters };
    const query = new URLSearchParams(Object.entries(kept).flatMap(([name, value]) => (value ? [[name, value]] : [])));
    return query.size > 0 ? `${base}?${query}` : base;
  };
  const isFiltered = Boolean(list.statut || list.recherche || list.demarche);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Dossiers à instruire"
      navigation={agentNavigation(agent, chrome)}
      wide
    >
      <h1>Dossiers à instruire</h1>
      <Form action={base} method="get" search label="Rechercher un dossier">
        {list.statut && <input type="hidden" name="statut" value={list.statut} />}
        <TextField
          name="q"
          label="Numéro de dossier ou nom du demandeur"
          type="search"
          value={list.recherche}
          autocomplete="off"
        />
        {list.demarches.length > 1 && (
          <Select name="demarche" label="Démarche" empty="Toutes" options={list.demarches} value={list.demarche} />
        )}
        <ButtonGroup>
          <Button kind="secondaire">Rechercher</Button>
          {(list.recherche || list.demarche) && (
            <a href={href({ q: undefined, demarche: undefined })}>Effacer la recherche</a>
          )}
        </ButtonGroup>
      </Form>
      <SubNavigation
        label="États des dossiers"
        links={[
          { href: href({ statut: undefined }), label: 'Tous', current: !list.statut },
          ...STATUTS.map((statut) => ({
            href: href({ statut }),
            label: LIBELLES[statut].tag + ceiling(counts.get(statut) ?? 0),
            current: list.statut === statut,
          })),
        ]}
      />
      <DataTable
        caption="Dossiers, du plus récent au plus ancien"
        rows={lignes}
        rowKey={({ id }) => id}
        empty={<p>{isFiltered ? 'Aucun dossier ne correspond.' : 'Aucun dossier n’est encore arrivé.'}</p>}
        columns={[
          {
            key: 'numero',
            header: 'Numéro',
            cell: (ligne) => (
              <a href={`${base}/dossiers/${ligne.id}`}>
                <Reference>{ligne.numero}</Reference>
              </a>
            ),
          },
          { key: 'demandeur', header: 'Demandeur', cell: ({ demandeur }) => demandeur },
          { key: 'demarche', header: 'Démarche', cell: ({ versionId }) => titres.get(versionId) },
          { key: 'depot', header: 'Déposé', cell: ({ submittedAt }) => formatInstant(submittedAt) },
          {
            key: 'statut',
            header: 'État',
            cell: (ligne) => <EtatDossier {...ligne} />,
          },
        ]}
      />
      <Pagination
        label="Pages des dossiers"
        previousHref={list.hasPrevious ? href({ avant: cleOf(lignes[0]) }) : undefined}
        nextHref={list.hasNext ? href({ apres: cleOf(lignes.at(-1)) }) : undefined}
      />
    </Site>
  );
}

function ceiling(count: number): string {
  if (count === 0) return '';
  return ` (${count >= COUNT_CEILING ? `${COUNT_CEILING - 1}+` : count})`;
}

type ChoixProps = { readonly contexte: Contexte; readonly adhesions: readonly Adhesion[] };

/** Where an agent arrives: nothing is chosen for who works in several organisations. */
function ChoixOrganisation({ contexte: { chrome }, adhesions }: ChoixProps) {
  const [lisibles, autres] = [true, false].map((may) => adhesions.filter(({ roles }) => mayRead(roles) === may));
  return (
    <Site chrome={chrome} title="Choisir une organisation" wide>
      <h1>Choisir une organisation</h1>
      {lisibles?.length === 0 ? (
        <p>
          Aucun de vos rôles ne permet de lire des dossiers. Adressez-vous à l’administrateur de votre organisation.
        </p>
      ) : (
        <CardGrid>
          {lisibles?.map(({ slug, nom, roles }) => (
            <Card key={slug} href={`/instruction/${slug}`} title={nom} meta={nomsDesRoles(roles)} level={2} />
          ))}
        </CardGrid>
      )}
      {autres?.map(({ slug, nom, roles }) => (
        <p key={slug} class="muted">
          {nom}&nbsp;: {nomsDesRoles(roles)}. Ces rôles ne lisent pas de dossiers.
        </p>
      ))}
      <p>
        <a href="/compte/organisations">Vos organisations et vos rôles</a>
      </p>
    </Site>
  );
}
