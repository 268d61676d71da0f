import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocsOf, texteDesBlocs } from './blocs.ts';

const texte = (source: string) => ({ texte: source, gras: false });

test('paragraphs, lists and bold', () => {
  expect(
    blocsOf(
      'Bonjour **Madame**,\r\n\r\nvotre demande\nest reçue\u00a0:\n- un point\n- un **autre**,\n  plus long\n\nMerci.',
    ),
  ).toEqual([
    { type: 'paragraphe', texte: [texte('Bonjour '), { texte: 'Madame', gras: true }, texte(',')] },
    { type: 'paragraphe', texte: [texte('votre demande est reçue\u00a0:')] },
    {
      type: 'liste',
      elements: [[texte('un point')], [texte('un '), { texte: 'autre', gras: true }, texte(', plus long')]],
    },
    { type: 'paragraphe', texte: [texte('Merci.')] },
  ]);
});

test.each(['**', 'a ** b ** c', '****', '-', '-5 degrés', '2 - 1'])('%s stays text', (source) => {
  expect(blocsOf(source)).toEqual([{ type: 'paragraphe', texte: [texte(source)] }]);
});

test.each(['', ' \n\n  \n'])('nothing in %j', (source) => {
  expect(blocsOf(source)).toEqual([]);
});

test('as plain text', () => {
  expect(texteDesBlocs(blocsOf('Un **mot**.\n\n- a\n- b'))).toBe('Un mot.\n\n- a\n- b');
});

test('loses no letter, whatever is written', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('mot', '**', '-', '\n', '\n\n', ' ', '\t', '{{ demandeur }}', '<b>'), { maxLength: 30 }),
      (tokens) => {
        const letters = (text: string) => text.replace(/[\s*-]+/gu, '');
        const source = tokens.join('');
        expect(letters(texteDesBlocs(blocsOf(source)))).toBe(letters(source));
      },
    ),
  );
});

test('stays quick on hostile input', () => {
  const start = performance.now();
  for (const hostile of [
    '**a '.repeat(20_000),
    '*'.repeat(50_000),
    '- '.repeat(50_000),
    ' \n'.repeat(50_000),
    `**${' '.repeat(50_000)}`,
  ])
    blocsOf(hostile);
  expect(performance.now() - start).toBeLessThan(2_000);
});
