import { expect, test } from 'vitest';
import { keptMarkup } from './kept-markup.ts';

test('draws once for each key', () => {
  let drawn = 0;
  const draw = () => `<p>${++drawn}</p>`;
  expect(keptMarkup('test a', draw)).toEqual({ __html: '<p>1</p>' });
  expect(keptMarkup('test a', draw)).toEqual({ __html: '<p>1</p>' });
  expect(keptMarkup('test b', draw)).toEqual({ __html: '<p>2</p>' });
});

test('bounds its memory, and still draws what it does not keep', () => {
  for (let i = 0; i < 4000; i++) keptMarkup(`test many ${i}`, () => '');
  expect(keptMarkup('test last', () => 'un')).toEqual({ __html: 'un' });
  expect(keptMarkup('test last', () => 'deux')).toEqual({ __html: 'deux' });
});
