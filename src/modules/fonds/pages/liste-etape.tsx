import { Forbidden } from '../../../platform/errors.ts';
import { type Column, DataTable, fr, Pagination, Tag } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse } from '../../../platform/http/page.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { count } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import { inEuros } from '../../../values/montant.ts';
import { formatSiren, type Siren } from '../../../values/siren.ts';
import { type Agent, findAgent, type Organisation, publicAccess, Site } from '../../comptes/index.ts';
import { findDossier } from '../../demarches/index.ts';
import type { Collectivites } from '../collectivites.ts';
import type { StatutCandidature } from '../domain/candidature.ts';
import { type Etat, STATUTS_CANDIDATURE } from '../domain/etape-etat.ts';
import { LIBELLES, type StatutSubvention } from '../domain/subvention.ts';
import { TECHNOLOGIES } from '../domain/trajectoire.ts';
import { type FiltreEtape, formatCleEtape, type LigneEtape, listEtape, parseCleEtape } from '../storage/liste-etape.ts';
import { listRaccordements, objectifsAu } from '../storage/objectifs.ts';
import { listProgrammes } from '../storage/programmes.ts';
import { listDispositifs } from '../storage/sessions.ts';
import { findSubvention } from '../storage/subventions.ts';
import { adresseDe, adresseDeListe, FILTRES, type Filtre, QUOI, QUOI_PAR_DEFAUT, type Quoi } from './etape-liens.ts';
import { filtreDit, type Noms, nomsOf, STATUTS_DITS } from './etape-mots.ts';
import { navigationOf } from './navigation.ts';
import { aujourdhui, jourDemande, organisationDuFonds, type PointDEtapeDeps } from './point-d-etape.tsx';

const PAGE_SIZE = 25;

export type ListeEtapeDeps = PointDEtapeDeps & { readonly collectivites: () => Promise<Collectivites> };

/** The lists behind the figures of a point d’étape. */
export function listeEtapePages(deps: ListeEtapeDeps): readonly Page[] {
  const path = '/fonds/:organisation/point-d-etape';
  return [
    { path: `${path}/liste`, access: publicAccess, GET: (contexte) => show(deps, contexte) },
    { path: `${path}/raccordements`, access: publicAccess, GET: (contexte) => showRaccordements(deps, contexte) },
  ];
}

/** A line with its names: of the geographic code for everybody, of the fund’s own records for its agents. */
type LigneNommee = LigneEtape & {
  readonly nom: string;
  readonly numero: string | null;
  readonly href: string | undefined;
};

async function show(deps: ListeEtapeDeps, contexte: Contexte): Promise<Reponse> {
  const organisation = await organisationDuFonds(deps, contexte);
  const { query } = contexte;
  const agent = await findAgent(deps, contexte);
  const quoi = (Object.keys(QUOI) as Quoi[]).find((known) => known === query.get('quoi')) ?? QUOI_PAR_DEFAUT;
  if (!agent && !QUOI[quoi].publique) {
    throw new Forbidden('Cette liste est réservée aux agents du fonds. Les chiffres, eux, sont publics.');
  }
  const jour = jourDe(deps, query);
  const filtre = filtreOf(query);
  const sirens = await sirensOf(deps, filtre.densite);
  const portee = agent ? { organisation: organisation.id } : ({ public: true } as const);
  const found = await deps.db.read(portee, async (tx) => {
    const classe = Number.parseInt(filtre.classe ?? '', 10);
    const lignes = await listEtape(tx, {
      organisationId: organisation.id,
      jour,
      genre: QUOI[quoi].genre,
      statuts: statutsOf(quoi, filtre.statut),
      argent: ARGENT[quoi],
      ...{ axe: idOrNothing(filtre.axe), dispositif: idOrNothing(filtre.dispositif) },
      ...{ type: filtre.type, departement: filtre.departement, region: filtre.region },
      classe: Number.isNaN(classe) ? undefined : classe,
      sirens,
      apres: parseCleEtape(query.get('apres')),
      taille: PAGE_SIZE,
    });
    const recorded = agent ? await Promise.all(lignes.map((ligne) => recordOf(tx, organisation, quoi, ligne))) : [];
    return lignes.map((ligne, index) => ({ ...ligne, record: recorded[index] }));
  });
  const collectivites = await deps.collectivites();
  const noms = await nomsDuFonds(deps, organisation);
  const lignes = found.map(
    ({ record, ...ligne }): LigneNommee => ({
      ...ligne,
      nom: record?.nom ?? nomDe(collectivites, ligne.siren),
      numero: record?.numero ?? null,
      href: record?.href,
    }),
  );
  return page(
    <Liste
      {...{ contexte, organisation, agent, quoi, jour, filtre, noms }}
      lignes={lignes.slice(0, PAGE_SIZE)}
      more={lignes.length > PAGE_SIZE}
    />,
  );
}

