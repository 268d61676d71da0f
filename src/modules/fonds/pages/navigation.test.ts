import { expect, test } from 'vitest';
import { ROLES } from '../../comptes/index.ts';
import { navigationOf } from './navigation.ts';

const organisation = { id: '1', nom: 'Fonds', slug: 'fonds' };
const COMMUNES = [
  'Crédits',
  'Demandes',
  'Sessions',
  'Subventions',
  'Paiements',
  'Publication',
  'Point d’étape',
  'Objectifs',
];

test.each(ROLES)('the menu of a role: %s', (role) => {
  const labels = navigationOf({ organisation, roles: [role] }).map(({ label }) => label);
  const evalue = role === 'expert' || role === 'instructeur';
  expect(labels).toEqual(evalue ? COMMUNES.toSpliced(3, 0, 'Évaluations') : COMMUNES);
});

test('one of several roles is enough, and the current entry is told', () => {
  const menu = navigationOf({ organisation, roles: ['gestionnaire', 'instructeur'] }, 'credits');
  expect(menu.map(({ href }) => href)).toContain('/fonds/fonds/evaluations');
  expect(menu.filter(({ current }) => current)).toEqual([{ href: '/fonds/fonds', label: 'Crédits', current: true }]);
});

test('whoever reads what they were asked to evaluate has it in the menu, whatever their role became', () => {
  const menu = navigationOf({ organisation, roles: ['valideur'] }, 'evaluations');
  expect(menu.find(({ current }) => current)?.label).toBe('Évaluations');
});
