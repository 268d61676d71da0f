import { beforeAll, expect, test } from 'vitest';
import { readCollectivites } from './collectivites.ts';
import { ouvrirRegles } from './eligibilite.ts';
import { chercherCollectivite } from './pages/chercher-collectivite.ts';
import { readCatalogueFonds } from './storage/catalogue.ts';
import { compareRegles } from './use-cases/compare-regles.ts';

// 12 MB of JSON: seconds on a machine that does something else.
beforeAll(readCollectivites, 60_000);

test('from March to October 2021, who may ask in all of France', async () => {
  const { dispositifs } = await readCatalogueFonds();
  const session = dispositifs.find(({ slug }) => slug === 'projets-structurants')?.sessions[0];
  const [avant, apres] = (session?.versions ?? []).map(({ regles }) => ouvrirRegles(regles));
  if (!avant || !apres) throw new Error('two versions are expected');
  const { toutes } = await readCollectivites();
  const { gagnent, perdent, lignes } = await compareRegles(toutes, avant, apres);
  expect(perdent).toEqual([]);
  // Judged without the rules: whoever is between the two thresholds, départements aside.
  const between = toutes.filter(
    ({ pourRegles: { type, population } }) =>
      type !== 'departement' &&
      type !== 'syndicat' &&
      population !== null &&
      population >= 300_000 &&
      population < 500_000,
  );
  expect(new Set(gagnent)).toEqual(new Set(between));
  expect(gagnent.map(({ nom }) => nom)).toContain('Nantes');
  expect(lignes.filter(({ type }) => type === 'departement').reduce((sum, { avant: before }) => sum + before, 0)).toBe(
    98,
  );
});

test.each([
  ['Poitiers', ['86194']],
  ['poitiers ', ['86194']],
  ['86194', ['86194']],
  ['218 601 946', ['86194']],
  ['21860194600013', ['86194']],
  ['200069854', ['200069854']],
  ['creuse', expect.arrayContaining(['departement-23', '80225'])],
  ['bretagne', expect.arrayContaining(['region-53'])],
  ['86000', ['86194']],
  ['256500026', ['syndicat']],
])('%j names %j', async (saisie, cles) => {
  const found = chercherCollectivite(await readCollectivites(), saisie);
  expect(found.ok ? found.value : found.error).toEqual(cles);
});

test.each([
  ['', 'Écrivez le nom'],
  ['x'.repeat(200), 'trop long'],
  ['218601947', 'clé de contrôle'],
  ['130025265', 'n’est pas celui d’une commune'],
  ['une commune qui n’est pas', 'Aucune collectivité'],
])('%j names nobody', async (saisie, why) => {
  const found = chercherCollectivite(await readCollectivites(), saisie);
  expect(found.ok ? found.value : found.error).toContain(why);
});
