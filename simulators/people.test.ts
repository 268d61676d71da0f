import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { agents, organisations, particuliers } from './people.ts';

interface Commune {
  readonly code: string;
  readonly nom: string;
  readonly type: string;
  readonly siren?: string;
  readonly codesPostaux?: readonly string[];
}

const require = createRequire(import.meta.url);
const communes: readonly Commune[] = require('@etalab/decoupage-administratif/data/communes.json');
const epci: readonly { code: string }[] = require('@etalab/decoupage-administratif/data/epci.json');

const foyers = particuliers.flatMap(({ dossier }) => (typeof dossier === 'object' ? [dossier] : []));

describe('the people of FranceConnect', () => {
  test('are at least a dozen, each under one name', () => {
    expect(particuliers.length).toBeGreaterThanOrEqual(14);
    expect(new Set(particuliers.map(({ id }) => id)).size).toBe(particuliers.length);
  });

  test('were born in real communes, on real dates', () => {
    for (const { etatCivil } of particuliers) {
      expect(() => Temporal.PlainDate.from(etatCivil.dateNaissance)).not.toThrow();
      expect(etatCivil.communeNaissance === null).toBe(etatCivil.paysNaissance !== '99100');
      if (etatCivil.communeNaissance) {
        const { code, nom } = etatCivil.communeNaissance;
        expect(communes.filter((commune) => commune.code === code).map((commune) => commune.nom)).toContain(nom);
      }
    }
  });

  test('live at real post codes', () => {
    const known = new Set(
      communes.flatMap(({ nom, codesPostaux }) => (codesPostaux ?? []).map((code) => `${code} ${postal(nom)}`)),
    );
    for (const { adresse } of foyers) {
      expect(known).toContain(`${adresse.codePostal} ${adresse.commune}`);
    }
  });

  test('cover every bracket of the quotient familial', () => {
    const values = foyers.map(({ quotientFamilial }) => quotientFamilial);
    for (const [from, to] of [
      [0, 400],
      [400, 700],
      [700, 1000],
      [1000, 1300],
      [1300, 2000],
      [2000, 3000],
    ] as const) {
      expect(
        values.some((value) => value >= from && value < to),
        `${from}–${to}`,
      ).toBe(true);
    }
  });

  test.each<[string, (person: (typeof particuliers)[number]) => boolean]>([
    ['a MSA file', ({ dossier }) => typeof dossier === 'object' && dossier.fournisseur === 'MSA'],
    ['no e-mail', ({ courriel }) => courriel === null],
    ['a name of more than fifty characters', ({ etatCivil }) => etatCivil.nom.length > 50],
    ['a birth in Corsica', ({ etatCivil }) => etatCivil.communeNaissance?.code.startsWith('2A') ?? false],
    ['a birth abroad', ({ etatCivil }) => etatCivil.communeNaissance === null],
    ['an age under eighteen', ({ etatCivil }) => etatCivil.dateNaissance > '2009'],
    [
      'an impossible date of birth of a child',
      (person) => childrenOf(person).some(({ dateNaissance }) => dateNaissance.endsWith('-00-00')),
    ],
    [
      'twins',
      (person) =>
        new Set(childrenOf(person).map(({ dateNaissance }) => dateNaissance)).size < childrenOf(person).length,
    ],
    ['no file', ({ dossier }) => dossier === 'absent'],
    ['a file that times out', ({ dossier }) => dossier === 'hors-delai'],
    ['a file that is asked too often', ({ dossier }) => dossier === 'trop-de-requetes'],
  ])('show the case of %s', (_what, shows) => {
    expect(particuliers.some(shows)).toBe(true);
  });

  test('two of them share an address', () => {
    const addresses = particuliers.flatMap(({ courriel }) => courriel ?? []);
    expect(new Set(addresses).size).toBe(addresses.length - 1);
  });
});

describe('the agents of ProConnect', () => {
  test('each have an address and a name of their own', () => {
    expect(new Set(agents.map(({ id }) => id)).size).toBe(agents.length);
    expect(new Set(agents.map(({ courriel }) => courriel)).size).toBe(agents.length);
    for (const { courriel } of agents) {
      expect(courriel).toMatch(/^[a-z.-]+@[a-z-]+\.exemple\.test$/);
    }
  });

  test('one of them has no second factor, and one is no public agent', () => {
    expect(agents.filter(({ secondFacteur }) => !secondFacteur)).toHaveLength(1);
    expect(agents.filter(({ organisation }) => organisation.population === null)).toHaveLength(1);
  });
});

describe('the organisations', () => {
  test('carry SIRET whose keys are right', () => {
    for (const { siret } of Object.values(organisations)) {
      expect(siret).toMatch(/^\d{14}$/);
      expect(luhn(siret)).toBe(0);
      expect(luhn(siret.slice(0, 9))).toBe(0);
    }
  });

  test('carry the real SIREN of the communes and of their groupings', () => {
    const siren = (organisation: { siret: string }) => organisation.siret.slice(0, 9);
    const sirenOf = (code: string) => communes.find((c) => c.code === code && c.type === 'commune-actuelle')?.siren;
    expect(siren(organisations.poitiers)).toBe(sirenOf('86194'));
    expect(siren(organisations.flayat)).toBe(sirenOf('23081'));
    expect(epci.map(({ code }) => code)).toEqual(
      expect.arrayContaining([siren(organisations.grandPoitiers), siren(organisations.thierache)]),
    );
  });
});

function childrenOf({ dossier }: (typeof particuliers)[number]) {
  return typeof dossier === 'object' ? dossier.enfants : [];
}

function postal(nom: string): string {
  return nom
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z]+/g, ' ');
}

function luhn(digits: string): number {
  const total = [...digits].reverse().reduce((sum, digit, rank) => {
    const value = Number(digit) * (rank % 2 === 0 ? 1 : 2);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return total % 10;
}