/** The scope of the fund itself, for the names of its axes: they are in the point d’étape, which everybody reads. */
export async function nomsDuFonds({ db }: Pick<ListeEtapeDeps, 'db'>, { id }: Organisation): Promise<Noms> {
  return db.read({ organisation: id }, async (tx) => {
    const [programmes, dispositifs] = await Promise.all([
      listProgrammes(tx, id),
      listDispositifs(tx, { organisationId: id }),
    ]);
    return nomsOf({ programmes, dispositifs });
  });
}

/** The day asked for; today in place of what is not one, or is to come. */
export function jourDe(deps: ListeEtapeDeps, query: URLSearchParams): Jour {
  const asked = jourDemande(deps, query.get('date'));
  const today = aujourdhui(deps);
  return asked.ok && asked.value <= today ? asked.value : today;
}

export function filtreOf(query: URLSearchParams): Filtre {
  return Object.fromEntries(
    FILTRES.flatMap((name) => (/^[\w-]{1,40}$/.test(query.get(name) ?? '') ? [[name, query.get(name) ?? '']] : [])),
  );
}

/** Nothing is told of a commune without the grid: the list is then empty, never that of all communes. */
async function sirensOf({ recensement }: ListeEtapeDeps, densite: Filtre['densite']): Promise<FiltreEtape['sirens']> {
  if (densite === undefined) return undefined;
  const bySiren = (await recensement()).ruralites?.bySiren;
  if (!bySiren) return { parmi: [] };
  if (densite === 'inconnu') return { sauf: [...bySiren.keys()] };
  return { parmi: [...bySiren].flatMap(([siren, ruralite]) => (ruralite === densite ? [siren] : [])) };
}

const idOrNothing = (text: string | undefined) => (/^[0-9a-f-]{36}$/.test(text ?? '') ? text : undefined);

const ARGENT: Readonly<Partial<Record<Quoi, FiltreEtape['argent']>>> = { payees: 'paye', a_payer: 'a_payer' };

function statutsOf(quoi: Quoi, statut: string | undefined): readonly Etat['statut'][] {
  if (quoi === 'collectivites') return ['soutenue'];
  if (quoi === 'demandeuses' || ARGENT[quoi]) return [];
  if (quoi === 'subventions') return ['attribuee', 'conventionnee', 'soldee'];
  const asked = STATUTS_CANDIDATURE.find((known) => known === statut);
  return asked ? [asked] : [];
}

async function recordOf(
  tx: Parameters<typeof findSubvention>[0],
  { slug }: Organisation,
  quoi: Quoi,
  { id }: LigneEtape,
): Promise<{ readonly nom?: string; readonly numero: string | null; readonly href: string } | undefined> {
  if (QUOI[quoi].genre === 'subvention') {
    const found = await findSubvention(tx, id);
    return found && { nom: found.beneficiaire.nom, numero: found.numero, href: `/fonds/${slug}/subventions/${id}` };
  }
  if (quoi !== 'dossiers') return undefined;
  const dossier = await findDossier(tx, id);
  return dossier && { numero: dossier.numero, href: `/instruction/${slug}/dossiers/${id}` };
}

function nomDe(collectivites: Collectivites, siren: string | null): string {
  if (siren === null) return 'Collectivité non précisée';
  return collectivites.bySiren(siren)?.nom ?? fr(`SIREN ${formatSiren(siren as Siren)}`);
}

type ListeProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly agent: Agent | undefined;
  readonly quoi: Quoi;
  readonly jour: Jour;
  readonly filtre: Filtre;
  readonly noms: Noms;
  readonly lignes: readonly LigneNommee[];
  readonly more: boolean;
};

function Liste(props: ListeProps) {
  const { organisation, agent, quoi, jour, filtre, lignes, more } = props;
  const { chrome, query } = props.contexte;
  const lesquelles = filtreDit(filtre, props.noms);
  const { slug } = organisation;
  const base = adresseDe(slug);
  const title = `${QUOI[quoi].nom} au ${formatJour(jour)}`;
  const here = adresseDeListe(slug, jour, quoi, filtre);
  const last = lignes.at(-1);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={title}
      navigation={agent && navigationOf(agent)}
      breadcrumb={[{ href: `${base}?date=${jour}`, label: `Point d’étape au ${formatJour(jour)}` }]}
      wide
    >
      <h1>{title}</h1>
      {lesquelles && <p>{lesquelles}</p>}
      <DataTable
        caption={`${QUOI[quoi].nom}, du changement le plus récent au plus ancien`}
        rows={lignes}
        rowKey={({ id }) => id}
        empty={<p>Rien ne correspond ce jour-là.</p>}
        columns={columnsOf(quoi)}
      />
      <Pagination
        label="Pages de la liste"
        previousHref={query.has('apres') ? here : undefined}
        nextHref={more && last ? `${here}&apres=${formatCleEtape(last)}` : undefined}
      />
    </Site>
  );
}

