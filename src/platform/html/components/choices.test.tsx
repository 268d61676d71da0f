import { describe, expect, test } from 'vitest';
import { attribute, elements, parseFragment, textOf } from '../../../../test/support/html-tree.ts';
import { renderFragment } from '../render.ts';
import { Checkbox } from './checkbox.tsx';
import { CheckboxGroup } from './checkbox-group.tsx';
import { RadioGroup, YesNo } from './radio-group.tsx';

const OPTIONS = [
  { value: 'a', label: 'A', hint: 'Premier' },
  { value: 'b', label: 'B', children: <p>Révélé</p> },
] as const;

describe('RadioGroup', () => {
  const html = parse(
    <RadioGroup name="r" label="Lequel ?" hint="Un seul" error="Choisissez." options={OPTIONS} value="b" />,
  );

  test('describes the group by the hint and the error, and each choice by its own hint', () => {
    const [group] = elements(html, 'fieldset');
    expect(group && attribute(group, 'aria-describedby')).toBe('r-indice r-erreur');
    expect(group && attribute(group, 'aria-invalid')).toBeUndefined();
    const [first] = elements(html, 'input');
    const hintId = first && attribute(first, 'aria-describedby');
    const described = elements(html).find((element) => attribute(element, 'id') === hintId);
    expect(described && textOf(described)).toBe('Premier');
  });

  test('checks the value, and nothing by itself', () => {
    expect(checked(html)).toEqual(['b']);
    expect(checked(parse(<YesNo name="o" label="Oui ?" />))).toEqual([]);
  });

  test('puts what a choice reveals right after it, for the style sheet', () => {
    const reveal = elements(html).findIndex((element) => attribute(element, 'class') === 'reveal');
    const before = elements(html)
      .slice(0, reveal)
      .findLast((element) => attribute(element, 'class') === 'choice');
    expect(before && textOf(before)).toBe('B');
  });
});

test('CheckboxGroup checks each value and sends the same name', () => {
  const html = parse(<CheckboxGroup name="c" label="Lesquels ?" options={OPTIONS} values={['a', 'b', 'z']} />);
  expect(checked(html)).toEqual(['a', 'b']);
  expect(new Set(elements(html, 'input').map((input) => attribute(input, 'name')))).toEqual(new Set(['c']));
});

test('Checkbox alone carries its own description', () => {
  const html = parse(<Checkbox name="ok" label="J’accepte." error="Cochez cette case." />);
  const [box] = elements(html, 'input');
  expect(box && attribute(box, 'aria-describedby')).toBe('ok-erreur');
  expect(checked(html)).toEqual([]);
});

function parse(component: Parameters<typeof renderFragment>[0]) {
  return parseFragment(renderFragment(component));
}

function checked(html: ReturnType<typeof parseFragment>) {
  return elements(html, 'input')
    .filter((input) => attribute(input, 'checked') !== undefined)
    .map((input) => attribute(input, 'value'));
}
