import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beginCantine, dossierOf, fillCantine } from '../test/support/cantine.ts';
import { type Brouillon, copyDraft } from '../test/support/drafts.ts';
import { createVisitor, shownIn } from '../test/support/visitor.ts';
import { prepareBareDeposits } from './support/bare-deposits.ts';
import { type Answer, openConnection } from './support/connection.ts';
import { httpRequest } from './support/load.ts';
import { CONCURRENCY, cookiesOf, type Product, startProduct } from './support/product.ts';
import { median, type Report } from './support/report.ts';

const GOAL = 0.35;
const ROUNDS = 5;
/** Of a round of the product. */
const DEPOSITS = 400;
/** Of a round of the reference. */
const SECONDS = 3;

/**
 * Deposits a second through HTTP on the real server, each with its journal entry in a signed tree and its receipt;
 * against the same rows inserted on the same PostgreSQL by a bare loop. What as many loops at once as the product has
 * connections insert is told too: what PostgreSQL alone could do here. Rounds alternate: the machine may be shared.
 */
export async function run(report: Report): Promise<void> {
  const product = await startProduct();
  try {
    const visitor = createVisitor(product.parvis.url);
    const summary = await fillCantine(visitor, await beginCantine(visitor));
    const browser: Browser = {
      draft: basename(dossierOf(summary)),
      jeton: shownIn(summary, '_jeton')[0] ?? '',
      cookies: visitor.cookies,
    };
    const [model] = await copyDraft(product.owner, browser.draft, 1);
    if (!model) throw new Error('The draft was not copied');
    await deposit(product, browser, [model], 'receipt');
    await untilMailsLeft(product);
    const bare = await prepareBareDeposits(product.owner, model.dossierId);
    const rounds = [];
    for (let i = 0; i <= ROUNDS; i++) {
      const before = await product.cpuSeconds();
      const deposited = await measure(product, browser, 'deposit');
      const cpu = ((await product.cpuSeconds()) - before) / DEPOSITS;
      rounds.push({
        cpu,
        deposit: deposited,
        receipt: await measure(product, browser, 'receipt'),
        bare: await bare.run(SECONDS, 1),
        crowd: await bare.run(SECONDS, CONCURRENCY),
      });
    }
    const measured = rounds.slice(1); // The first one only warms up.
    const medianOf = (name: keyof (typeof measured)[number]) => median(measured.map((round) => round[name]));
    report({ what: 'deposits with their journal, receipt made', value: medianOf('deposit'), unit: '/s' });
    report({ what: 'deposits, receipt downloaded', value: medianOf('receipt'), unit: '/s' });
    report({ what: 'reference: the same rows, a bare loop', value: medianOf('bare'), unit: '/s' });
    report({ what: `the same rows, ${CONCURRENCY} bare loops at once`, value: medianOf('crowd'), unit: '/s' });
    report({
      what: 'deposits, to the reference',
      value: median(measured.map((round) => round.deposit / round.bare)),
      unit: '×',
      goal: GOAL,
    });
    report({
      what: 'deposits with receipt downloaded, to the reference',
      value: median(measured.map((round) => round.receipt / round.bare)),
      unit: '×',
    });
    report({
      what: `deposits, to ${CONCURRENCY} bare loops at once`,
      value: median(measured.map((round) => round.deposit / round.crowd)),
      unit: '×',
    });
    report({ what: 'CPU of a deposit in the server, its mail included', value: medianOf('cpu') * 1000, unit: 'ms' });
  } finally {
    await product.stop();
  }
}

type Browser = { readonly draft: string; readonly jeton: string; readonly cookies: ReadonlyMap<string, string> };

/** `deposit`: the form alone, whose answer waits for the signed tree. `receipt`: the receipt is then downloaded. */
type Until = 'deposit' | 'receipt';

/** @returns deposits a second */
async function measure(product: Product, browser: Browser, until: Until): Promise<number> {
  const brouillons = await copyDraft(product.owner, browser.draft, DEPOSITS);
  const start = performance.now();
  await deposit(product, browser, brouillons, until);
  const perSecond = DEPOSITS / ((performance.now() - start) / 1000);
  // What comes after must not pay for them.
  await untilMailsLeft(product);
  return perSecond;
}

async function deposit(
  { port }: Product,
  { jeton, cookies }: Browser,
  brouillons: readonly Brouillon[],
  until: Until,
): Promise<void> {
  const waiting = [...brouillons];
  const body = new URLSearchParams({ _jeton: jeton }).toString();
  const depositors = Array.from({ length: CONCURRENCY }, async () => {
    const connection = await openConnection(port);
    for (let brouillon = waiting.pop(); brouillon; brouillon = waiting.pop()) {
      const path = `/dossiers/${brouillon.dossierId}`;
      const cookie = cookiesOf(new Map([...cookies, ['session', brouillon.session]]));
      const form = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
      check(await connection.exchange(httpRequest('POST', `${path}/verification`, form, body)), 303);
      if (until === 'receipt') check(await connection.exchange(httpRequest('GET', `${path}/accuse`, { cookie })), 200);
    }
    connection.close();
  });
  await Promise.all(depositors);
}

function check({ status, body }: Answer, expected: number): void {
  if (status !== expected) throw new Error(`The deposit answers ${status}: ${body}`);
}

async function untilMailsLeft({ owner }: Product): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from graphile_worker._private_jobs');
    if (rows[0]?.n === 0) return;
    await wait(50);
  }
}
