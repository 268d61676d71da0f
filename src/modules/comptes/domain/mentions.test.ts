import { expect, test } from 'vitest';
import { mentionsManquantes, mentionsOf, parseMentions, SANS_MENTIONS } from './mentions.ts';

test('nothing is demanded at once, and empty answers are no answers', () => {
  expect(parseMentions({ courriel: '  ', accessibilite: 'non' })).toEqual({
    ok: true,
    value: { accessibilite: 'non' },
  });
});

test('what is kept reads again the same', () => {
  const typed = {
    courriel: 'mairie@exemple.fr',
    telephone: '05 49 52 35 35',
    adresse: '15 place du Maréchal-Leclerc\n86000 Poitiers',
    dpo: 'dpo@exemple.fr',
    accessibilite: 'partiellement',
    audit: 'Audit de novembre 2026, 82 %',
  };
  const read = parseMentions(typed);
  expect(read).toMatchObject({ ok: true, value: { telephone: '+33549523535' } });
  expect(parseMentions(read.ok ? read.value : undefined)).toEqual(read);
});

test('each mistake has its sentence', () => {
  const read = parseMentions({
    courriel: 'mairie',
    telephone: '15',
    hebergeur: 'x'.repeat(501),
    accessibilite: 'totalement',
  });
  expect(read.ok ? [] : Object.keys(read.error).toSorted()).toEqual(['audit', 'courriel', 'hebergeur', 'telephone']);
  expect(parseMentions({})).toEqual({ ok: false, error: { accessibilite: expect.any(String) } });
});

test('what was never said, or can no longer be read, says nothing', () => {
  for (const mentions of [null, undefined, 'texte', { accessibilite: 'un peu' }, { accessibilite: 'non', dpo: '@' }]) {
    expect(mentionsOf({ mentions })).toEqual(SANS_MENTIONS);
  }
});

test('what the law asks for and is not written', () => {
  expect(mentionsManquantes(SANS_MENTIONS)).toHaveLength(6);
  const said = { courriel: 'a@mairie.fr', telephone: '0549523535', adresse: 'x', directeur: 'y', hebergeur: 'z' };
  const read = parseMentions({ ...said, accessibilite: 'non' });
  expect(read.ok && mentionsManquantes(read.value)).toEqual(['le délégué à la protection des données']);
});
