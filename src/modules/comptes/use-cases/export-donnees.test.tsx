import { expect, test } from 'vitest';
import { fixedClock } from '../../../platform/clock.ts';
import { systemRandom } from '../../../platform/random.ts';
import type { DonneesPersonnelles } from '../donnees-personnelles.ts';
import { exportJson, exportZip } from './export-donnees.ts';

/** A thousand elements of a megabyte, each made when it is asked for. */
const FILE = new Uint8Array(1_000_000);
let [asked, opened] = [0, 0];
const large: DonneesPersonnelles = {
  partie: 'dossiers',
  titre: 'Dossiers',
  async *exporter() {
    for (asked = 1; asked <= 1000; asked += 1) {
      const content = async function* () {
        opened += 1;
        try {
          yield FILE;
        } finally {
          opened -= 1;
        }
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

test('the archive goes at the pace of who reads it, and lets go of what it held when they stop', async () => {
  let received = 0;
  for await (const chunk of exportZip(outils([large]), 'p1', page)) {
    received += chunk.length;
    if (received > 5_000_000) break;
  }
  expect(asked).toBeLessThan(10);
  expect(opened).toBe(0);
});

async function* page(): AsyncGenerator<string> {
  yield '<!doctype html>';
}
