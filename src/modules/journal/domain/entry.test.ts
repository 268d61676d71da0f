import { describe, expect, test } from 'vitest';
import { sha256, toHex } from './bytes.ts';
import { type Entry, entryLeaf, entryText, parseEntry, refusePersonalData } from './entry.ts';

const entry: Entry = {
  id: '018f0000-0000-7000-8000-000000000001',
  at: '2026-11-24T08:15:30.250Z',
  acteur: { type: 'agent', id: '018f0000-0000-7000-8000-0000000000aa' },
  organisation: null,
  sujet: { type: 'dossier', id: 'POI-2026-000123' },
  type: 'dossier.consulte',
  contenu: { motif: 'instruction' },
};

test('the leaf is SHA-256(0x00 ‖ canonical text), as anybody can compute it', () => {
  const text =
    '{"acteur":{"id":"018f0000-0000-7000-8000-0000000000aa","type":"agent"},"at":"2026-11-24T08:15:30.250Z","contenu":{"motif":"instruction"},"id":"018f0000-0000-7000-8000-000000000001","organisation":null,"sujet":{"id":"POI-2026-000123","type":"dossier"},"type":"dossier.consulte"}';
  expect(entryText(entry)).toBe(text);
  expect(entryLeaf(entry)).toEqual(sha256(Buffer.from(`\0${text}`)));
  // Computed once with: printf '\0%s' "$text" | sha256sum
  expect(toHex(entryLeaf(entry))).toBe('9449a429414f248785ac69739899ad5a74d910282e22e781680122d49e95f711');
});

describe('parseEntry', () => {
  test('reads what is an entry', () => {
    expect(parseEntry(JSON.parse(entryText(entry)))).toEqual({ ok: true, value: entry });
    const byNobody = { ...entry, acteur: { type: 'public', id: null } };
    expect(parseEntry(byNobody)).toMatchObject({ ok: true });
  });

  test.each<[string, object]>([
    ['id', { id: '018F0000-0000-7000-8000-000000000001' }],
    ['at without milliseconds', { at: '2026-11-24T08:15:30Z' }],
    ['at on 30 February', { at: '2026-02-30T08:15:30.000Z' }],
    ['at at 24:00', { at: '2026-02-20T24:00:00.000Z' }],
    ['acteur of an unknown kind', { acteur: { type: 'robot', id: 'x' } }],
    ['acteur without id', { acteur: { type: 'agent', id: null } }],
    ['public with an id', { acteur: { type: 'public', id: 'x' } }],
    ['acteur with a name', { acteur: { type: 'agent', id: 'x', nom: 'Dupont' } }],
    ['organisation', { organisation: 'Poitiers' }],
    ['sujet named by a sentence', { sujet: { type: 'dossier', id: 'le dossier de M. Dupont' } }],
    ['type', { type: 'dossier' }],
    ['contenu as a list', { contenu: [] }],
    ['contenu with undefined', { contenu: { a: undefined } }],
    ['contenu with U+0000', { contenu: { a: '\0' } }],
    ['contenu too big', { contenu: { a: 'x'.repeat(70_000) } }],
    ['an unknown field', { commentaire: '' }],
  ])('refuses %s', (_, change) => {
    expect(parseEntry({ ...entry, ...change }).ok).toBe(false);
  });
});

describe('personal data in clear', () => {
  test.each([
    ['an e-mail address', { contenu: { a: [{ b: 'écrire à jeanne.martin@exemple.fr demain' }] } }],
    ['an e-mail address as a name', { contenu: { 'jeanne@exemple.fr': true } }],
    ['a telephone number', { contenu: { tel: '05 49 52 35 35' } }],
    ['an international telephone number', { contenu: { tel: '+33549523535' } }],
    ['a social security number', { contenu: { nir: '2 55 08 14 168 025 38' } }],
    ['a Corsican social security number', { contenu: { nir: nirWithKey('175082A010001') } }],
    ['an IBAN', { contenu: { iban: 'FR76 3000 6000 0112 3456 7890 189' } }],
  ])('%s is refused', (_, change) => {
    const result = refusePersonalData({ ...entry, ...change });
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toMatch(/jeanne|0549|3000/);
  });

  test.each([
    ['a SIRET', '35600000000048'],
    ['a dossier number', 'PC 086 194 26 X0012'],
    ['a hash', toHex(sha256(Buffer.from('x')))],
    ['an instant', '2026-11-24T08:15:30.250Z'],
    ['milliseconds', '1764000000000'],
    ['fifteen figures that are no social security number', '255081416802539'],
    ['a town', 'Ville de Poitiers'],
    ['a rate', '3 versements @ 30 %'],
  ])('%s passes', (_, value) => {
    expect(refusePersonalData({ ...entry, contenu: { value } }).ok).toBe(true);
  });
});

function nirWithKey(number: string): string {
  const key = 97 - (Number(number.replace('2A', '19')) % 97);
  return `${number}${String(key).padStart(2, '0')}`;
}
