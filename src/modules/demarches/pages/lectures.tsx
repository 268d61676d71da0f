import type { Tx } from '../../../platform/db/database.ts';
import { DataTable, Pagination } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { CadreCompte, enSonNom, ownUsagerAccess } from '../../comptes/index.ts';
import { entriesOfLecteur, type KeyedEntry } from '../../journal/index.ts';
import { findDossiers } from '../storage/dossiers.ts';
import { agentNames } from '../use-cases/agent-names.ts';
import type { DemarchesDeps } from './deps.ts';

const PATH = '/compte/lectures';
const PAGE_SIZE = 25;

/** Everybody who opened one's dossiers, from the journal: nobody can take a line away. */
export function lecturesPages(deps: DemarchesDeps): readonly Page[] {
  return [{ path: PATH, access: ownUsagerAccess, GET: (contexte) => show(deps, contexte) }];
}

type Lecture = {
  readonly seq: number;
  readonly at: Temporal.Instant;
  readonly agent: string;
  readonly organisation: string;
  readonly dossier: { readonly id: string; readonly nom: string };
  /** A file of the dossier was opened, rather than the dossier itself. */
  readonly piece: boolean;
};

async function show(deps: DemarchesDeps, contexte: Contexte): Promise<Reponse> {
  const { personneId } = enSonNom(contexte);
  const before = parseKey(contexte.query.get('avant'));
  const after = before === undefined ? parseKey(contexte.query.get('apres')) : undefined;
  const { entries, noms } = await deps.db.read({ personne: personneId }, async (tx) => {
    const found = await entriesOfLecteur(tx, {
      lecteur: personneId,
      sujet: 'dossier',
      type: 'dossier.consulte',
      before,
      after,
      limit: PAGE_SIZE + 1,
    });
    return { entries: found, noms: await nomsOfDossiers(tx, deps, found) };
  });
  const more = entries.length > PAGE_SIZE;
  const shown = after !== undefined ? entries.slice(more ? 1 : 0) : entries.slice(0, PAGE_SIZE);
  return page(
    <Lectures
      contexte={contexte}
      lectures={await lecturesOf(deps, shown, noms)}
      hasPrevious={after !== undefined ? more : before !== undefined}
      hasNext={after !== undefined ? true : more}
    />,
  );
}

function parseKey(text: string | null): number | undefined {
  return text && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

async function nomsOfDossiers(
  tx: Tx,
  deps: DemarchesDeps,
  entries: readonly KeyedEntry[],
): Promise<ReadonlyMap<string, string>> {
  const dossiers = await findDossiers(tx, [...new Set(entries.map(({ entry }) => entry.sujet.id))]);
  const noms = new Map<string, string>();
  for (const { id, versionId, numero } of dossiers) {
    const { titre } = await deps.definitionOf(tx, versionId);
    noms.set(id, `${titre}, ${numero ?? 'brouillon'}`);
  }
  return noms;
}

async function lecturesOf(
  deps: DemarchesDeps,
  entries: readonly KeyedEntry[],
  noms: ReadonlyMap<string, string>,
): Promise<readonly Lecture[]> {
  const agents = new Map<string, string>();
  const organisations = new Map<string, string>();
  for (const [organisation, group] of Map.groupBy(entries, ({ entry }) => entry.organisation ?? '')) {
    if (!organisation) continue;
    for (const [id, nom] of await agentNames(deps, organisation, group)) agents.set(id, nom);
    organisations.set(organisation, (await deps.annuaire.byId(organisation))?.nom ?? '');
  }
  return entries.map(({ seq, entry }) => ({
    seq,
    at: Temporal.Instant.from(entry.at),
    agent: agents.get(entry.acteur.id ?? '') ?? 'Un agent',
    organisation: organisations.get(entry.organisation ?? '') ?? '',
    dossier: { id: entry.sujet.id, nom: noms.get(entry.sujet.id) ?? 'Un ancien dossier' },
    piece: 'piece' in entry.contenu,
  }));
}

type LecturesProps = {
  readonly contexte: Contexte;
  readonly lectures: readonly Lecture[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
};

function Lectures({ contexte, lectures, hasPrevious, hasNext }: LecturesProps) {
  const [first, last] = [lectures.at(0), lectures.at(-1)];
  return (
    <CadreCompte contexte={contexte} title="Qui a lu mes dossiers" wide>
      <h1>Qui a lu mes dossiers</h1>
      <p>Chaque consultation par un agent est inscrite au journal, et personne ne peut l’en retirer.</p>
      <DataTable
        caption="Consultations de mes dossiers"
        captionHidden
        rows={lectures}
        rowKey={({ seq }) => String(seq)}
        empty={<p>Aucun agent n’a encore consulté vos dossiers.</p>}
        columns={[
          { key: 'quand', header: 'Quand', cell: ({ at }) => formatInstant(at) },
          { key: 'qui', header: 'Agent', cell: ({ agent }) => agent },
          { key: 'organisation', header: 'Collectivité', cell: ({ organisation }) => organisation },
          {
            key: 'dossier',
            header: 'Dossier',
            cell: ({ dossier }) => <a href={`/dossiers/${dossier.id}`}>{dossier.nom}</a>,
          },
          { key: 'quoi', header: 'Lu', cell: ({ piece }) => (piece ? 'Un fichier' : 'Le dossier') },
        ]}
      />
      <Pagination
        label="Pages des consultations"
        previousHref={hasPrevious && first ? `${PATH}?apres=${first.seq}` : undefined}
        nextHref={hasNext && last ? `${PATH}?avant=${last.seq}` : undefined}
      />
    </CadreCompte>
  );
}
