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
 * that sends the same bytes after the same queries (the session, the dossier and its files, each in its scope) on the
 * same PostgreSQL; and, to see what the queries themselves cost, after one look-up by key. Rounds alternate: the machine
 * may be shared.
 */
export async function run(report: Report): Promise<void> {
  const product = await startProduct();
  try {
    const visitor = createVisitor(product.parvis.url);
    const step = await beginCantine(visitor);
    const dossier = dossierOf(step);
    const path = `${dossier}/etapes/vous`;
    const file = join(product.folder, 'page.html');
    const { html } = await visitor.visit(path);
    await writeFile(file, html);
    const token = visitor.cookies.get('session') ?? '';
    const bare = await startBarePage({ postgres: product.postgres, poolSize: CONCURRENCY, file, token });
    const headers = { cookie: cookiesOf(visitor.cookies) };
    const measure = async ({ port, cpuSeconds }: Measured, address: string) => {
      const before = await cpuSeconds();
      const next = () => httpRequest('GET', address, headers);
      const { answers, seconds } = await runRound({ port, connections: CONCURRENCY, next, check, seconds: SECONDS });
      return { perSecond: answers / seconds, cpu: ((await cpuSeconds()) - before) / answers };
    };
    const rounds = [];
    for (let i = 0; i <= ROUNDS; i++) {
      rounds.push({
        page: await measure(product, path),
        bare: await measure(bare, path),
        simple: await measure(bare, dossier.replace('/dossiers/', '/simple/')),
      });
    }
    await bare.stop();
    const measured = rounds.slice(1); // The first one only warms up.
    const perSecond = (of: keyof Rounds) => median(measured.map((round) => round[of].perSecond));
    const ratio = (of: keyof Rounds) => median(measured.map((round) => round.page.perSecond / round[of].perSecond));
    const cpu = (of: keyof Rounds) => median(measured.map((round) => round[of].cpu)) * 1000;
    report({ what: 'bytes of the page', value: Buffer.byteLength(html), unit: 'o' });
    report({ what: 'pages of the form', value: perSecond('page'), unit: '/s' });
    report({ what: 'reference: same bytes, same queries', value: perSecond('bare'), unit: '/s' });
    report({ what: 'pages of the form, to the reference', value: ratio('bare'), unit: '×', goal: GOAL });
    report({ what: 'same bytes after one look-up by key, above the policies', value: perSecond('simple'), unit: '/s' });
    report({ what: 'pages of the form, to that look-up', value: ratio('simple'), unit: '×' });
    report({ what: 'CPU of a page in the server', value: cpu('page'), unit: 'ms' });
    report({ what: 'CPU of the reference', value: cpu('bare'), unit: 'ms' });
  } finally {
    await product.stop();
  }
}

type Measure = { readonly perSecond: number; readonly cpu: number };
type Rounds = { readonly page: Measure; readonly bare: Measure; readonly simple: Measure };
type Measured = { readonly port: number; cpuSeconds(): Promise<number> };

function check({ status, body }: Answer): void {
  if (status !== 200 || !body.includes('id="etape"')) throw new Error(`The page answers ${status}: ${body}`);
}
