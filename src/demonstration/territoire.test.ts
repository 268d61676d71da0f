import { expect, test } from 'vitest';
import { agents } from '../../simulators/people/agents.ts';
import { parseTheme } from '../platform/html/theme.ts';
import { rolesByAgent } from './roles.ts';
import { territoire } from './territoire.ts';

const themes = territoire.organisations.map(({ theme }) => theme);

test.each(territoire.organisations)('everybody can read the look of $code', ({ theme }) => {
  expect(parseTheme(theme)).toEqual({ ok: true, value: theme });
});

test('no two look alike', () => {
  expect(new Set(themes.map((theme) => theme?.brand)).size).toBe(themes.length);
  expect(new Set(themes.map((theme) => theme?.accent)).size).toBe(themes.length);
});

test('every agent of a public body has roles, and nobody else', () => {
  const publicAgents = agents.filter(({ organisation }) => organisation.population !== null).map(({ id }) => id);
  expect(Object.keys(rolesByAgent).toSorted()).toEqual(publicAgents.toSorted());
});
