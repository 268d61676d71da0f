import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configurationDocument, DOCUMENT } from './document-configuration.ts';

test('docs/configuration.md is up to date: run « node scripts/document-configuration.ts »', () => {
  expect(readFileSync(DOCUMENT, 'utf8')).toBe(configurationDocument());
});
