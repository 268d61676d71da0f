import { render } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { parseHtml, textOf } from '../../../../test/support/html-tree.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import { jour } from '../../../values/jour.ts';
import { type Informations, informationPages } from './informations.tsx';

/** A page of the platform, in words, for an installation that says this of itself. */
async function shown(path: string, informations: Informations): Promise<string> {
  const pages = informationPages({ annuaire: {} as never, informations });
  const chrome = { principal: { type: 'anonyme' }, url: path };
  const reponse = await pages.find((one) => one.path === path)?.GET?.({ chrome } as unknown as Contexte);
  if (reponse?.type !== 'page') throw new Error('not a page');
  return textOf(parseHtml(render(reponse.view)).root).replaceAll(/\s+/g, ' ');
}

test('the source that runs here is where the installation says, and it says when it does not', async () => {
  expect(await shown('/code-source', { codeSource: 'https://exemple.fr/parvis' })).toContain(
    'https://exemple.fr/parvis',
  );
  expect(await shown('/code-source', {})).toContain('n’a pas encore indiqué où le lire');
});

test('the declaration of accessibility has the day of its establishment, or « non établie »', async () => {
  const declared = await shown('/accessibilite', { accessibiliteEtablieLe: jour('2026-11-28') });
  expect(declared).toContain('a été établie le 28 novembre 2026');
  const undeclared = await shown('/accessibilite', {});
  expect([undeclared.includes('Non établie'), undeclared.includes('a été établie le')]).toEqual([true, false]);
});
