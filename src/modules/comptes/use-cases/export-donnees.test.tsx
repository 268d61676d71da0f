import { expect, test } from 'vitest';
import { fixedClock } from '../../../platform/clock.ts';
import { systemRandom } from '../../../platform/random.ts';
import type { DonneesPersonnelles } from '../donnees-personnelles.ts';
import { exportJson, exportZip } from './export-donnees.ts';

/** A thousand elements of a megabyte, each made when it is asked for. */
const FILE = new Uint8Array(1_000_000);
let asked = 0;
const large: DonneesPersonnelles = {
  partie: 'dossiers',
  titre: 'Dossiers',
  async *exporter() {
    for (asked = 1; asked <= 1000; asked += 1) {
      const content = async function* () {
        yield FILE;
      };
      yield { donnees: { rang: asked }, page: <p />, fichiers: [{ chemin: `${asked}`, ouvrir: content }] };
    }
  },
  annoncer: async () => ({ efface: [], conserve: [], poursuivi: [] }),
  effacer: async () => undefined,
};
const empty: DonneesPersonnelles = { ...large, partie: 'rien', async *exporter() {} };

const outils = (donneesPersonnelles: readonly DonneesPersonnelles[]) => ({
  db: undefined as never,
  clock: fixedClock('2026-11-24T09:00:00.000Z'),
  random: systemRandom,
  publicUrl: 'https://parvis.exemple',
  donneesPersonnelles,
});

test('the JSON is one text, with a list for each module, empty ones too', async () => {
  let text = '';
  for await (const chunk of exportJson(outils([empty, large]), 'p1')) text += chunk;
  const json = JSON.parse(text);
  expect(Object.keys(json)).toEqual(['format', 'installation', 'exporteLe', 'personne', 'rien', 'dossiers']);
  expect([json.exporteLe, json.rien, json.dossiers.length, json.dossiers[999]]).toEqual([
    '2026-11-24T09:00:00Z',
    [],
    1000,
    { rang: 1000 },
  ]);
});

test('the archive goes at the pace of who reads it: nothing is made before it is wanted', async () => {
  const reader = exportZip(outils([large]), 'p1', async function* () {
    yield '<!doctype html>';
  }).getReader();
  let received = 0;
  while (received < 5_000_000) received += (await reader.read()).value?.length ?? 0;
  expect(asked).toBeLessThan(10);
  await reader.cancel();
});
