import type { Readable } from 'node:stream';
import {
  Button,
  ButtonGroup,
  DataTable,
  ErrorSummary,
  FileField,
  Form,
  Reference,
  summaryErrors,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { count } from '../../../values/french.ts';
import { inEuros } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { assertMayManage, assertMayReadCredits, mayManage } from '../policies.ts';
import { countVersementsAPayer, type Lot, listLots } from '../storage/lots.ts';
import { listRetours, type Retour } from '../storage/retours.ts';
import { type FichierRetour, importRetour } from '../use-cases/import-retour.ts';
import { prepareLot } from '../use-cases/prepare-lot.ts';
import type { FondsDeps } from './deps.ts';
import type { Erreurs } from './formulaire.ts';
import { navigationOf } from './navigation.ts';

/** What goes to the accountant, and what comes back. */
export function paiementsPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/paiements',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      async POST(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        const base = `/fonds/${organisation.slug}/paiements`;
        const prepared = await prepareLot(deps, agent);
        if (!prepared.ok) return redirect(base, { type: 'info', message: prepared.error });
        return redirect(`${base}/lots/${prepared.value}`, {
          type: 'succes',
          message: 'Le lot est prêt. Envoyez son fichier au comptable.',
        });
      },
    },
    {
      path: '/fonds/:organisation/paiements/retours',
      access: agentAccess,
      async receiveFile(contexte, { stream, nom }) {
        const { agent } = await lieuDeTravailOf(deps, contexte);
        assertMayManage(agent);
        return collect(stream, nom);
      },
      async POST(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        const [received] = contexte.form.files('retour') as readonly Result<FichierRetour>[];
        const fichier = received ?? refuse('Choisissez le fichier que le comptable a renvoyé.');
        if (!fichier.ok) return show(deps, contexte, { retour: fichier.error });
        const id = await importRetour(deps, agent, fichier.value);
        return redirect(`/fonds/${organisation.slug}/paiements/retours/${id}`);
      },
    },
  ];
}

/** Some thousands of lines. */
const MAX_BYTES = 1_000_000;

/** Whole in memory: it is small, and it is in whatever encoding the accountant's software has. */
async function collect(stream: Readable, nom: string): Promise<Result<FichierRetour>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size <= MAX_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BYTES) return refuse('Le fichier dépasse 1 Mo. Envoyez-le en plusieurs parties.');
  if (size === 0) return refuse('Le fichier est vide. Vérifiez-le, puis choisissez-le à nouveau.');
  const bytes = Buffer.concat(chunks);
  // A binary file has zeros, which no CSV has: a workbook, a PDF, or the « Texte Unicode » of a spreadsheet.
  if (bytes.includes(0) || bytes.subarray(0, 5).equals(PDF)) {
    return refuse('Ce fichier n’est pas un CSV. Ouvrez-le dans votre tableur, et enregistrez-le en CSV.');
  }
  return ok({ nom: nom.slice(0, 200), bytes });
}

const PDF = Buffer.from('%PDF-');

async function show(deps: FondsDeps, contexte: Contexte, erreurs: Erreurs): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayReadCredits(agent);
  const [waiting, lots, retours] = await deps.db.read(porteeOf(agent), (tx) =>
    Promise.all([
      countVersementsAPayer(tx, organisation.id),
      listLots(tx, organisation.id),
      listRetours(tx, organisation.id),
    ]),
  );
  const invalid = Object.values(erreurs).some(Boolean);
  const view = (
    <Paiements
      chrome={contexte.chrome}
      agent={agent}
      organisation={organisation}
      waiting={waiting}
      lots={lots}
      retours={retours}
      manages={mayManage(agent)}
      erreurs={erreurs}
      invalid={invalid}
    />
  );
  return page(view, invalid ? 422 : 200);
}

type PaiementsProps = {
  readonly chrome: Contexte['chrome'];
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly waiting: number;
  readonly lots: readonly Lot[];
  readonly retours: readonly Retour[];
  readonly manages: boolean;
  readonly erreurs: Erreurs;
  readonly invalid: boolean;
};

function Paiements(props: PaiementsProps) {
  const { chrome, agent, organisation, waiting, lots, retours, manages, erreurs, invalid } = props;
  const base = `/fonds/${organisation.slug}/paiements`;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Paiements"
      navigation={navigationOf(agent, 'paiements')}
      invalid={invalid}
      wide
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>Paiements</h1>
      <p>
        {waiting === 0
          ? 'Aucun versement n’attend d’être payé.'
          : `${count(waiting, 'versement')} ${waiting > 1 ? 'attendent' : 'attend'} d’être payé${waiting > 1 ? 's' : ''}.`}
      </p>
      {manages && waiting > 0 && (
        <Form action={base} jeton={chrome.jeton}>
          <ButtonGroup>
            <Button name="action" value="preparer">
              Préparer un lot pour le comptable
            </Button>
          </ButtonGroup>
        </Form>
      )}
      <h2>Lots</h2>
      <DataTable
        caption="Lots, du plus récent au plus ancien"
        captionHidden
        rows={lots}
        rowKey={({ id }) => id}
        empty={<p>Aucun lot n’a encore été préparé.</p>}
        columns={[
          {
            key: 'numero',
            header: 'Lot',
            cell: ({ id, numero }) => (
              <a href={`${base}/lots/${id}`}>
                <Reference>{numero}</Reference>
              </a>
            ),
          },
          { key: 'nombre', header: 'Versements', numeric: true, cell: ({ nombre }) => nombre },
          { key: 'montant', header: 'Montant', numeric: true, cell: ({ montant }) => inEuros(montant) },
          { key: 'date', header: 'Préparé', cell: ({ createdAt }) => formatInstant(createdAt) },
        ]}
      />
      <h2>Retours du comptable</h2>
      {manages && (
        <Form action={`${base}/retours`} jeton={chrome.jeton} multipart>
          <FileField
            name="retour"
            label="Fichier renvoyé par le comptable"
            hint="Celui du lot, avec les colonnes statut, date et motif remplies."
            error={erreurs['retour']}
            accept={[{ mime: 'text/csv', label: 'CSV' }]}
            maxBytes={MAX_BYTES}
          />
          <ButtonGroup>
            <Button kind="secondaire">Lire le fichier</Button>
          </ButtonGroup>
        </Form>
      )}
      <DataTable
        caption="Retours, du plus récent au plus ancien"
        captionHidden
        rows={retours}
        rowKey={({ id }) => id}
        empty={<p>Aucun fichier n’est encore revenu.</p>}
        columns={[
          { key: 'nom', header: 'Fichier', cell: ({ id, nom }) => <a href={`${base}/retours/${id}`}>{nom}</a> },
          { key: 'payees', header: 'Payés', numeric: true, cell: ({ payees }) => payees },
          { key: 'rejetees', header: 'Rejetés', numeric: true, cell: ({ rejetees }) => rejetees },
          { key: 'defauts', header: 'Défauts', numeric: true, cell: ({ defauts }) => defauts.length },
          { key: 'date', header: 'Lu', cell: ({ createdAt }) => formatInstant(createdAt) },
        ]}
      />
    </Site>
  );
}
