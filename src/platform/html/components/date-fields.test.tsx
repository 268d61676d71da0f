import { expect, test } from 'vitest';
import { attribute, elements, parseFragment } from '../../../../test/support/html-tree.ts';
import { renderFragment } from '../render.ts';
import { DateFields, type DateFieldsProps } from './date-fields.tsx';

test('sends three parts, the first with the id of the field', () => {
  const inputs = render({ value: { jour: '3', mois: 'mai' }, birthday: true });
  expect(inputs.map((input) => [attribute(input, 'id'), attribute(input, 'name'), attribute(input, 'value')])).toEqual([
    ['ne-le', 'ne.le.jour', '3'],
    ['ne-le-mois', 'ne.le.mois', 'mai'],
    ['ne-le-annee', 'ne.le.annee', undefined],
  ]);
  expect(inputs.map((input) => attribute(input, 'autocomplete'))).toEqual(['bday-day', 'bday-month', 'bday-year']);
});

test.each([
  [undefined, ['true', 'true', 'true']],
  [['annee'], [undefined, undefined, 'true']],
] as const)('marks the parts to correct: %j', (invalidParts, marks) => {
  const inputs = render({ error: 'Corrigez la date.', invalidParts });
  expect(inputs.map((input) => attribute(input, 'aria-invalid'))).toEqual(marks);
});

test('marks nothing without an error', () => {
  expect(render({ invalidParts: ['jour'] }).map((input) => attribute(input, 'aria-invalid'))).not.toContain('true');
});

function render(props: Partial<DateFieldsProps>) {
  const fragment = parseFragment(renderFragment(<DateFields name="ne.le" label="Né le" {...props} />));
  const [group] = elements(fragment, 'fieldset');
  expect(group && attribute(group, 'aria-invalid')).toBeUndefined();
  return elements(fragment, 'input');
}
