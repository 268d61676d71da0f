import {
  Button,
  ButtonGroup,
  DataTable,
  Form,
  Pagination,
  Select,
  Tag,
  TextField,
  Verbatim,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse } from '../../../platform/http/page.ts';
import { formatCleDePage, pageDeListe, parseCleDePage } from '../../../values/cle-de-page.ts';
import { formatDepartement } from '../../../values/code-departement.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { parseId } from '../../../values/ids.ts';
import { inEuros } from '../../../values/montant.ts';
import { type Organisation, publicAccess, Site } from '../../comptes/index.ts';
import { type ChoixDeFiltres, choixDeFiltres, listProjets, type ProjetFinance } from '../storage/projets.ts';
import type { PublicFondsDeps } from './deps.ts';
import { organisationOf } from './donnees-publiques.tsx';

const PAGE_SIZE = 25;
const TITRE = 'Projets financés';

/** What a fund has financed, for everybody to see and for others to take up. */
export function projetsFinancesPages(deps: PublicFondsDeps): readonly Page[] {
  return [{ path: '/:organisation/projets-finances', access: publicAccess, GET: (contexte) => list(deps, contexte) }];
}

async function list(deps: PublicFondsDeps, contexte: Contexte): Promise<Reponse> {
  const organisation = await organisationOf(deps, contexte);
  const { query } = contexte;
  const axe = parseId<'Axe'>(query.get('axe') ?? '');
  const recherche = (query.get('q') ?? '').trim().slice(0, 100);
  const departement = /^[0-9A-Z]{2,3}$/.exec(query.get('departement') ?? '')?.[0];
  const apres = parseCleDePage(query.get('apres'));
  const avant = apres ? undefined : parseCleDePage(query.get('avant'));
  const axeId = axe.ok ? axe.value : undefined;
  const filtre = { organisationId: organisation.id, recherche, departement, axeId, apres, avant, taille: PAGE_SIZE };
  const [found, choix] = await deps.db.read({ public: true }, (tx) =>
    Promise.all([listProjets(tx, filtre), choixDeFiltres(tx, organisation.id)]),
  );
  return page(
    <Liste
      contexte={contexte}
      organisation={organisation}
      {...pageDeListe(found, PAGE_SIZE, { apres, avant })}
      choix={choix}
      filtre={{ recherche, departement, axeId }}
    />,
  );
}

type ListeProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly lignes: readonly ProjetFinance[];
  readonly choix: ChoixDeFiltres;
  readonly filtre: {
    readonly recherche: string;
    readonly departement: string | undefined;
    readonly axeId: string | undefined;
  };
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
};

function Liste({
  contexte: { chrome },
  organisation,
  lignes: projets,
  choix,
  filtre,
  hasPrevious,
  hasNext,
}: ListeProps) {
  const base = `/${organisation.slug}/projets-finances`;
  const href = (parameters: Record<string, string | undefined>) => {
    const all = { q: filtre.recherche, departement: filtre.departement, axe: filtre.axeId, ...parameters };
    const kept = Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : []));
    return kept.length > 0 ? `${base}?${new URLSearchParams(kept)}` : base;
  };
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={TITRE}
      description={`Les projets financés par ${organisation.nom}, et où trouver leur code pour les adopter.`}
      wide
    >
      <h1>{TITRE}</h1>
      <p>
        Ce que le fonds a financé. Quand son code est partagé, un projet s’adopte ailleurs.{' '}
        <a href={`/${organisation.slug}/donnees/subventions`}>Télécharger les subventions en données ouvertes</a>
      </p>
      <Filtres base={base} choix={choix} filtre={filtre} />
      <DataTable
        caption="Projets, du plus récent au plus ancien"
        rows={projets}
        rowKey={({ id }) => id}
        empty={
          filtre.recherche || filtre.departement || filtre.axeId ? (
            <p>
              Aucun projet ne correspond. <a href={base}>Voir tous les projets</a>
            </p>
          ) : (
            <p>Aucun projet n’est encore financé ici.</p>
          )
        }
        columns={[
          {
            key: 'projet',
            header: 'Projet',
            cell: ({ id, objet, fictif, dispositif, axe }) => (
              <>
                <a href={`${base}/${id}`}>
                  <Verbatim>{objet}</Verbatim>
                </a>
                {fictif && (
                  <>
                    {' '}
                    <Tag text="fictif" ton="attention" />
                  </>
                )}
                <br />
                <span class="muted">{dispositif?.nom ?? axe.nom}</span>
              </>
            ),
          },
          {
            key: 'beneficiaire',
            header: 'Bénéficiaire',
            cell: ({ beneficiaire }) => <Verbatim>{beneficiaire.nom}</Verbatim>,
          },
          { key: 'montant', header: 'Subvention', numeric: true, cell: ({ montant }) => inEuros(montant) },
          { key: 'date', header: 'Décidée', cell: ({ decideeLe }) => formatJour(decideeLe, 'short') },
          { key: 'code', header: 'Code', cell: partageOf },
        ]}
      />
      <Pagination
        label="Pages des projets"
        previousHref={hasPrevious ? href({ avant: cleOf(projets[0]) }) : undefined}
        nextHref={hasNext ? href({ apres: cleOf(projets.at(-1)) }) : undefined}
      />
    </Site>
  );
}

const cleOf = (projet: ProjetFinance | undefined) => formatCleDePage(projet && { at: projet.createdAt, id: projet.id });

/** The dispositif, when the project came through one, and its axis. */
export function cadreOf({ dispositif, axe }: Pick<ProjetFinance, 'dispositif' | 'axe'>): string {
  const nomDeLAxe = `Axe ${axe.numero}. ${axe.nom}`;
  return dispositif ? `${dispositif.nom} (${nomDeLAxe})` : nomDeLAxe;
}

function partageOf({ licence, depotSource }: ProjetFinance) {
  const tag = depotSource ? <Tag text="Partagé" ton="succes" /> : <span class="muted">Pas encore partagé</span>;
  return (
    <>
      {tag} {licence && <Verbatim>{licence}</Verbatim>}
    </>
  );
}

function Filtres({ base, choix, filtre }: Pick<ListeProps, 'choix' | 'filtre'> & { readonly base: string }) {
  const { recherche, departement, axeId } = filtre;
  return (
    <Form action={base} method="get" search label="Rechercher un projet">
      <TextField name="q" label="Bénéficiaire ou objet" type="search" value={recherche} autocomplete="off" />
      {choix.departements.length > 1 && (
        <Select
          name="departement"
          label="Département"
          optional
          empty="Tous"
          value={departement}
          options={choix.departements.map((code) => ({ value: code, label: formatDepartement(code) }))}
        />
      )}
      {choix.axes.length > 1 && (
        <Select
          name="axe"
          label="Axe"
          optional
          empty="Tous"
          value={axeId}
          options={choix.axes.map(({ id, numero, nom }) => ({ value: id, label: `${numero}. ${nom}` }))}
        />
      )}
      <ButtonGroup>
        <Button kind="secondaire">Rechercher</Button>
        {(recherche || departement || axeId) && <a href={base}>Effacer la recherche</a>}
      </ButtonGroup>
    </Form>
  );
}
