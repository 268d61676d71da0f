import { expect, test } from 'vitest';
import { jour } from '../../../values/jour.ts';
import { echeancesDeSubvention } from './echeances-subvention.ts';

const ETAT = {
  statut: 'conventionnee',
  commencement: null,
  commencerAvant: jour('2022-10-04'),
  finPrevue: jour('2023-10-15'),
  soldeeLe: null,
} as const;
const VERSEMENTS = [
  {
    rang: 1,
    nature: 'avance',
    statut: 'paye',
    prevuLe: jour('2021-10-01'),
    justifieLe: jour('2021-10-20'),
  },
  { rang: 2, nature: 'solde', statut: 'prevu', prevuLe: jour('2024-02-01'), justifieLe: null },
] as const;

const dites = (etat: Partial<Parameters<typeof echeancesDeSubvention>[0]>, versements = VERSEMENTS.slice()) =>
  echeancesDeSubvention({ ...ETAT, ...etat }, versements).map(
    ({ quoi, le, attendue }) => `${le} ${quoi}${attendue ? '' : ' fait'}`,
  );

test('the dates of a subvention under way, in their order', () => {
  expect(dites({})).toEqual([
    '2021-10-01 versement fait',
    '2022-10-04 commencement',
    '2023-10-15 fin',
    '2024-02-01 versement',
  ]);
});

test('nothing waits before the decision, nor after the end', () => {
  expect(dites({ statut: 'proposee' })).toEqual([]);
  expect(dites({ statut: 'abandonnee' })).toEqual([]);
  expect(dites({ statut: 'caduque' }).every((text) => text.endsWith('fait'))).toBe(true);
});

test('a project that began, and a decision without a day to begin', () => {
  expect(dites({ commencement: jour('2022-01-10') }, [])).toEqual(['2022-10-04 commencement fait', '2023-10-15 fin']);
  expect(dites({ commencerAvant: null }, [])).toEqual(['2023-10-15 fin']);
});
