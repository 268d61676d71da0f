import { expect, test } from 'vitest';
import { makeSeal } from './seal.ts';

const seal = makeSeal('un secret d’installation', 'essai');

test('what is sealed opens, and only under the same secret and purpose', () => {
  const sealed = seal.seal('jeton de Léa');
  expect(seal.open(sealed)).toBe('jeton de Léa');
  expect(makeSeal('un autre secret', 'essai').open(sealed)).toBeUndefined();
  expect(makeSeal('un secret d’installation', 'autre').open(sealed)).toBeUndefined();
  expect(sealed.includes('jeton')).toBe(false);
  expect(seal.seal('jeton de Léa')).not.toEqual(sealed);
});

test('one bit altered anywhere, or a piece missing, and it does not open', () => {
  const sealed = seal.seal('jeton');
  for (let index = 0; index < sealed.length; index += 1) {
    const altered = Buffer.from(sealed);
    altered[index] = (altered[index] ?? 0) ^ 1;
    expect(seal.open(altered)).toBeUndefined();
    expect(seal.open(sealed.subarray(0, index))).toBeUndefined();
  }
});

test('a digest is stable, keyed, and told apart by purpose', () => {
  expect(seal.digest('192.0.2.1')).toEqual(seal.digest('192.0.2.1'));
  expect(seal.digest('192.0.2.1')).not.toEqual(seal.digest('192.0.2.2'));
  expect(seal.digest('192.0.2.1')).not.toEqual(makeSeal('un secret d’installation', 'autre').digest('192.0.2.1'));
});
