import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEmail } from './email.ts';
import { orThrow } from './result.ts';
import { suggestEmail } from './suggest-email.ts';

describe('parseEmail', () => {
  test.each([
    ['marie.durand@mairie.fr', 'marie.durand@mairie.fr'],
    ['  Marie.DURAND@Mairie-Poitiers.FR ', 'Marie.DURAND@mairie-poitiers.fr'],
    ['mailto:a@b.fr', 'a@b.fr'],
    ["o'hara@free.fr", "o'hara@free.fr"],
    ['accueil+creche@ville.saint-martin.fr', 'accueil+creche@ville.saint-martin.fr'],
    ['x@a.b.c.museum', 'x@a.b.c.museum'],
    ['contact@mairie-évry.fr', 'contact@xn--mairie-vry-h7a.fr'],
    ['a@xn--e1afmkfd.xn--p1ai', 'a@xn--e1afmkfd.xn--p1ai'],
    [`${'a'.repeat(64)}@b.fr`, `${'a'.repeat(64)}@b.fr`],
  ])('reads %j', (input, expected) => expect(parseEmail(input)).toEqual({ ok: true, value: expected }));

  test.each([
    ['', 'Indiquez une adresse'],
    ['marie.durand', 'manque le signe @'],
    ['marie@durand@mairie.fr', 'un seul signe @'],
    ['@mairie.fr', 'avant le signe @'],
    ['marie durand@mairie.fr', 'pas d’espace'],
    ['marie\u00a0durand@mairie.fr', 'pas d’espace'],
    ['hélène@mairie.fr', 'sans accent'],
    ['marie..durand@mairie.fr', 'avant le signe @ n’est pas valable'],
    ['.marie@mairie.fr', 'avant le signe @ n’est pas valable'],
    ['marie.@mairie.fr', 'avant le signe @ n’est pas valable'],
    ['marie,durand@mairie.fr', 'avant le signe @ n’est pas valable'],
    ['<marie@mairie.fr>', 'avant le signe @ n’est pas valable'],
    [`${'a'.repeat(65)}@b.fr`, 'avant le signe @ n’est pas valable'],
    ['marie@', 'après le signe @ n’est pas valable'],
    ['marie@mairie', 'après le signe @ n’est pas valable'],
    ['marie@mairie.', 'après le signe @ n’est pas valable'],
    ['marie@mairie..fr', 'après le signe @ n’est pas valable'],
    ['marie@-mairie.fr', 'après le signe @ n’est pas valable'],
    ['marie@mairie.f', 'après le signe @ n’est pas valable'],
    ['marie@127.0.0.1', 'après le signe @ n’est pas valable'],
    ['marie@[127.0.0.1]', 'après le signe @ n’est pas valable'],
    ['marie@mairie.fr/evil', 'après le signe @ n’est pas valable'],
    ['marie@é/evil.fr', 'après le signe @ n’est pas valable'],
    ['marie@mairie.fr\r\nBcc:x@y.fr', 'pas d’espace'],
    [`a@${'b'.repeat(64)}.fr`, 'après le signe @ n’est pas valable'],
    [`a@${'b.'.repeat(130)}fr`, '254 caractères'],
  ])('refuses %.40j', (input, why) => {
    expect(parseEmail(input)).toEqual({ ok: false, error: expect.stringContaining(why) });
  });

  test('an accented domain that grows too long is refused once converted', () => {
    const input = `${'a'.repeat(60)}@${'é'.repeat(20)}.${'é'.repeat(40)}.${'b'.repeat(60)}.${'c'.repeat(60)}.fr`;
    expect(input.length).toBeLessThanOrEqual(254);
    expect(parseEmail(input)).toEqual({ ok: false, error: expect.stringContaining('254') });
  });

  test('whatever it accepts is one address, and itself again', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string(),
          fc.string().map((s) => `a@${s}.fr`),
        ),
        (input) => {
          const parsed = parseEmail(input);
          if (!parsed.ok) return;
          expect(parsed.value.split('@')).toHaveLength(2);
          expect(parsed.value).toMatch(/^[\u0021-\u007e]{1,254}$/);
          expect(parseEmail(parsed.value)).toEqual(parsed);
        },
      ),
    );
  });

  test('accepts every usual address', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (input) => {
        const [local = '', domain = ''] = input.split('@');
        const isUsual = domain.split('.').every((label) => label.length <= 63) && local.length <= 64;
        if (isUsual) expect(parseEmail(input)).toEqual({ ok: true, value: `${local}@${domain.toLowerCase()}` });
      }),
    );
  });
});

describe('suggestEmail', () => {
  const suggest = (address: string) => suggestEmail(orThrow(parseEmail(address)));

  test.each([
    ['marie@gmial.com', 'marie@gmail.com'],
    ['marie@gmai.com', 'marie@gmail.com'],
    ['marie@gmaill.com', 'marie@gmail.com'],
    ['marie@gamil.com', 'marie@gmail.com'],
    ['marie@gmail.con', 'marie@gmail.com'],
    ['marie@gmail.co', 'marie@gmail.com'],
    ['marie@gmail.fr', 'marie@gmail.com'],
    ['Marie.D@ornage.fr', 'Marie.D@orange.fr'],
    ['marie@hotmial.fr', 'marie@hotmail.fr'],
    ['marie@wanado.fr', 'marie@wanadoo.fr'],
    ['marie@lapost.net', 'marie@laposte.net'],
    ['marie@outlok.fr', 'marie@outlook.fr'],
  ])('%s: %s', (typed, meant) => expect(suggest(typed)).toBe(meant));

  test.each([
    'marie@gmail.com',
    'marie@ymail.com',
    'marie@mail.com',
    'marie@mairie.fr',
    'marie@laposte.fr', // the post’s own agents
    'marie@orange.com',
    'marie@interieur.gouv.fr',
    'marie@outlook.be',
  ])('%s needs none', (address) => expect(suggest(address)).toBeUndefined());

  test('a suggestion is an address, with the same name, that needs no other', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('gmail.com', 'orange.fr', 'laposte.net'),
        fc.nat(12),
        fc.constantFrom('', 'z'),
        (domain, place, put) => {
          const typed = domain.slice(0, place) + put + domain.slice(place + 1);
          const parsed = parseEmail(`Marie@${typed}`);
          const suggested = parsed.ok ? suggestEmail(parsed.value) : undefined;
          if (suggested === undefined) return;
          expect(suggested).toMatch(/^Marie@/);
          expect(parseEmail(suggested)).toEqual({ ok: true, value: suggested });
          expect(suggestEmail(suggested)).toBeUndefined();
        },
      ),
    );
  });
});
