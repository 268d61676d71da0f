import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIban, maskIban, parseIban } from './iban.ts';
import { orThrow } from './result.ts';

const accepts = (input: string) => parseIban(input).ok;

/** An independent computation of the keys, with large integers. */
function frenchIban(bank: string, branch: string, account: string, country = 'FR'): string {
  const asRib = account.replace(/[A-Z]/g, (letter) => '12345678912345678923456789'[letter.charCodeAt(0) - 65] ?? '');
  const rib = 97n - ((89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(asRib)) % 97n);
  const bban = `${bank}${branch}${account}${String(rib).padStart(2, '0')}`;
  return `${country}${isoKey(country, bban)}${bban}`;
}

function isoKey(country: string, bban: string): string {
  const number = [...`${bban}${country}00`].map((character) => Number.parseInt(character, 36)).join('');
  return String(98n - (BigInt(number) % 97n)).padStart(2, '0');
}

const fiveDigits = fc.stringMatching(/^[0-9]{5}$/);
const frenchOf = (account: RegExp) =>
  fc
    .tuple(fiveDigits, fiveDigits, fc.stringMatching(account), fc.constantFrom('FR', 'MC'))
    .map((parts) => frenchIban(...parts));
const anyFrench = frenchOf(/^[0-9A-Z]{11}$/);
/** The keys promise nothing sure about a letter typed for a digit: the number gets longer. */
const onlyDigits = frenchOf(/^[0-9]{11}$/);

describe('parseIban', () => {
  // Examples of the IBAN registry, and one of each pattern with letters.
  test.each([
    'FR1420041010050500013M02606',
    'FR7630006000011234567890189',
    'MC5811222000010123456789030',
    'DE89370400440532013000',
    'BE68539007547034',
    'CH9300762011623852957',
    'ES9121000418450200051332',
    'GB29NWBK60161331926819',
    'IT60X0542811101000000123456',
    'LU280019400644750000',
    'MT84MALT011000012345MTLCAST001S',
    'NL91ABNA0417164300',
    'NO9386011117947',
    'PT50000201231234567890154',
    'AL47212110090000000235698741',
    'MD24AG000225100013104168',
    'ME25505000012345678951',
    'MK07250120000058984',
    'RS35260005601001611379',
    'VA59001123000012345678',
  ])('accepts %s', (iban) => expect(parseIban(iban)).toEqual({ ok: true, value: iban }));

  test.each([
    'fr76 3000 6000 0112 3456 7890 189',
    'IBAN : FR76-3000-6000-0112-3456-7890-189',
    ' FR76\u00a030006000\u202f011234567890189 ',
  ])('reads %j as people write it', (input) =>
    expect(parseIban(input.replace(' :', ':'))).toEqual({ ok: true, value: 'FR7630006000011234567890189' }));

  test.each([
    ['', 'Indiquez l’IBAN'],
    ['30006000011234567890189', 'est un RIB'],
    ['F77630006000011234567890189', 'deux lettres du pays'],
    ['FR76 3000_6000', 'deux lettres du pays'],
    ['TN5910006035183598478831', 'espace SEPA'],
    ['FR763000600001123456789018', '27 caractères, vous en avez saisi 26'],
    ['FR7630006O00011234567890189', 'O et 0'],
    ['FRAA30006000011234567890189', 'O et 0'],
    ['FR7630006000011234567890188', 'clé de contrôle'],
    ['FR7530006000011234567890189', 'clé de contrôle'],
    ['DE88370400440532013000', 'clé de contrôle'],
  ])('refuses %j', (input, why) => {
    expect(parseIban(input)).toEqual({ ok: false, error: expect.stringContaining(why) });
  });

  test('refuses a French account whose ISO key is right and RIB key wrong', () => {
    const bban = '30006000011234567890188';
    expect(parseIban(`FR${isoKey('FR', bban)}${bban}`)).toEqual({ ok: false, error: expect.stringContaining('clé') });
  });

  test('refuses the two other keys that leave the same remainder', () => {
    // 97 keys out of 100 exist: 00, 01 and 99 equal 97, 98 and 02 modulo 97.
    const found = fc
      .sample(anyFrench, { numRuns: 2000, seed: 1 })
      .find((iban) => iban.slice(2, 4) === '02' || iban.slice(2, 4) === '97' || iban.slice(2, 4) === '98');
    const iban = found ?? '';
    const twin = { '02': '99', '97': '00', '98': '01' }[iban.slice(2, 4)] ?? '';
    expect(accepts(iban)).toBe(true);
    expect(accepts(iban.slice(0, 2) + twin + iban.slice(4))).toBe(false);
  });

  test('refuses the RIB keys 00, 98 and 99, which leave the same remainder as 97, 01 and 02', () => {
    const twins: Record<string, string> = { '97': '00', '01': '98', '02': '99' };
    const ibans = fc.sample(anyFrench, { numRuns: 500, seed: 2 }).filter((iban) => iban.slice(-2) in twins);
    expect(ibans.length).toBeGreaterThan(0);
    for (const iban of ibans) {
      const country = iban.slice(0, 2);
      const bban = `${iban.slice(4, -2)}${twins[iban.slice(-2)]}`;
      expect(accepts(iban)).toBe(true);
      expect(accepts(`${country}${isoKey(country, bban)}${bban}`)).toBe(false);
    }
  });

  test('accepts every account whose two keys are computed otherwise', () => {
    fc.assert(fc.property(anyFrench, (iban) => accepts(iban)));
  });

  test('notices any one wrong digit, and any two swapped ones', () => {
    fc.assert(
      fc.property(onlyDigits, fc.integer({ min: 2, max: 25 }), fc.nat(9), (iban, place, digit) => {
        const wrong = iban.slice(0, place) + digit + iban.slice(place + 1);
        if (wrong !== iban) expect(accepts(wrong)).toBe(false);
        const swapped = iban.slice(0, place) + iban[place + 1] + iban[place] + iban.slice(place + 2);
        if (swapped !== iban) expect(accepts(swapped)).toBe(false);
      }),
    );
  });
});

describe('showing one', () => {
  const iban = orThrow(parseIban('FR7630006000011234567890189'));

  test('by four', () => {
    expect(formatIban(iban)).toBe('FR76 3000 6000 0112 3456 7890 189'.replaceAll(' ', '\u00a0'));
  });

  test('masked, it tells no more than its ends', () => {
    expect(maskIban(iban)).toBe('FR76 •••• •••• •••• •••• •••• 189'.replaceAll(' ', '\u00a0'));
    expect(maskIban(orThrow(parseIban('NO9386011117947')))).toBe('NO93 •••• •••• 947'.replaceAll(' ', '\u00a0'));
  });

  test('reads back what is shown', () => {
    fc.assert(
      fc.property(anyFrench, (text) => {
        const value = orThrow(parseIban(text));
        expect(parseIban(formatIban(value))).toEqual({ ok: true, value });
      }),
    );
  });
});
