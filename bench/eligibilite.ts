import {
  compareRegles,
  makeEligibilites,
  ouvrirRegles,
  type ReglesOuvertes,
  readCatalogueFonds,
} from '../src/modules/fonds/index.ts';
import { median, type Report } from './support/report.ts';

const ROUNDS = 9;
/** Every local authority of France under two versions of the rules, within what a page may take. */
const MOST_MS = 500;

/**
 * The eligibility of every local authority of France: each judged by the engine of rules with its explanation, as on the
 * public page; then all of them judged under two versions, as a comparison does with rules that it has never seen.
 */
export async function run(report: Report): Promise<void> {
  const { toutes } = await makeEligibilites().collectivites();
  const { dispositifs } = await readCatalogueFonds();
  const versions = dispositifs.find(({ slug }) => slug === 'projets-structurants')?.sessions[0]?.versions ?? [];
  const open = (): ReglesOuvertes[] => versions.map(({ regles }) => ouvrirRegles(regles));

  const [explained] = open();
  const sample = toutes.filter((_, index) => index % 18 === 0);
  const explanations = await timed(ROUNDS, () => {
    for (const { pourRegles } of sample) explained?.evaluer(pourRegles);
  });
  report({ what: 'explained evaluations', value: (sample.length / explanations) * 1000, unit: '/s', goal: 500 });

  const comparisons = await timed(ROUNDS, async () => {
    const [avant, apres] = open();
    if (avant && apres) await compareRegles(toutes, avant, apres);
  });
  report({
    what: `comparison over ${toutes.length} collectivités, rules compiled`,
    value: comparisons,
    unit: 'ms',
    limit: MOST_MS,
  });
  report({
    what: 'verdicts of a comparison',
    value: ((2 * toutes.length) / comparisons) * 1000,
    unit: '/s',
    goal: 100_000,
  });
}

async function timed(rounds: number, work: () => unknown): Promise<number> {
  const durations: number[] = [];
  for (let i = 0; i <= rounds; i++) {
    const start = performance.now();
    await work();
    durations.push(performance.now() - start);
  }
  return median(durations.slice(1)); // The first one only warms up.
}
