import { expect, test } from 'vitest';
import { countLine } from './count-tests.ts';

const file = (status: string, ...results: string[]) => ({
  status,
  assertionResults: results.map((result) => ({ status: result })),
});

test('counts what Vitest reports', () => {
  const report = { testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')] };
  expect(countLine(report, 1)).toBe('3 passed, 1 failed');
});

test('says when some were skipped', () => {
  expect(countLine({ testResults: [file('passed', 'passed', 'skipped', 'todo')] }, 0)).toBe(
    '1 passed, 0 failed, 2 skipped',
  );
});

test('a file that cannot be loaded is a failure', () => {
  expect(countLine({ testResults: [file('passed', 'passed'), file('failed')] }, 1)).toBe('1 passed, 1 failed');
  expect(countLine({ testResults: [file('failed', 'passed')] }, 1)).toBe('1 passed, 1 failed');
});

test('a failure that no test is to blame for is never counted as a success', () => {
  expect(countLine(undefined, 2)).toBe('0 passed, 1 failed');
  expect(countLine({ testResults: [file('passed', 'passed')] }, 1)).toBe('1 passed, 1 failed');
});
