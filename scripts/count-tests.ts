// Says what Vitest's JSON report counts, in one line: « node scripts/count-tests.ts <report> <exit code of the tests> ».
import { existsSync, readFileSync } from 'node:fs';

/** The part of Vitest's JSON report that is read here. */
type Report = {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
};

/**
 * `N passed, N failed`, and `, N skipped` when some were. A file that could not even be loaded is a failure, and so is
 * a run that failed without any test to blame: a check before the tests, an error outside of them.
 *
 * @param report what Vitest wrote, or undefined when it never ran
 * @param exitCode of the whole command
 */
export function countLine(report: Report | undefined, exitCode: number): string {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults.map(({ status }) => status));
  const count = (status: string) => tests.filter((one) => one === status).length;
  const unloaded = files.filter(({ status, assertionResults }) => {
    return status === 'failed' && !assertionResults.some((result) => result.status === 'failed');
  });
  const blamed = count('failed') + unloaded.length;
  const failed = blamed === 0 && exitCode !== 0 ? 1 : blamed;
  const skipped = tests.length - count('passed') - count('failed');
  return `${count('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

if (import.meta.main) {
  const [file = '', exitCode = '1'] = process.argv.slice(2);
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined;
  console.log(countLine(report, Number(exitCode)));
}
