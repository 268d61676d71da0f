import { Readable } from 'node:stream';
import { contentDisposition } from '../../../platform/blobs/safe-file-name.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  DataTable,
  formatNumber,
  KeyFigure,
  KeyFigures,
  Pagination,
  SummaryList,
  Tag,
  Verbatim,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { count } from '../../../values/french.ts';
import { agentAccess, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { graviteOf, parseCodeDefaut, problemeOf, remedeOf } from '../domain/defaut.ts';
import { typeImportOf } from '../domain/types-import.ts';
import {
  type BilanDefaut,
  type CleDefaut,
  countDefauts,
  type DefautListe,
  type FiltreDefauts,
  listDefauts,
} from '../storage/defauts.ts';
import type { Import } from '../storage/imports.ts';
import { rapportCsv } from '../use-cases/rapport-csv.ts';
import { gestionOf, importOf, type OpendataDeps } from './deps.ts';
import { GRAVITES, STATUTS } from './mots.ts';

const PAGE_SIZE = 50;

/** What became of a file: its rows, and each defect with its place and what to do about it. */
export function rapportPages(deps: OpendataDeps): readonly Page[] {
  return [
    {
      path: '/opendata/:organisation/imports/:import',
      access: agentAccess,
      async GET(contexte) {
        const { agent, organisation } = await gestionOf(deps, contexte);
        const one = await importOf(deps, contexte, agent);
        const [apres, filtre] = [parseCle(contexte.query.get('apres')), filtreOf(contexte.query)];
        const [bilan, defauts] = await deps.db.read(porteeOf(agent), (tx) =>
          Promise.all([
            countDefauts(tx, one.id),
            listDefauts(tx, one.id, { taille: PAGE_SIZE, ...(apres && { apres }), ...(filtre && { filtre }) }),
          ]),
        );
        return page(
          <Rapport
            contexte={contexte}
            organisation={organisation}
            one={one}
            bilan={bilan}
            defauts={defauts.slice(0, PAGE_SIZE)}
            hasNext={defauts.length > PAGE_SIZE}
            filtre={filtre}
          />,
        );
      },
    },
    {
      path: '/opendata/:organisation/imports/:import/defauts.csv',
      access: agentAccess,
      async GET(contexte) {
        const { agent } = await gestionOf(deps, contexte);
        const one = await importOf(deps, contexte, agent);
        return {
          type: 'fichier',
          body: Readable.from(rapportCsv(deps, agent.organisation.id, one.id)),
          contentType: 'text/csv; charset=utf-8',
          disposition: contentDisposition('attachment', 'defauts.csv'),
        };
      },
    },
  ];
}

type RapportProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly one: Import;
  readonly bilan: readonly BilanDefaut[];
  readonly defauts: readonly DefautListe[];
  readonly hasNext: boolean;
  readonly filtre: FiltreDefauts | undefined;
};

function Rapport({ contexte, organisation, one, bilan, ...liste }: RapportProps) {
  const imports = `/opendata/${organisation.slug}/imports`;
  return (
    <Site
      chrome={contexte.chrome}
      organisation={organisation}
      title={`Rapport d’import de ${one.nomFichier}`}
      navigation={[{ href: imports, label: 'Imports' }]}
      breadcrumb={[{ href: imports, label: 'Imports' }]}
      wide
    >
      <h1>
        Rapport d’import de <Verbatim>{one.nomFichier}</Verbatim>
      </h1>
      <Etat one={one} href={`${imports}/${one.id}`} />
      <KeyFigures>
        <KeyFigure value={formatNumber(one.lues)} label="Lignes lues" />
        <KeyFigure
          value={formatNumber(one.nouvelles + one.modifiees + one.inchangees + one.en_double)}
          label="Lignes acceptées"
        />
        <KeyFigure value={formatNumber(one.rejetees)} label="Lignes rejetées" />
        <KeyFigure value={formatNumber(one.defauts)} label="Défauts" />
      </KeyFigures>
      <SummaryList
        label="Détail de l’import"
        rows={[
          { label: 'Contenu', value: typeImportOf(one.type)?.nom },
          { label: 'Reçu le', value: formatInstant(one.createdAt) },
          { label: 'État', value: <Tag {...STATUTS[one.statut]} /> },
          ...[
            { label: 'Nouvelles lignes', nombre: one.nouvelles },
            { label: 'Lignes modifiées', nombre: one.modifiees },
            { label: 'Lignes inchangées', nombre: one.inchangees },
            { label: 'Lignes en double', nombre: one.en_double },
          ].flatMap(({ label, nombre }) => (nombre > 0 ? [{ label, value: formatNumber(nombre) }] : [])),
        ]}
      />
      {bilan.length > 0 && (
        <>
          <h2>Ce qui ne va pas</h2>
          <Bilan bilan={bilan} href={`${imports}/${one.id}`} />
          <ButtonGroup>
            <ButtonLink href={`${imports}/${one.id}/defauts.csv`} kind="secondaire">
              Télécharger tous les défauts (CSV)
            </ButtonLink>
          </ButtonGroup>
          <h2>Ligne par ligne</h2>
          <Defauts {...liste} contexte={contexte} href={`${imports}/${one.id}`} />
        </>
      )}
    </Site>
  );
}

