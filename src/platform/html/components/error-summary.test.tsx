import { expect, test } from 'vitest';
import { attribute, elements, parseFragment, textOf } from '../../../../test/support/html-tree.ts';
import { renderFragment } from '../render.ts';
import { ErrorSummary, summaryErrors } from './error-summary.tsx';

test('links each error to the first control of its field', () => {
  const errors = summaryErrors({ 'enfants.0.nom': 'Écrivez un nom.', age: undefined, date: 'Corrigez la date.' });
  const html = parseFragment(renderFragment(<ErrorSummary errors={errors} />));
  expect(elements(html, 'a').map((link) => [attribute(link, 'href'), textOf(link)])).toEqual([
    ['#enfants-0-nom', 'Écrivez un nom.'],
    ['#date', 'Corrigez la date.'],
  ]);
});

test('is nothing without an error', () => {
  expect(renderFragment(<ErrorSummary errors={summaryErrors({ age: undefined })} />)).toBe('');
});
