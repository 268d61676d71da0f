import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../../platform/root.ts';
import { badlySpaced } from '../../demarches/testing/typographie.ts';
import { readCatalogueFonds } from './catalogue.ts';

test('what people read of the fund has the spaces of French typography, from its name to its acts', async () => {
  const { dispositifs, ...fonds } = await readCatalogueFonds();
  expect(fonds.actes.length).toBeGreaterThan(3);
  expect(badlySpaced(fonds)).toEqual([]);
  // The words of the rules get theirs when they are opened: what is kept of them is what their file says.
  for (const { sessions, ...dispositif } of dispositifs) {
    expect([dispositif.slug, badlySpaced([dispositif, sessions.map(({ nom }) => nom)])]).toEqual([dispositif.slug, []]);
  }
});

test('rules are kept as their file says: published again, they are the same version', async () => {
  const { dispositifs } = await readCatalogueFonds();
  const locaux = dispositifs.find(({ slug }) => slug === 'projets-locaux');
  const publiees = locaux?.sessions.flatMap(({ versions }) => versions.map(({ regles }) => regles)) ?? [];
  const folder = join(ROOT, 'catalogue', 'fonds', 'projets-locaux');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.publicodes.yaml'));
  const ecrites = await Promise.all(names.map(async (name) => parse(await readFile(join(folder, name), 'utf8'))));
  expect(ecrites).not.toEqual([]);
  for (const regles of ecrites) expect(publiees).toContainEqual(regles);
});
