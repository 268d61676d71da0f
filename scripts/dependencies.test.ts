import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const read = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8');

/** First cell of each row of the tables: « `preact`, `preact-render-to-string` ». */
const documented = [...read('docs/dependencies.md').matchAll(/^\| (`[^|]+) \|/gm)].flatMap((row) =>
  [...(row[1] ?? '').matchAll(/`([^`]+)`/g)].map((name) => name[1]),
);

test('docs/dependencies.md gives the reason of every dependency, and of no other', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  expect(documented.toSorted()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).toSorted());
});
