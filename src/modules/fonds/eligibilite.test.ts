import { beforeAll, describe, expect, test } from 'vitest';
import { euros } from '../../values/montant.ts';
import { percent } from '../../values/ratio.ts';
import type { Collectivite, TypeCollectivite } from './domain/collectivite.ts';
import { type Depense, montantPossible } from './domain/eligibilite.ts';
import { type EtatSession, etatSession, versionEnVigueur } from './domain/session.ts';
import { ouvrirRegles, type ReglesOuvertes } from './eligibilite.ts';
import { type ProgrammeDuCatalogue, parseReglesDuFonds, readCatalogueFonds } from './storage/catalogue.ts';

let catalogue: ProgrammeDuCatalogue;
beforeAll(async () => {
  catalogue = await readCatalogueFonds();
});

function reglesAu(slug: string, jour: string): ReglesOuvertes {
  const session = catalogue.dispositifs.find((one) => one.slug === slug)?.sessions[0];
  const version = versionEnVigueur(session?.versions ?? [], Temporal.Instant.from(`${jour}T12:00:00+02:00`));
  return ouvrirRegles(version?.regles ?? {});
}

const one = (type: TypeCollectivite, population: number | null): Collectivite => ({ type, population });

describe('the real fund', () => {
  test('has three axes and 88 M€', () => {
    expect(catalogue.montant).toBe(euros(88_000_000));
    expect(catalogue.dispositifs.map(({ slug, axe, nature }) => [slug, axe, nature])).toEqual([
      ['guichet-franceconnect', 2, 'guichet'],
      ['projets-structurants', 2, 'appel_a_projets'],
      ['projets-locaux', 3, 'appel_a_projets'],
    ]);
  });

  test.each([
    ['2021-09-30', 499_999, false],
    ['2021-09-30', 500_000, true],
    ['2021-10-01', 299_999, false],
    ['2021-10-01', 300_000, true],
  ])('the national call on %s takes a grouping of %i inhabitants: %s', (jour, population, eligible) => {
    expect(reglesAu('projets-structurants', jour).evaluer(one('epci', population)).eligible).toBe(eligible);
  });

  test('the national call takes any département, and no syndicat', () => {
    const regles = reglesAu('projets-structurants', '2021-05-01');
    expect(regles.evaluer(one('departement', 76_000)).eligible).toBe(true);
    expect(regles.evaluer(one('syndicat', 900_000)).eligible).toBe(false);
    expect(regles.evaluer(one('departement', 1)).aide).toEqual({ type: 'taux', taux: percent(50), plafond: undefined });
  });

  test.each([
    ['commune', 99_999, true],
    ['commune', 100_000, false],
    ['epci', 99_999, true],
    ['departement', 90_000, false],
    ['syndicat', null, false],
  ] as const)('local projects take a %s of %s inhabitants: %s', (type, population, eligible) => {
    expect(reglesAu('projets-locaux', '2021-06-01').evaluer(one(type, population)).eligible).toBe(eligible);
  });

  test('what may be paid for', () => {
    const paid = (slug: string) =>
      (['service_en_ligne', 'donnees', 'formation', 'accompagnement', 'personnel', 'equipement'] as Depense[]).filter(
        (depense) => reglesAu(slug, '2021-11-01').prendEnCharge(depense),
      );
    expect(paid('projets-locaux')).toEqual(['service_en_ligne', 'donnees', 'formation', 'accompagnement']);
    expect(paid('guichet-franceconnect')).toEqual(['service_en_ligne']);
  });
});

describe('the explanation', () => {
  test('says each criterion, whether it is met and where it comes from', () => {
    const { criteres } = reglesAu('projets-locaux', '2021-06-01').evaluer(one('commune', 120_000));
    expect(criteres).toEqual([
      {
        titre: 'Une commune ou une intercommunalité à fiscalité propre (ni syndicat, ni PETR)',
        rempli: true,
        source: 'haut-rhin.gouv.fr (secondaire).',
      },
      {
        titre: 'Moins de 100\u00a0000\u00a0habitants',
        rempli: false,
        source: 'haut-rhin.gouv.fr (secondaire).',
      },
    ]);
  });

  test('does not guess a population that nobody counted', () => {
    const { eligible, criteres } = reglesAu('projets-locaux', '2021-06-01').evaluer(one('commune', null));
    expect(eligible).toBeUndefined();
    expect(criteres.map(({ rempli }) => rempli)).toEqual([true, undefined]);
  });

  test('and the quick verdict agree, asked in any order', () => {
    const regles = reglesAu('projets-structurants', '2021-11-01');
    for (const population of [500_000, 100, 300_000, 500_000, 299_999, 100]) {
      for (const type of ['commune', 'departement', 'syndicat'] as const) {
        const collectivite = one(type, population);
        expect(regles.estEligible(collectivite)).toBe(regles.evaluer(collectivite).eligible);
      }
    }
  });
});

describe('the amount', () => {
  test('is cut to the cent below, at the ceiling, and never beyond what is spent', () => {
    const taux = { type: 'taux', taux: percent(75), plafond: undefined } as const;
    expect(montantPossible(taux, euros(1))).toBe(75);
    expect(montantPossible({ ...taux, taux: percent('33.3') }, euros(1))).toBe(33);
    expect(montantPossible({ ...taux, plafond: euros(100) }, euros(1_000))).toBe(euros(100));
    expect(montantPossible({ type: 'forfait', montant: euros(5_000) }, euros(3_000))).toBe(euros(3_000));
  });
});

describe('a session', () => {
  const at = (text: string) => Temporal.Instant.from(text);
  const session = { opensAt: at('2021-03-01T09:00:00+01:00'), closesAt: at('2021-11-22T23:59:00+01:00') };
  test.each<[string, number, EtatSession]>([
    ['2021-03-01T08:59:59+01:00', 0, 'a_venir'],
    ['2021-03-01T09:00:00+01:00', 0, 'ouverte'],
    ['2021-11-22T23:59:00+01:00', 0, 'ouverte'],
    ['2021-11-22T23:59:01+01:00', 0, 'close'],
    ['2021-11-22T23:59:01+01:00', 5, 'ouverte'],
    ['2021-11-23T00:04:00+01:00', 5, 'ouverte'],
    ['2021-11-23T00:04:01+01:00', 5, 'close'],
  ])('at %s with %i minutes of grace is %s', (now, graceMinutes, etat) => {
    expect(etatSession({ ...session, graceMinutes }, at(now))).toBe(etat);
  });

  test('without a closing stays open', () => {
    expect(etatSession({ ...session, closesAt: null, graceMinutes: 0 }, at('2049-01-01T00:00:00Z'))).toBe('ouverte');
  });
});

describe('wrong rules are told when they are read', () => {
  const good = `type:\npopulation:\ndépense:\nc:\n  titre: C\n  valeur: population < 3\néligible:\n  toutes ces conditions:\n    - c\ntaux: 50%\ndépense éligible: oui\n`;
  test.each([
    ['éligible:\n  toutes ces conditions:\n    - c\n', 'éligible: c\n', 'toutes ces conditions'],
    ['  titre: C\n', '', 'un titre'],
    ['taux: 50%\n', '', 'taux'],
    ['population < 3', 'populaton < 3', 'populaton'],
  ])('%j written %j', (written, instead, told) => {
    expect(parseReglesDuFonds('x.yaml', good)).toBeTypeOf('object');
    expect(() => parseReglesDuFonds('x.yaml', good.replace(written, instead))).toThrow(told);
  });
});