function columnsOf(quoi: Quoi): readonly Column<LigneNommee>[] {
  const nom: Column<LigneNommee> = {
    key: 'nom',
    header: 'Collectivité',
    cell: ({ nom: shown, numero, href, fictif }) => (
      <>
        {href ? <a href={href}>{numero ?? shown}</a> : shown}
        {href && numero && <span class="muted"> {shown}</span>}
        {fictif && (
          <>
            {' '}
            <Tag text="Fictif" ton="neutre" />
          </>
        )}
      </>
    ),
  };
  const depuis: Column<LigneNommee> = { key: 'du', header: 'Depuis le', cell: ({ du }) => formatJour(du, 'short') };
  const departement: Column<LigneNommee> = {
    key: 'departement',
    header: 'Département',
    cell: ({ departement: code }) => code ?? '–',
  };
  const statut: Column<LigneNommee> = { key: 'statut', header: 'État', cell: (ligne) => statutDit(ligne.statut) };
  if (quoi === 'dossiers') return [nom, departement, amount('demande', 'Demandé'), statut, depuis];
  if (QUOI[quoi].genre === 'subvention') {
    return [nom, departement, amount('attribue', 'Attribué'), amount('paye', 'Payé'), statut, depuis];
  }
  return [nom, departement, depuis];
}

function amount(key: 'demande' | 'attribue' | 'paye', header: string): Column<LigneNommee> {
  return { key, header, numeric: true, cell: (ligne) => inEuros(ligne[key]) };
}

function statutDit(statut: Etat['statut']): string {
  const candidature = STATUTS_DITS[statut as StatutCandidature];
  return candidature ?? LIBELLES[statut as StatutSubvention]?.tag ?? '';
}

async function showRaccordements(deps: ListeEtapeDeps, contexte: Contexte): Promise<Reponse> {
  const organisation = await organisationDuFonds(deps, contexte);
  const { chrome, query } = contexte;
  const jour = jourDe(deps, query);
  const apres = /^\d{9}_[a-z_]+$/.test(query.get('apres') ?? '') ? (query.get('apres') ?? undefined) : undefined;
  const ask = { organisationId: organisation.id, jour, apres, taille: PAGE_SIZE };
  const { found, objectifs } = await deps.db.read({ public: true }, async (tx) => ({
    found: await listRaccordements(tx, ask),
    objectifs: await objectifsAu(tx, organisation.id, jour),
  }));
  const collectivites = await deps.collectivites();
  const base = adresseDe(organisation.slug);
  const title = `Collectivités raccordées au ${formatJour(jour)}`;
  const shown = found.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  const here = `${base}/raccordements?date=${jour}`;
  return page(
    <Site
      chrome={chrome}
      organisation={organisation}
      title={title}
      breadcrumb={[{ href: `${base}?date=${jour}`, label: `Point d’étape au ${formatJour(jour)}` }]}
      wide
    >
      <h1>{title}</h1>
      {objectifs
        .filter(({ depart }) => depart > 0)
        .map(({ id, depart, departLe, source }) => (
          <p key={id}>
            {fr(
              `${count(depart, 'collectivité')} au ${formatJour(departLe)}, selon la source «\u00a0${source}\u00a0»\u00a0: ce total est ` +
                'publié sans liste. Celles qui en sont ne sont ici que si elles ont été déclarées.',
            )}
          </p>
        ))}
      <DataTable
        caption="Collectivités raccordées, par numéro SIREN"
        captionHidden
        rows={shown}
        rowKey={({ siren, technologie }) => `${siren} ${technologie}`}
        empty={<p>Aucune collectivité n’était déclarée une par une ce jour-là.</p>}
        columns={[
          { key: 'nom', header: 'Collectivité', cell: ({ siren }) => nomDe(collectivites, siren) },
          { key: 'technologie', header: 'Utilise', cell: ({ technologie }) => TECHNOLOGIES[technologie] },
          { key: 'depuis', header: 'Depuis le', cell: ({ depuis }) => formatJour(depuis, 'short') },
        ]}
      />
      <Pagination
        label="Pages de la liste"
        previousHref={apres ? here : undefined}
        nextHref={found.length > PAGE_SIZE && last ? `${here}&apres=${last.siren}_${last.technologie}` : undefined}
      />
    </Site>,
  );
}
