import { setTimeout as wait } from 'node:timers/promises';
import { CANTINE } from '../test/support/cantine.ts';
import { CONCURRENCY, type Product, startProduct } from './support/product.ts';
import { median, percentile, type Report } from './support/report.ts';
import { type Departure, signIn, signInAlone } from './support/sign-in.ts';

const ROUNDS = 5;
const SECONDS = 3;
/** Who has a household at the CAF, so that every source has something to give. */
const PEOPLE = ['camille-moreau', 'mehdi-benali', 'aicha-diallo', 'sophie-garnier', 'julien-lefevre'];
/** Milliseconds that we allow ourselves beyond what sources are waited for. */
const OURS = 150;
/** Milliseconds between two sign-ins that overlap. */
const APART = 500;
/** Milliseconds for which the page waits for the sources (docs/adr/0013). */
const GRACE = 800;

/**
 * Sign-ins a second with FranceConnect, through the real server, against what its simulator gives alone to a client that
 * does the same steps and checks nothing. Both run in the server's process and share its CPU: the ratio says which share
 * of it is not ours. Rounds alternate: the machine may be shared.
 *
 * Then what prefill adds to the callback, the slowest page: with no source asked, with sources that take 50 ms, 4 s, and
 * longer than anybody waits. The sources are asked in parallel, and those that are slow fill the draft in later: the
 * callback must last no longer than the slowest or the grace, and a little.
 */
export async function run(report: Report): Promise<void> {
  const product = await startProduct();
  try {
    const rounds = [];
    for (let i = 0; i <= ROUNDS; i++) {
      rounds.push({
        through: await perSecond((personne) => signIn(product, personne)),
        alone: await perSecond((personne) => signInAlone(product, personne)),
      });
    }
    const measured = rounds.slice(1); // The first one only warms up.
    report({ what: 'sign-ins', value: median(measured.map(({ through }) => through)), unit: '/s' });
    report({ what: 'reference: the simulator alone', value: median(measured.map(({ alone }) => alone)), unit: '/s' });
    const ratio = median(measured.map(({ through, alone }) => through / alone));
    report({ what: 'sign-ins, to the simulator alone', value: ratio, unit: '×' });

    const without = await callbacks(product, 'non', 40, 1);
    tell(report, 'callback that begins a dossier, no source', without);
    for (const { delayMs, count, atOnce } of SLOWNESS) {
      await product.parvis.misbehave({ system: 'api-particulier', behaviour: 'slow', delayMs });
      const times = await callbacks(product, 'oui', count, atOnce);
      await product.parvis.misbehave();
      tell(report, `callback, sources at ${delayMs} ms`, times, Math.min(delayMs, GRACE) + OURS);
    }
  } finally {
    await product.stop();
  }
}

const SLOWNESS = [
  { delayMs: 50, count: 40, atOnce: 1 },
  { delayMs: 4000, count: 10, atOnce: 5 },
  { delayMs: 20_000, count: 5, atOnce: 5 },
];

function tell(report: Report, what: string, times: readonly number[], limit?: number): void {
  const bound = limit === undefined ? {} : { limit };
  report({ what: `${what}, median`, value: Math.round(median(times)), unit: 'ms', ...bound });
  report({ what: `${what}, p95`, value: Math.round(percentile(times, 0.95)), unit: 'ms' });
}

async function perSecond(once: (personne: string) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  const counts = await Promise.all(
    Array.from({ length: CONCURRENCY }, async (_, index) => {
      let count = 0;
      for (; performance.now() < start + SECONDS * 1000; count++)
        await once(PEOPLE[(index + count) % PEOPLE.length] ?? '');
      return count;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - start) / 1000);
}

/** Milliseconds of each callback that begins a dossier, the answer to every question of consent being `accord`. */
async function callbacks(product: Product, accord: 'oui' | 'non', count: number, atOnce: number): Promise<number[]> {
  const departure: Departure = {
    page: `${CANTINE}/commencer`,
    action: `${CANTINE}/commencer`,
    fields: { avec: 'franceconnect', 'accord.api_particulier.quotient_familial': accord },
    leadsTo: '/dossiers/',
  };
  const times: number[] = [];
  const lanes = Array.from({ length: atOnce }, async (_, lane) => {
    await wait(lane * APART); // They overlap to save time, not to fight for the processor.
    for (let i = lane; i < count; i += atOnce) {
      times.push(await signIn(product, PEOPLE[i % PEOPLE.length] ?? '', departure));
    }
  });
  await Promise.all(lanes);
  return times;
}
