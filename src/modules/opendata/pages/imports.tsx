import type { StoredBlob } from '../../../platform/blobs/blobs.ts';
import type { Refusal } from '../../../platform/blobs/refusals.ts';
import {
  Button,
  ButtonGroup,
  DataTable,
  ErrorSummary,
  FileField,
  Form,
  formatNumber,
  Pagination,
  RadioGroup,
  summaryErrors,
  Tag,
  Verbatim,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { formatCleDePage, parseCleDePage } from '../../../values/cle-de-page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { NBSP } from '../../../values/french.ts';
import type { Result } from '../../../values/result.ts';
import { type Agent, agentAccess, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { TYPES_IMPORT, typeImportOf } from '../domain/types-import.ts';
import { type Import, listImports } from '../storage/imports.ts';
import { importFichier } from '../tasks/importer-fichier.ts';
import { beginImport } from '../use-cases/begin-import.ts';
import { gestionOf, type OpendataDeps } from './deps.ts';
import { STATUTS } from './mots.ts';

const PAGE_SIZE = 25;
const MAX_BYTES = 100_000_000;
const ACCEPT = ['csv', 'json', 'txt'] as const;

/** The files that an organisation imported, and where to send one. */
export function importsPages(deps: OpendataDeps): readonly Page[] {
  return [
    {
      path: '/opendata/:organisation/imports',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      async receiveFile(contexte, { champ, nom, type, stream }) {
        await gestionOf(deps, contexte);
        if (champ !== 'fichier') return undefined;
        return deps.blobs.receive(stream, {
          fileName: nom,
          declaredType: type,
          accept: ACCEPT,
          maxBytes: MAX_BYTES,
          anciensTextes: true,
        });
      },
      async POST(contexte) {
        const { agent } = await gestionOf(deps, contexte);
        const lu = readForm(contexte);
        return lu.ok ? begin(deps, agent, lu.value) : show(deps, contexte, lu.error);
      },
    },
  ];
}

type Erreurs = Readonly<Record<string, string | undefined>>;
type Demande = { readonly type: Import['type']; readonly blob: StoredBlob };

function readForm({ form }: Contexte): Result<Demande, Erreurs> {
  const type = typeImportOf(form.get('type'));
  const [received] = form.files('fichier') as readonly (Result<StoredBlob, Refusal> | undefined)[];
  const erreurs = {
    ...(type ? {} : { type: 'Dites ce que contient le fichier, puis choisissez-le à nouveau.' }),
    ...(received ? {} : { fichier: 'Choisissez le fichier à importer.' }),
    ...(received && !received.ok ? { fichier: received.error.message } : {}),
  };
  if (!type || !received?.ok) return { ok: false, error: erreurs };
  return { ok: true, value: { type: type.id, blob: received.value } };
}

async function begin(deps: OpendataDeps, agent: Agent, { type, blob }: Demande): Promise<Reponse> {
  const auteur = { organisationId: agent.organisation.id, personneId: agent.personneId };
  const fichier = { type, nom: blob.fileName, sha256: blob.sha256, taille: blob.size };
  const { id, aFaire } = await deps.db.transaction(porteeOf(agent), async (tx) => {
    const begun = await beginImport(tx, deps, auteur, fichier);
    const job = { organisationId: auteur.organisationId, importId: begun.id };
    // Sent twice, it is one import and one job.
    if (begun.aFaire) await enqueue(tx, importFichier, job, { key: `import-${begun.id}` });
    return begun;
  });
  return redirect(`/opendata/${agent.organisation.slug}/imports/${id}`, {
    type: aFaire ? 'succes' : 'info',
    message: aFaire
      ? 'Le fichier est reçu. Son import commence.'
      : 'Ce fichier est déjà importé\u00a0: rien n’a changé. Voici son rapport.',
  });
}

async function show(deps: OpendataDeps, contexte: Contexte, erreurs: Erreurs): Promise<Reponse> {
  const { agent, organisation } = await gestionOf(deps, contexte);
  const apres = parseCleDePage(contexte.query.get('apres'));
  const found = await deps.db.read(porteeOf(agent), (tx) => listImports(tx, organisation.id, PAGE_SIZE, apres));
  const invalid = Object.keys(erreurs).length > 0;
  return page(
    <Imports
      contexte={contexte}
      organisation={organisation}
      imports={found.slice(0, PAGE_SIZE)}
      hasNext={found.length > PAGE_SIZE}
      erreurs={erreurs}
    />,
    invalid ? 422 : 200,
  );
}

type ImportsProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly imports: readonly Import[];
  readonly hasNext: boolean;
  readonly erreurs: Erreurs;
};

function Imports({ contexte, organisation, imports, hasNext, erreurs }: ImportsProps) {
  const { chrome, form, query } = contexte;
  const base = `/opendata/${organisation.slug}/imports`;
  const last = imports.at(-1);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Imports de données"
      navigation={[{ href: base, label: 'Imports', current: true }]}
      invalid={Object.keys(erreurs).length > 0}
      wide
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>Imports de données</h1>
      <p>
        Chaque ligne d’un fichier est vérifiée. Ce qui ne va pas est dit avec sa ligne et ce qu’il faut faire. Le même
        fichier, envoyé deux fois, ne change rien.
      </p>
      <DataTable
        caption="Fichiers importés"
        rows={imports}
        rowKey={({ id }) => id}
        empty={<p>Aucun fichier n’est importé pour le moment.</p>}
        columns={[
          {
            key: 'fichier',
            header: 'Fichier',
            cell: ({ id, nomFichier }) => (
              <a href={`${base}/${id}`}>
                <Verbatim>{nomFichier}</Verbatim>
              </a>
            ),
          },
          { key: 'type', header: 'Contenu', cell: ({ type }) => typeImportOf(type)?.nom },
          { key: 'date', header: 'Reçu le', cell: ({ createdAt }) => formatInstant(createdAt) },
          { key: 'lues', header: 'Lignes lues', numeric: true, cell: ({ lues }) => formatNumber(lues) },
          { key: 'rejetees', header: 'Rejetées', numeric: true, cell: ({ rejetees }) => formatNumber(rejetees) },
          { key: 'statut', header: 'État', cell: ({ statut }) => <Tag {...STATUTS[statut]} /> },
        ]}
      />
      <Pagination
        label="Pages des imports"
        previousHref={query.has('apres') ? base : undefined}
        nextHref={hasNext && last ? `${base}?apres=${formatCleDePage({ at: last.createdAt, id: last.id })}` : undefined}
      />
      <h2>Importer un fichier</h2>
      <Form action={base} jeton={chrome.jeton} multipart>
        <RadioGroup
          name="type"
          label={`Que contient le fichier${NBSP}?`}
          options={TYPES_IMPORT.map(({ id, nom, format }) => ({
            value: id,
            label: nom,
            hint: `Fichier ${format.toUpperCase()}`,
          }))}
          value={form.get('type')}
          error={erreurs['type']}
        />
        <FileField
          name="fichier"
          label="Fichier"
          hint="Tel qu’il est publié, ou tel que le tableur l’enregistre."
          accept={[
            { mime: '.csv', label: 'CSV' },
            { mime: '.json', label: 'JSON' },
          ]}
          maxBytes={MAX_BYTES}
          error={erreurs['fichier']}
        />
        <ButtonGroup>
          <Button>Importer</Button>
        </ButtonGroup>
      </Form>
    </Site>
  );
}
