import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConnection } from './support/connection.ts';
import { httpRequest } from './support/load.ts';
import { fillWithFacts, untilGrille, untilRead, writeGrille } from './support/many-facts.ts';
import { plansOf } from './support/plans.ts';
import { type Product, startProduct } from './support/product.ts';
import { median, percentile, type Report } from './support/report.ts';

const SMALL = 2000;
const LARGE = 500_000;
/** The large page may take three times the small one, and the small one so many ms. */
const RATIO = 3;
const MOST_MS = 150;
const ROUNDS = 3;
/** Requests of a kind in a round, one after the other. */
const REQUESTS = 30;
/** More rows than this are never read, sorted nor filtered for a page. */
const ROWS_MAX = 10_000;
/** Half an hour for the journal and its figures to take two million facts. */
const PATIENCE = 1_800_000;
const BASE = '/fonds/dinum/point-d-etape';

const PAGES: Readonly<Record<string, string>> = {
  'the point d’étape of 8 October 2021': `${BASE}?date=2021-10-08`,
  'the point d’étape of 18 January 2023': `${BASE}?date=2023-01-18`,
  'the CSV of that day': `${BASE}.csv?date=2023-01-18`,
  'the list of awards of 8 October 2021': `${BASE}/liste?date=2021-10-08&quoi=subventions`,
  'the list of awards of one département': `${BASE}/liste?date=2023-01-18&quoi=subventions&departement=86`,
};

/**
 * The point d’étape of past days through HTTP, at two thousand dossiers and at half a million, rural and urban communes
 * told apart by a grid. Their facts are written in
 * the journal; the server itself integrates and projects them. Two servers run, and are asked in turn: the machine may be
 * shared. At half a million, the plans of the queries that were really sent are looked at.
 */
export async function run(report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-grille-'));
  const grille = join(folder, 'grille.csv');
  await writeGrille(grille);
  const small = await open(SMALL, grille, report);
  const large = await open(LARGE, grille, report);
  try {
    const rounds = [];
    for (let i = 0; i <= ROUNDS; i++) rounds.push(await measure(small, large));
    const measured = rounds.slice(1); // The first one only warms up.
    for (const name of Object.keys(PAGES)) {
      const pairs = measured.flatMap((round) => round[name] ?? []);
      const [at2000, at500000] = [median(pairs.map((pair) => pair.small)), median(pairs.map((pair) => pair.large))];
      const ratio = median(pairs.map((pair) => pair.large / pair.small));
      report({ what: `p95 of ${name}, ${SMALL} dossiers`, value: at2000, unit: 'ms', limit: MOST_MS });
      report({ what: `p95 of ${name}, ${LARGE} dossiers`, value: at500000, unit: 'ms' });
      report({ what: `p95 of ${name}, large to small`, value: ratio, unit: '×', limit: RATIO });
    }
    // What the machine does besides does not count here.
    for (const [name, path] of Object.entries(PAGES)) {
      report({ what: `CPU of ${name}, ${LARGE} dossiers`, value: await cpuOf(large, path), unit: 'ms' });
    }
    for (const [name, path] of Object.entries(PAGES)) await reportPlans(report, large, name, path);
  } finally {
    await small.stop();
    await large.stop();
    await rm(folder, { recursive: true });
  }
}

async function open(dossiers: number, grille: string, report: Report): Promise<Product> {
  const product = await startProduct('bench', { GRILLE_DENSITE: grille });
  const facts = await fillWithFacts(product, 'dinum', dossiers);
  const start = performance.now();
  await untilRead(product, PATIENCE);
  const seconds = (performance.now() - start) / 1000;
  report({ what: `facts of ${dossiers} dossiers integrated and projected`, value: facts / seconds, unit: '/s' });
  await untilGrille(product, PATIENCE);
  await product.owner.query('vacuum analyze');
  await product.owner.query('checkpoint');
  return product;
}

type Pair = { readonly small: number; readonly large: number };

/** The p95 of each kind of page, in ms. The two sizes are asked in turn: what else the machine does falls on both. */
async function measure(small: Product, large: Product): Promise<Readonly<Record<string, Pair>>> {
  const sides = { small: await openConnection(small.port), large: await openConnection(large.port) };
  const measured: Record<string, Pair> = {};
  for (const [name, path] of Object.entries(PAGES)) {
    const durations: { readonly small: number[]; readonly large: number[] } = { small: [], large: [] };
    for (let i = 0; i < REQUESTS; i++) {
      for (const side of ['small', 'large'] as const) {
        const start = performance.now();
        await ask(sides[side], path, i);
        durations[side].push(performance.now() - start);
      }
    }
    measured[name] = { small: percentile(durations.small, 0.95), large: percentile(durations.large, 0.95) };
  }
  sides.small.close();
  sides.large.close();
  return measured;
}

/** The CPU time of the server for one request, in ms. */
async function cpuOf(product: Product, path: string): Promise<number> {
  const connection = await openConnection(product.port);
  const before = await product.cpuSeconds();
  for (let i = 0; i < REQUESTS; i++) await ask(connection, path, i);
  connection.close();
  return ((await product.cpuSeconds()) - before) * (1000 / REQUESTS);
}

/** As if through a proxy, from an address of its own: the limits of requests are for one address. */
async function ask(connection: Awaited<ReturnType<typeof openConnection>>, path: string, i: number): Promise<void> {
  const { status, body } = await connection.exchange(
    httpRequest('GET', path, { 'x-forwarded-for': `10.0.${i}.${Math.floor(Math.random() * 250)}` }),
  );
  if (status !== 200) throw new Error(`${path} answers ${status}: ${body}`);
}

/** @throws Error when a query reads a whole table of facts, or sorts or filters many rows */
async function reportPlans(report: Report, product: Product, name: string, path: string): Promise<void> {
  const queries = await plansOf(product, async () => {
    const connection = await openConnection(product.port);
    await ask(connection, path, 0);
    connection.close();
  });
  const nodes = queries.flatMap((query) => query.nodes);
  const scan = nodes.find(({ type, relation }) => type === 'Seq Scan' && BIG.test(relation ?? ''));
  const big = nodes.find(({ rows }) => rows > ROWS_MAX);
  if (scan || big) throw new Error(`${name}: ${JSON.stringify(scan ?? big)} in\n${JSON.stringify(queries, null, 1)}`);
  const indexes = new Set(nodes.flatMap(({ index }) => (index?.startsWith('etape') ? [index] : [])));
  if (indexes.size === 0) throw new Error(`No plan was told for ${name}`);
  report({
    what: `rows read for ${name}`,
    value: Math.max(...nodes.map(({ rows }) => rows)),
    unit: 'rows',
    limit: ROWS_MAX,
  });
  report({
    what: `queries of ${name} (${[...indexes].join(', ')})`,
    value: queries.reduce((sum, { ms }) => sum + ms, 0),
    unit: 'ms',
  });
}

const BIG = /^(etape_periodes|etape_cumuls|journal_entries|journal_leaves)$/;