function Etat({ one: { statut, refus, lues, defauts }, href }: { readonly one: Import; readonly href: string }) {
  if (statut === 'en_cours') {
    return (
      <Alert ton="info" title="L’import est en cours">
        <p>
          {count(lues, 'ligne')} {lues >= 2 ? 'sont lues' : 'est lue'}. Vous pouvez quitter cette page.{' '}
          <a href={href}>Actualiser</a>
        </p>
      </Alert>
    );
  }
  if (statut === 'refuse') {
    return (
      <Alert ton="erreur" title="Le fichier n’est pas importé jusqu’au bout">
        <p>{refus}</p>
      </Alert>
    );
  }
  return defauts === 0 ? <Alert ton="succes" title="Toutes les lignes sont bonnes" /> : null;
}

function Bilan({ bilan, href }: { readonly bilan: readonly BilanDefaut[]; readonly href: string }) {
  return (
    <DataTable
      caption="Défauts par nature, du plus fréquent au moins fréquent"
      captionHidden
      rows={bilan}
      rowKey={({ colonne, code }) => `${colonne} ${code}`}
      empty={null}
      columns={[
        {
          key: 'probleme',
          header: 'Défaut',
          cell: ({ colonne, code }) => (
            <a href={`${href}?${new URLSearchParams({ colonne, code })}#defauts`}>{phrase(code, problemeOf)}</a>
          ),
        },
        { key: 'colonne', header: 'Colonne', cell: ({ colonne }) => <Colonne nom={colonne} /> },
        { key: 'effet', header: 'Effet', cell: ({ code }) => <Effet code={code} /> },
        { key: 'nombre', header: 'Nombre', numeric: true, cell: ({ nombre }) => formatNumber(nombre) },
        { key: 'remede', header: 'Que faire', cell: ({ code }) => phrase(code, remedeOf) },
      ]}
    />
  );
}

type DefautsProps = Pick<RapportProps, 'contexte' | 'defauts' | 'hasNext' | 'filtre'> & { readonly href: string };

function Defauts({ contexte, defauts, hasNext, filtre, href }: DefautsProps) {
  const last = defauts.at(-1);
  const query = (cle: Readonly<Record<string, string>>) =>
    `${href}?${new URLSearchParams({ ...filtre, ...cle })}#defauts`;
  return (
    <section id="defauts" aria-label="Défauts ligne par ligne">
      {filtre && (
        <p>
          Seulement «&nbsp;{phrase(filtre.code, problemeOf)}&nbsp;»{' '}
          <a href={`${href}#defauts`}>Voir tous les défauts</a>
        </p>
      )}
      <DataTable
        caption="Défauts dans l’ordre du fichier"
        captionHidden
        rows={defauts}
        rowKey={({ ligne, rang }) => `${ligne} ${rang}`}
        empty={<p>Il n’y a pas d’autre défaut.</p>}
        columns={[
          { key: 'ligne', header: 'Ligne', numeric: true, cell: ({ ligne }) => formatNumber(ligne) },
          { key: 'colonne', header: 'Colonne', cell: ({ colonne }) => <Colonne nom={colonne} /> },
          { key: 'valeur', header: 'Valeur', cell: ({ valeur }) => <Valeur texte={valeur} /> },
          { key: 'probleme', header: 'Défaut', cell: ({ code }) => phrase(code, problemeOf) },
          {
            key: 'precision',
            header: 'Lu ou attendu',
            cell: ({ precision }) => (precision === '' ? '' : <Valeur texte={precision} />),
          },
        ]}
      />
      <Pagination
        label="Pages des défauts"
        previousHref={contexte.query.has('apres') ? query({}) : undefined}
        nextHref={hasNext && last ? query({ apres: `${last.ligne}-${last.rang}` }) : undefined}
      />
    </section>
  );
}

/** A newer version may have written a code that this one does not know. */
function phrase(code: string, of: typeof problemeOf): string {
  const known = parseCodeDefaut(code);
  return known ? of(known) : code;
}

function Effet({ code }: { readonly code: string }) {
  const known = parseCodeDefaut(code);
  return known ? <Tag {...GRAVITES[graviteOf(known)]} /> : null;
}

function Colonne({ nom }: { readonly nom: string }) {
  return nom === '' ? <span class="muted">La ligne entière</span> : <Verbatim>{nom}</Verbatim>;
}

const SHOWN = 80;

function Valeur({ texte }: { readonly texte: string }) {
  if (texte === '') return <span class="muted">Vide</span>;
  return <Verbatim>{texte.length > SHOWN ? `${texte.slice(0, SHOWN)}…` : texte}</Verbatim>;
}

function parseCle(text: string | null): CleDefaut | undefined {
  const [, ligne, rang] = /^(\d{1,9})-(\d{1,4})$/.exec(text ?? '') ?? [];
  return ligne === undefined ? undefined : { ligne: Number(ligne), rang: Number(rang) };
}

function filtreOf(query: URLSearchParams): FiltreDefauts | undefined {
  const code = parseCodeDefaut(query.get('code') ?? '');
  return code ? { code, colonne: query.get('colonne') ?? '' } : undefined;
}
