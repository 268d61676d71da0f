import { describe, expect, test } from 'vitest';
import { jour } from '../../../values/jour.ts';
import { droitsDe, scopesDe } from './droits.ts';
import { empechementDe, seuilAtteint } from './habilitation.ts';
import { routes } from './routes/index.ts';
import { quotientFamilial } from './routes/quotient-familial.ts';
import { serviceNational } from './routes/service-national.ts';

const AUJOURDHUI = jour('2026-11-24');
const dates = { enVigueur: true, valableDu: jour('2026-01-01'), valableJusquau: jour('2026-11-24') };
const ALL = ['cnaf_quotient_familial', 'cnaf_allocataires', 'cnaf_enfants', 'cnaf_adresse'];
const droits = (scopes: readonly string[], utiles: readonly string[] = ['valeur', 'mois', 'enfants', 'adresse']) =>
  droitsDe(quotientFamilial, { ...dates, scopes }, utiles, AUJOURDHUI);

describe('what may be asked', () => {
  test('all that is granted, when all is of use', () => {
    expect(droits(ALL)).toEqual({
      accordes: true,
      scopes: ['cnaf_quotient_familial', 'cnaf_enfants', 'cnaf_adresse', 'cnaf_allocataires'],
      donnees: ['valeur', 'mois', 'enfants', 'adresse'],
      presentation: 'Votre quotient familial, vos enfants à charge et votre adresse',
    });
  });

  test('nothing beyond what is granted, and the page says only that', () => {
    expect(droits(['cnaf_quotient_familial', 'cnaf_adresse', 'dgfip_rfr'])).toEqual({
      accordes: true,
      scopes: ['cnaf_quotient_familial', 'cnaf_adresse'],
      donnees: ['valeur', 'mois', 'adresse'],
      presentation: 'Votre quotient familial et votre adresse',
    });
  });

  test('nothing beyond what the démarche uses, though it is granted', () => {
    expect(droits(ALL, ['valeur'])).toMatchObject({
      scopes: ['cnaf_quotient_familial', 'cnaf_allocataires'],
      donnees: ['valeur', 'mois'],
      presentation: 'Votre quotient familial',
    });
  });

  test('nothing at all with what only tells whose it is, or with the scopes of something else', () => {
    for (const scopes of [[], ['cnaf_allocataires'], ['men_statut_scolarite']]) {
      expect(droits(scopes)).toEqual({ accordes: false, empechement: 'scopes' });
    }
    expect(droits(['cnaf_enfants'], ['valeur'])).toEqual({ accordes: false, empechement: 'scopes' });
  });

  test('nothing without a habilitation that holds today; its last day counts whole', () => {
    expect(droitsDe(serviceNational, undefined, [''], AUJOURDHUI)).toEqual({ accordes: false, empechement: 'absente' });
    expect(empechementDe({ ...dates, enVigueur: false }, AUJOURDHUI)).toBe('sans_effet');
    expect(empechementDe(dates, jour('2025-12-31'))).toBe('pas_encore');
    expect(empechementDe(dates, AUJOURDHUI)).toBeUndefined();
    expect(empechementDe(dates, jour('2026-11-25'))).toBe('expiree');
  });
});

test('in every route, the parts cover the data and the scopes, exactly', () => {
  for (const route of routes.filter(({ parties }) => parties)) {
    const parties = route.parties ?? [];
    expect(parties.flatMap(({ donnees }) => donnees).toSorted(), route.id).toEqual(route.donnees.toSorted());
    expect(parties.flatMap(({ scopes }) => scopes).toSorted(), route.id).toEqual(route.scopes.toSorted());
  }
  expect(scopesDe(quotientFamilial, 'enfants')).toEqual(['cnaf_enfants']);
  expect(scopesDe(serviceNational, 'statut')).toEqual(serviceNational.scopes);
});

test.each([
  ['2027-02-23', undefined],
  ['2027-02-22', 90],
  ['2026-12-24', 30],
  ['2026-12-01', 7],
  ['2026-11-24', 7],
  ['2026-11-23', 0],
])('an end on %s is announced at %s', (fin, seuil) => {
  expect(seuilAtteint(jour(fin), AUJOURDHUI)).toBe(seuil);
});
