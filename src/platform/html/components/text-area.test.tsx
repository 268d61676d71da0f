import { expect, test } from 'vitest';
import { elements, parseFragment, textOf } from '../../../../test/support/html-tree.ts';
import { renderFragment } from '../render.ts';
import { TextArea } from './text-area.tsx';

test.each([
  ['', 'Vous pouvez écrire jusqu’à 10\u00a0caractères.'],
  ['neuf sign', 'Il reste 1\u00a0caractère sur 10.'],
  ['dix signes', 'Il reste 0\u00a0caractère sur 10.'],
  ['douze signes', 'Votre texte dépasse de 2\u00a0caractères la limite de 10\u00a0caractères.'],
  ['cinq\r\nsix', 'Il reste 2\u00a0caractères sur 10.'],
])('%j: %s', (value, sentence) => {
  const html = render(value, 10);
  expect(html.map(textOf)).toContain(sentence);
});

test('keeps the empty line that opens a text', () => {
  const [area] = render('\nBonjour').filter(({ tagName }) => tagName === 'textarea');
  expect(area && textOf(area)).toBe('\nBonjour');
});

function render(value: string, maxLength?: number) {
  return elements(
    parseFragment(renderFragment(<TextArea name="t" label="Texte" value={value} maxLength={maxLength} />)),
  );
}
