import { describe, expect, test } from 'vitest';
import { jour } from '../../../values/jour.ts';
import { euros } from '../../../values/montant.ts';
import { equiteOf, recenser } from './equite.ts';
import { joursDeCourbe, pointDEtapeOf } from './point-d-etape.ts';
import { courbeDObjectif, type Objectif, trajectoireOf } from './trajectoire.ts';

describe('the days of a curve', () => {
  test('are the ends of months, and the last day', () => {
    expect(joursDeCourbe(jour('2021-03-12'), jour('2021-06-08'))).toEqual([
      '2021-03-31',
      '2021-04-30',
      '2021-05-31',
      '2021-06-08',
    ]);
    expect(joursDeCourbe(jour('2021-03-12'), jour('2021-03-31'))).toEqual(['2021-03-31']);
    expect(joursDeCourbe(jour('2021-03-12'), jour('2021-03-12'))).toEqual(['2021-03-12']);
  });

  test('are never too many, and still reach the last one', () => {
    const days = joursDeCourbe(jour('1999-01-01'), jour('2026-11-24'));
    expect(days.length).toBeLessThan(40);
    expect(days.at(-1)).toBe('2026-11-24');
    expect(days.at(-2)).toBe('2026-10-31');
  });
});

const cellule = (cle: string, fictif: boolean, compteurs: Record<string, number>) => ({
  vue: 'profil' as const,
  cle,
  fictif,
  compteurs,
});

test('types and classes are made of profiles, true and fictitious together, and say what is fictitious', () => {
  const { types, classes, profils } = pointDEtapeOf([
    cellule('commune:0', false, { 'dossiers.acceptee': 2, attribue: 100, tenues: 1, demandeuses: 2 }),
    cellule('commune:0', true, { 'dossiers.deposee': 1, demandeuses: 1 }),
    cellule('commune:2', false, { 'dossiers.refusee': 1, demandeuses: 1 }),
    cellule('epci:2', false, { 'dossiers.deposee': 4, demandeuses: 3 }),
  ]);
  expect(types.map(({ cle, deposes, fictifs }) => [cle, deposes, fictifs.deposes])).toEqual([
    ['commune', 4, 1],
    ['epci', 4, 0],
  ]);
  expect(classes.map(({ cle, deposes }) => [cle, deposes])).toEqual([
    ['0', 3],
    ['2', 5],
  ]);
  expect(profils).toHaveLength(3);
});

describe('equity', () => {
  const commune = (population: number) => ({
    nomUsuel: 'Essai',
    codeDepartement: '86',
    codeRegion: '75',
    pourRegles: { type: 'commune' as const, population },
  });
  const recensement = recenser([commune(900), commune(1100), commune(90_000)]);

  test('counts those who never asked, and divides by all the inhabitants of the group', () => {
    const { profils } = pointDEtapeOf([
      cellule('commune:0', false, { demandeuses: 1, soutenues: 1, attribue: euros(4000), tenues: 1 }),
    ]);
    expect(equiteOf(profils, recensement)).toMatchObject([
      { cle: 'commune:0', nombre: 2, demandeuses: 1, soutenues: 1, jamaisDemande: 1, parHabitant: euros(2) },
      { cle: 'commune:2', nombre: 1, demandeuses: 0, jamaisDemande: 1, parHabitant: euros(0) },
    ]);
  });

  test('counts the inhabitants of a territory once', () => {
    expect(recensement.departements.get('86')).toBe(92_000);
    expect(recensement.regions.get('75')).toBe(92_000);
  });
});

describe('a trajectory', () => {
  /** 280 collectivités at the beginning of March 2022, 1 000 aimed at by the end of the year. */
  const objectif: Objectif = {
    libelle: '1 000 collectivités',
    technologies: ['franceconnect', 'api_particulier'],
    depart: 280,
    departLe: jour('2022-03-07'),
    cible: 1000,
    echeance: jour('2022-12-31'),
    source: 'Communiqué du 7 mars 2022',
  };

  test('halfway, says where it should be, what it takes, and when the goal comes at this pace', () => {
    const seen = trajectoireOf(objectif, { compte: 500, jour: jour('2022-08-03') });
    expect(seen).toMatchObject({ attendu: 638, retard: 138, parMois: 102 });
    expect(seen.auRythme).toBe('2023-07-08');
  });

  test('ahead, reached, too late, or without any progress', () => {
    expect(trajectoireOf(objectif, { compte: 700, jour: jour('2022-08-03') }).retard).toBeLessThan(0);
    expect(trajectoireOf(objectif, { compte: 1000, jour: jour('2022-08-03') })).toMatchObject({
      parMois: null,
      auRythme: null,
    });
    expect(trajectoireOf(objectif, { compte: 900, jour: jour('2023-02-01') })).toMatchObject({
      attendu: 1000,
      parMois: null,
    });
    expect(trajectoireOf(objectif, { compte: 280, jour: jour('2022-08-03') }).auRythme).toBe(null);
  });

  test('is drawn from its beginning: what was counted until the day, and the steady pace until the goal', () => {
    const arrivees = [
      { jour: jour('2022-03-20'), nombre: 2 },
      { jour: jour('2022-05-01'), nombre: 5 },
    ];
    const { observe, regulier } = courbeDObjectif(objectif, { arrivees, jour: jour('2022-05-12') });
    expect(observe).toEqual([
      { jour: '2022-03-07', value: 280 },
      { jour: '2022-03-31', value: 282 },
      { jour: '2022-04-30', value: 282 },
      { jour: '2022-05-12', value: 287 },
    ]);
    expect(regulier.map(({ jour: day }) => day)).toEqual([...observe.map(({ jour: day }) => day), '2022-12-31']);
    expect([regulier[0]?.value, regulier.at(-1)?.value]).toEqual([280, 1000]);
    // The last point is the figure of the page.
    const at = jour('2022-08-03');
    const expected = trajectoireOf(objectif, { compte: 287, jour: at }).attendu;
    const drawn = courbeDObjectif(objectif, { arrivees, jour: at });
    expect(drawn.observe.at(-1)).toEqual({ jour: at, value: 287 });
    expect(drawn.regulier.at(-2)).toEqual({ jour: at, value: expected });
  });

  test('is one point on its first day, none before it, and level once the day of the goal has passed', () => {
    const drawn = (day: string) => courbeDObjectif(objectif, { arrivees: [], jour: jour(day) });
    expect(drawn('2022-03-07').observe).toEqual([{ jour: '2022-03-07', value: 280 }]);
    expect(drawn('2022-02-01').observe).toEqual([]);
    expect(drawn('2023-02-10').regulier.slice(-2)).toEqual([
      { jour: '2023-01-31', value: 1000 },
      { jour: '2023-02-10', value: 1000 },
    ]);
  });
});
