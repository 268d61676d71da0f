import fc from 'fast-check';
import { expect, test } from 'vitest';
import { couperObjets } from './objets-json.ts';

test('objects come out whole, however the text was cut', () => {
  const objets = fc.array(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.jsonValue())), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(objets, fc.integer({ min: 1, max: 7 }), fc.boolean(), (all, size, indented) => {
      const text = JSON.stringify(all, null, indented ? 2 : 0);
      const coupe = couperObjets(100_000);
      const found: string[] = [];
      for (let start = 0; start < text.length; start += size)
        found.push(...coupe.push(text.slice(start, start + size)));
      expect(found.map((one) => JSON.parse(one))).toEqual(JSON.parse(text));
      expect(coupe.open).toBe(false);
    }),
  );
});

test('what never ends is not kept for ever', () => {
  const coupe = couperObjets(10);
  expect(() => coupe.push(`[{"a":"${'x'.repeat(20)}`)).toThrow(RangeError);
});

test('a file that is cut leaves an object open', () => {
  const coupe = couperObjets(100);
  expect(coupe.push('[{"a":"}"},{"b":')).toEqual(['{"a":"}"}']);
  expect(coupe.open).toBe(true);
});
