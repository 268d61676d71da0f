import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beginCantine, dossierOf } from '../test/support/cantine.ts';
import { createVisitor } from '../test/support/visitor.ts';
import { startBarePage } from './support/bare-page.ts';
import type { Answer } from './support/connection.ts';
import { httpRequest, runRound } from './support/load.ts';
import { CONCURRENCY, cookiesOf, startProduct } from './support/product.ts';
import { median, type Report } from './support/report.ts';

/** Design § 3: a page with its session, its query and its rendering, against the bare framework. */
const GOAL = 0.45;
const ROUNDS = 7;
const SECONDS = 3;

/**
 * Pages a second of a step of the form, for a signed-in usager, through HTTP on the real server; against bare Fastify
 * that sends the same bytes after the same query on the same PostgreSQL. Rounds alternate: the machine may be shared.
 */
export async function run(report: Report): Promise<void> {
  const product = await startProduct();
  try {
    const visitor = createVisitor(product.parvis.url);
    const step = await beginCantine(visitor);
    const path = `${dossierOf(step)}/etapes/vous`;
    const file = join(product.folder, 'page.html');
    const { html } = await visitor.visit(path);
    await writeFile(file, html);
    const bare = await startBarePage(product.postgres.ownerUrl, CONCURRENCY, file);
    const headers = { cookie: cookiesOf(visitor.cookies) };
    const measure = async ({ port, cpuSeconds }: Measured) => {
      const before = await cpuSeconds();
      const next = () => httpRequest('GET', path, headers);
      const { answers, seconds } = await runRound({ port, connections: CONCURRENCY, next, check, seconds: SECONDS });
      return { perSecond: answers / seconds, cpu: ((await cpuSeconds()) - before) / answers };
    };
    const rounds = [];
    for (let i = 0; i <= ROUNDS; i++) rounds.push({ product: await measure(product), bare: await measure(bare) });
    const measured = rounds.slice(1); // The first one only warms up.
    await bare.stop();
    const cpu = { product: median(measured.map((r) => r.product.cpu)), bare: median(measured.map((r) => r.bare.cpu)) };
    report({ what: 'bytes of the page', value: Buffer.byteLength(html), unit: 'o' });
    report({ what: 'pages of the form', value: median(measured.map((r) => r.product.perSecond)), unit: '/s' });
    report({
      what: 'reference: same bytes, same query',
      value: median(measured.map((r) => r.bare.perSecond)),
      unit: '/s',
    });
    report({
      what: 'pages of the form, to the reference',
      value: median(measured.map((r) => r.product.perSecond / r.bare.perSecond)),
      unit: '×',
      goal: GOAL,
    });
    report({ what: 'CPU of a page in the server', value: cpu.product * 1000, unit: 'ms' });
    report({ what: 'CPU of the reference', value: cpu.bare * 1000, unit: 'ms' });
  } finally {
    await product.stop();
  }
}

type Measured = { readonly port: number; cpuSeconds(): Promise<number> };

function check({ status, body }: Answer): void {
  if (status !== 200 || !body.includes('id="etape"')) throw new Error(`The page answers ${status}: ${body}`);
}
