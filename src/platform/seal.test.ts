import { expect, test } from 'vitest';
import { makeSeal } from './seal.ts';

const seal = makeSeal('un secret d’installation', 'essai');

test('what is sealed opens, and only under the same secret, purpose and place', () => {
  const sealed = seal.seal('jeton de Léa', 'ligne 1');
  expect(seal.open(sealed, 'ligne 1')).toBe('jeton de Léa');
  expect(seal.open(sealed, 'ligne 2')).toBeUndefined();
  expect(seal.open(sealed)).toBeUndefined();
  expect(makeSeal('un autre secret', 'essai').open(sealed, 'ligne 1')).toBeUndefined();
  expect(makeSeal('un secret d’installation', 'autre').open(sealed, 'ligne 1')).toBeUndefined();
  expect(sealed.includes('jeton')).toBe(false);
  expect(seal.seal('jeton de Léa', 'ligne 1')).not.toEqual(sealed);
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

test('the previous secret still opens and compares, and nothing new is sealed with it', () => {
  const sealed = seal.seal('jeton');
  const digest = seal.digest('traits');
  const turned = makeSeal('le secret suivant', 'essai', 'un secret d’installation');
  expect(turned.open(sealed)).toBe('jeton');
  expect([seal.isCurrent(sealed), turned.isCurrent(sealed)]).toEqual([true, false]);
  expect([turned.compare('traits', digest), turned.compare('autres', digest)]).toEqual(['egal', 'autre']);
  const again = turned.seal('jeton');
  expect(turned.isCurrent(again)).toBe(true);
  expect(seal.open(again)).toBeUndefined();
  const alone = makeSeal('le secret suivant', 'essai');
  expect(alone.open(again)).toBe('jeton');
  expect([alone.open(sealed), alone.compare('traits', digest)]).toEqual([undefined, 'inconnu']);
  expect(alone.compare('traits', Buffer.alloc(3))).toBe('inconnu');
});
