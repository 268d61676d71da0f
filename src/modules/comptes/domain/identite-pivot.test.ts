import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPivot, nomAffiche, parseIdentite, traitsOf } from './identite-pivot.ts';

const ANGELA = {
  sub: `${'a'.repeat(64)}v1`,
  given_name: 'Angela Claire Louise',
  given_name_array: ['Angela', 'Claire', 'Louise'],
  family_name: 'DUBOIS',
  birthdate: '1962-08-24',
  gender: 'female',
  birthplace: '75107',
  birthcountry: '99100',
  email: 'angela@exemple.test',
};

test('an ordinary identity', () => {
  expect(parseIdentite(ANGELA)).toEqual({
    prenoms: ['Angela', 'Claire', 'Louise'],
    nomNaissance: 'DUBOIS',
    sexe: 'feminin',
    dateNaissance: '1962-08-24',
    codeCommuneNaissance: '75107',
    codePaysNaissance: '99100',
    email: 'angela@exemple.test',
  });
});

describe('odd identities are read as they are', () => {
  const read = (claims: Record<string, unknown>) => parseIdentite({ ...ANGELA, ...claims });

  test.each([
    ['born in Corsica', { birthplace: '2A115' }, { codeCommuneNaissance: '2A115' }],
    ['in a commune that is gone', { birthplace: '99999' }, { codeCommuneNaissance: '99999' }],
    ['two words before the name', { family_name: "D'ALENÇON-DE LA TOUR" }, { nomNaissance: "D'ALENÇON-DE LA TOUR" }],
    ['a long name', { family_name: 'X'.repeat(120) }, { nomNaissance: 'X'.repeat(120) }],
    [
      'a compound first name',
      { given_name_array: ['Jean Philippe', 'Pierre'] },
      { prenoms: ['Jean Philippe', 'Pierre'] },
    ],
    ['letters and accents apart (NFD)', { family_name: 'LEFE\u0300VRE' }, { nomNaissance: 'LEFÈVRE' }],
    ['a name of use', { preferred_username: 'MARTIN' }, { nomUsage: 'MARTIN' }],
    ['another country', { birthcountry: '99352', birthplace: '' }, { codePaysNaissance: '99352' }],
    ['a family name alone', { given_name: undefined, given_name_array: undefined }, { prenoms: [] }],
    ['a first name alone', { family_name: undefined }, { nomNaissance: '' }],
    ['no array', { given_name_array: undefined }, { prenoms: ['Angela', 'Claire', 'Louise'] }],
    ['a joiner of scripts that need it', { family_name: 'ن\u200cم' }, { nomNaissance: 'ن\u200cم' }],
  ])('%s', (_what, claims, expected) => {
    expect(read(claims)).toMatchObject(expected);
  });

  test.each([
    ['gender', 'unspecified', 'sexe'],
    ['birthplace', '', 'codeCommuneNaissance'],
    ['birthplace', undefined, 'codeCommuneNaissance'],
    ['birthplace', 'Paris', 'codeCommuneNaissance'],
    ['birthplace', 'A1B2C', 'codeCommuneNaissance'],
    ['birthcountry', 'FR', 'codePaysNaissance'],
    ['birthcountry', '75056', 'codePaysNaissance'],
    ['birthdate', '1992-00-00', 'dateNaissance'],
    ['birthdate', '1992-11-00', 'dateNaissance'],
    ['birthdate', '2023-02-29', 'dateNaissance'],
    ['birthdate', undefined, 'dateNaissance'],
    ['email', undefined, 'email'],
    ['email', 'pas une adresse', 'email'],
    ['email', `${'a'.repeat(300)}@exemple.test`, 'email'],
    ['preferred_username', '', 'nomUsage'],
    ['preferred_username', 42, 'nomUsage'],
  ])('%s %j is left out, and nothing breaks', (claim, value, absent) => {
    const identite = read({ [claim]: value });
    expect(identite).not.toHaveProperty(absent);
    expect(identite.nomNaissance).toBe('DUBOIS');
    expect(isPivot(identite)).toBe(absent !== 'dateNaissance');
  });
});

describe('what is not a name does not come in', () => {
  test('line ends, NUL, right-to-left overrides and invisible marks', () => {
    const { nomNaissance, prenoms } = parseIdentite({
      ...ANGELA,
      family_name: 'DU\u202eBOIS\r\nSet-Cookie: vol=1\u0000',
      given_name_array: ['An\u200bgela\ufeff', '\u2066'],
    });
    expect(nomNaissance).toBe('DU BOIS Set-Cookie: vol=1');
    expect(prenoms).toEqual(['An gela']);
  });

  test.each([
    ['nobody', { family_name: undefined, given_name: undefined, given_name_array: undefined }],
    ['blanks', { family_name: ' \u200b ', given_name: ' ', given_name_array: [' '] }],
    ['5,000 characters', { family_name: 'A'.repeat(5000) }],
    ['a number', { family_name: 12 }],
    ['a thousand first names', { given_name_array: Array.from({ length: 1000 }, () => 'A') }],
  ])('%s is refused', (_what, claims) => {
    expect(() => parseIdentite({ ...ANGELA, ...claims })).toThrow();
  });

  test('whatever is sent, what is read is bounded and clean', () => {
    const claim = fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue(), fc.constant(undefined));
    const claims = fc.record(Object.fromEntries(Object.keys(ANGELA).map((name) => [name, claim])));
    fc.assert(
      fc.property(claims, (sent) => {
        let read: ReturnType<typeof parseIdentite>;
        try {
          read = parseIdentite({ ...ANGELA, ...sent });
        } catch (error) {
          expect((error as Error).constructor.name).toBe('ZodError');
          return;
        }
        for (const text of [...read.prenoms, read.nomNaissance, read.nomUsage ?? '']) {
          expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
          expect(text.length).toBeLessThanOrEqual(300);
          expect(text.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

test('the traits change with the civil status, and with nothing else', () => {
  const traits = (claims: Record<string, unknown>) => traitsOf(parseIdentite({ ...ANGELA, ...claims }));
  const before = traits({});
  for (const same of [{ email: 'autre@exemple.test' }, { preferred_username: 'MARTIN' }, { email: undefined }]) {
    expect(traits(same)).toBe(before);
  }
  for (const other of [{ family_name: 'MARTIN' }, { gender: 'male' }, { birthdate: '1962-08-25' }]) {
    expect(traits(other)).not.toBe(before);
  }
});

test('how a person is called', () => {
  expect(nomAffiche({ prenoms: ['Angela', 'Claire'], nomNaissance: 'DUBOIS', nomUsage: 'Martin' })).toBe(
    'Angela Martin',
  );
  expect(nomAffiche({ prenoms: [], nomNaissance: 'DUBOIS' })).toBe('DUBOIS');
});
