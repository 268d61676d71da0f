import { expect, test } from 'vitest';
import { attribute, elements, parseFragment, textOf } from '../../../../test/support/html-tree.ts';
import { renderFragment } from '../render.ts';
import { CopyableCode } from './copyable-code.tsx';

test('groups by four for the eyes and copies without a space', () => {
  const html = parseFragment(renderFragment(<CopyableCode label="Empreinte" value="9f86d08188" />));
  expect(elements(html, 'span').map(textOf)).toEqual(['9f86', 'd081', '88']);
  const [code] = elements(html, 'code');
  expect(code && [textOf(code), attribute(code, 'data-copy')]).toEqual(['9f86d08188', '9f86d08188']);
});

test('groups by three what is read aloud', () => {
  const html = parseFragment(renderFragment(<CopyableCode label="Code" value="866348" group={3} />));
  expect(elements(html, 'span').map(textOf)).toEqual(['866', '348']);
});
