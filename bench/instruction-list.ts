import { signInAsAgent } from '../test/support/cantine.ts';
import { createVisitor } from '../test/support/visitor.ts';
import { openConnection } from './support/connection.ts';
import { httpRequest } from './support/load.ts';
import { fillWithDossiers } from './support/many-dossiers.ts';
import { type PlannedQuery, plansOf } from './support/plans.ts';
import { cookiesOf, type Product, startProduct } from './support/product.ts';
import { median, percentile, type Report } from './support/report.ts';

const SMALL = 10_000;
const LARGE = 1_000_000;
const LIMIT = 1.5;
const ROUNDS = 5;
/** Requests of a kind of page in a round, one after the other. */
const REQUESTS = 40;
const ORGANISATION = 'poitiers';
const LIST = `/instruction/${ORGANISATION}`;
/** More rows than this are never sorted nor filtered to show a page of the list. */
const ROWS_MAX = 10_000;

/**
 * The agents' list through HTTP at ten thousand and at a million dossiers: whole, by statut, by démarche, by number, by
 * name, and deep in the past. Two servers run, and are asked in turn: the machine may be shared. At a million, the plans
 * of the queries that were really sent are looked at: each uses an index, none reads or sorts the table.
 */
export async function run(report: Report): Promise<void> {
  const small = await openList(SMALL);
  const large = await openList(LARGE);
  try {
    const rounds = [];
    for (let i = 0; i <= ROUNDS; i++) rounds.push(await measure(small, large));
    const measured = rounds.slice(1); // The first one only warms up.
    for (const name of Object.keys(small.pages)) {
      const pairs = measured.flatMap((round) => round[name] ?? []);
      report({ what: `p95 of ${name}, ${SMALL} dossiers`, value: median(pairs.map((pair) => pair.small)), unit: 'ms' });
      report({ what: `p95 of ${name}, ${LARGE} dossiers`, value: median(pairs.map((pair) => pair.large)), unit: 'ms' });
      report({
        what: `p95 of ${name}, large to small`,
        value: median(pairs.map((pair) => pair.large / pair.small)),
        unit: '×',
        limit: LIMIT,
      });
    }
    for (const [name, path] of Object.entries(large.pages)) {
      const queries = await plansOf(large.product, async () => {
        const { ask, close } = await large.connect();
        await ask(path);
        close();
      });
      const { indexes, rows, ms } = checkPlans(name, queries);
      report({ what: `queries of ${name}`, value: ms, unit: 'ms' });
      report({ what: `rows read for ${name} (${indexes.join(', ')})`, value: rows, unit: 'rows', limit: ROWS_MAX });
    }
  } finally {
    await small.product.stop();
    await large.product.stop();
  }
}

type List = {
  readonly product: Product;
  /** Addresses by what they show. */
  readonly pages: Readonly<Record<string, string>>;
  /** One for each round: the server closes those that stay idle. */
  connect(): Promise<Asking>;
};

type Asking = {
  /** @throws Error unless the list is shown */
  ask(path: string): Promise<void>;
  close(): void;
};

async function openList(total: number): Promise<List> {
  const product = await startProduct();
  await fillWithDossiers(product.owner, ORGANISATION, total);
  const visitor = createVisitor(product.parvis.url);
  await signInAsAgent(visitor, 'sandrine-auger');
  const headers = { cookie: cookiesOf(visitor.cookies) };
  return {
    product,
    pages: await pagesOf(product),
    async connect() {
      const connection = await openConnection(product.port);
      return {
        async ask(path) {
          const { status, body } = await connection.exchange(httpRequest('GET', path, headers));
          if (status !== 200 || !body.includes('/dossiers/')) throw new Error(`${path} answers ${status}: ${body}`);
        },
        close: () => connection.close(),
      };
    },
  };
}

async function pagesOf({ owner }: Product): Promise<Readonly<Record<string, string>>> {
  const { rows } = await owner.query<{ id: string; at: string; numero: string; rare: string }>(
    `select id, to_char(submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, numero,
       (select demandeur_recherche from dossiers where demandeur_recherche is not null
        group by 1 order by count(*), 1 limit 1) as rare
     from dossiers where statut <> 'brouillon'
     order by submitted_at desc, id desc offset (select count(*) * 9 / 10 from dossiers) limit 1`,
  );
  const [deep] = rows;
  if (!deep) throw new Error('There are no dossiers');
  const query = (parameters: Record<string, string>) => `${LIST}?${new URLSearchParams(parameters)}`;
  return {
    'the whole list': LIST,
    'a frequent statut': query({ statut: 'accepte' }),
    'a rare statut': query({ statut: 'en_construction' }),
    'one démarche': query({ demarche: 'occupation-domaine-public' }),
    'a number': query({ q: deep.numero }),
    'a rare name': query({ q: deep.rare }),
    'a first name': query({ q: 'jeanne' }),
    'the beginning of a name': query({ q: 'hugo ber' }),
    'a page deep in the past': query({ apres: `${deep.at}_${deep.id}` }),
  };
}

/** The p95 of each kind of page, in ms. The two sizes are asked in turn: what else the machine does falls on both. */
async function measure(small: List, large: List): Promise<Readonly<Record<string, Pair>>> {
  const sides = { small: await small.connect(), large: await large.connect() };
  const measured: Record<string, Pair> = {};
  for (const name of Object.keys(small.pages)) {
    const durations: { readonly small: number[]; readonly large: number[] } = { small: [], large: [] };
    for (let i = 0; i < REQUESTS; i++) {
      durations.small.push(await timed(() => sides.small.ask(small.pages[name] ?? '')));
      durations.large.push(await timed(() => sides.large.ask(large.pages[name] ?? '')));
    }
    measured[name] = { small: percentile(durations.small, 0.95), large: percentile(durations.large, 0.95) };
  }
  sides.small.close();
  sides.large.close();
  return measured;
}

type Pair = { readonly small: number; readonly large: number };

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** @throws Error when a query reads or sorts the table */
function checkPlans(name: string, queries: readonly PlannedQuery[]) {
  const onDossiers = queries.filter(({ nodes }) => nodes.some(({ relation }) => relation === 'dossiers'));
  if (onDossiers.length === 0) throw new Error(`No plan was told for ${name}`);
  const nodes = onDossiers.flatMap((query) => query.nodes);
  const scan = nodes.find(({ type, relation }) => type === 'Seq Scan' && relation === 'dossiers');
  const big = nodes.find(({ rows }) => rows > ROWS_MAX);
  if (scan || big)
    throw new Error(`${name}: ${JSON.stringify(scan ?? big)} in\n${JSON.stringify(onDossiers, null, 1)}`);
  return {
    indexes: [...new Set(nodes.flatMap(({ index }) => index ?? []))],
    rows: Math.max(...nodes.map(({ rows }) => rows)),
    ms: onDossiers.reduce((sum, query) => sum + query.ms, 0),
  };
}
