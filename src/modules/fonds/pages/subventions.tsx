import {
  Button,
  ButtonGroup,
  ButtonLink,
  DataTable,
  Form,
  Pagination,
  Reference,
  Select,
  SubNavigation,
  Tag,
  TextField,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse } from '../../../platform/http/page.ts';
import { formatCleDePage, pageDeListe, parseCleDePage } from '../../../values/cle-de-page.ts';
import { inEuros } from '../../../values/montant.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { LIBELLES, STATUTS, type StatutSubvention } from '../domain/subvention.ts';
import { assertMayReadCredits, mayPropose } from '../policies.ts';
import { type LigneSubvention, listSubventions, type Total, totalsByStatut } from '../storage/liste-subventions.ts';
import { listProgrammes, type ProgrammeListe } from '../storage/programmes.ts';
import type { FondsDeps } from './deps.ts';
import { navigationOf } from './navigation.ts';
import { TONS } from './ton-of-statut.ts';

const PAGE_SIZE = 25;

/** Every subvention of the fund, by statut, axis, beneficiary. */
export function subventionsPages(deps: FondsDeps): readonly Page[] {
  return [{ path: '/fonds/:organisation/subventions', access: agentAccess, GET: (contexte) => list(deps, contexte) }];
}

async function list(deps: FondsDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayReadCredits(agent);
  const { query } = contexte;
  const statut = STATUTS.find((known) => known === query.get('statut'));
  const recherche = (query.get('q') ?? '').trim().slice(0, 100);
  const axe = /^[0-9a-f-]{36}$/.test(query.get('axe') ?? '') ? (query.get('axe') ?? undefined) : undefined;
  const apres = parseCleDePage(query.get('apres'));
  const avant = apres ? undefined : parseCleDePage(query.get('avant'));
  const filtre = { organisationId: organisation.id, statut, axeId: axe, recherche, apres, avant, taille: PAGE_SIZE };
  const [found, totals, programmes] = await deps.db.read(porteeOf(agent), (tx) =>
    Promise.all([
      listSubventions(tx, filtre),
      totalsByStatut(tx, organisation.id),
      listProgrammes(tx, organisation.id),
    ]),
  );
  return page(
    <Liste
      contexte={contexte}
      agent={agent}
      organisation={organisation}
      {...pageDeListe(found, PAGE_SIZE, { apres, avant })}
      totals={totals}
      programmes={programmes}
      statut={statut}
      axe={axe}
      recherche={recherche}
      proposes={mayPropose(agent)}
    />,
  );
}

const cleOf = (ligne: LigneSubvention | undefined) => formatCleDePage(ligne && { at: ligne.createdAt, id: ligne.id });

type ListeProps = {
  readonly contexte: Contexte;
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly lignes: readonly LigneSubvention[];
  readonly totals: ReadonlyMap<StatutSubvention, Total>;
  readonly programmes: readonly ProgrammeListe[];
  readonly statut: StatutSubvention | undefined;
  readonly axe: string | undefined;
  readonly recherche: string;
  readonly proposes: boolean;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
};

function Liste({ contexte: { chrome }, agent, organisation, lignes, totals, programmes, ...list }: ListeProps) {
  const base = `/fonds/${organisation.slug}/subventions`;
  const href = (parameters: Record<string, string | undefined>) => {
    const kept = { statut: list.statut, axe: list.axe, q: list.recherche || undefined, ...parameters };
    const query = new URLSearchParams(Object.entries(kept).flatMap(([name, value]) => (value ? [[name, value]] : [])));
    return query.size > 0 ? `${base}?${query}` : base;
  };
  const axes = programmes.flatMap(({ nom, axes: parts }) =>
    parts.map((axe) => ({ value: axe.id, label: `${nom}, axe ${axe.numero}. ${axe.nom}` })),
  );
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Subventions"
      navigation={navigationOf(agent, 'subventions')}
      wide
    >
      <h1>Subventions</h1>
      {list.proposes && (
        <ButtonGroup>
          <ButtonLink href={`${base}/nouvelle`}>Proposer une subvention</ButtonLink>
        </ButtonGroup>
      )}
      <Form action={base} method="get" search label="Rechercher une subvention">
        {list.statut && <input type="hidden" name="statut" value={list.statut} />}
        <TextField
          name="q"
          label="Numéro, SIRET ou nom du bénéficiaire"
          type="search"
          value={list.recherche}
          autocomplete="off"
        />
        {axes.length > 1 && <Select name="axe" label="Axe" optional value={list.axe} options={axes} />}
        <ButtonGroup>
          <Button kind="secondaire">Rechercher</Button>
          {(list.recherche || list.axe) && <a href={href({ q: undefined, axe: undefined })}>Effacer la recherche</a>}
        </ButtonGroup>
      </Form>
      <SubNavigation
        label="États des subventions"
        links={[
          { href: href({ statut: undefined }), label: 'Toutes', current: !list.statut },
          ...STATUTS.map((statut) => ({
            href: href({ statut }),
            label: `${LIBELLES[statut].tag}s`,
            count: totals.get(statut)?.nombre,
            current: list.statut === statut,
          })),
        ]}
      />
      <DataTable
        caption="Subventions, de la plus récente à la plus ancienne"
        rows={lignes}
        rowKey={({ id }) => id}
        empty={<p>Aucune subvention ne correspond.</p>}
        columns={[
          {
            key: 'numero',
            header: 'Numéro',
            cell: ({ id, numero }) => (
              <a href={`${base}/${id}`}>
                <Reference>{numero}</Reference>
              </a>
            ),
          },
          {
            key: 'beneficiaire',
            header: 'Bénéficiaire',
            cell: ({ beneficiaire, fictif }) => (
              <>
                {beneficiaire}
                {fictif && <span class="muted"> Fictive</span>}
              </>
            ),
          },
          { key: 'objet', header: 'Objet', cell: ({ objet }) => objet },
          { key: 'montant', header: 'Montant', numeric: true, cell: ({ montant }) => inEuros(montant) },
          {
            key: 'statut',
            header: 'État',
            cell: ({ statut }) => <Tag text={LIBELLES[statut].tag} ton={TONS[statut]} />,
          },
        ]}
      />
      <Pagination
        label="Pages des subventions"
        previousHref={list.hasPrevious ? href({ avant: cleOf(lignes[0]) }) : undefined}
        nextHref={list.hasNext ? href({ apres: cleOf(lignes.at(-1)) }) : undefined}
      />
    </Site>
  );
}
