import { afterAll, beforeAll, expect, test } from 'vitest';
import { AUTRE_USAGER, openTestJournal, type TestJournal, USAGER } from '../testing/test-journal.ts';
import { selectEntriesOfLecteur } from './entries.ts';

let journal: TestJournal;
const READ = { lecteur: USAGER, sujet: 'dossier', type: 'dossier.consulte' };

beforeAll(async () => {
  journal = await openTestJournal();
  for (const [id, lecteur] of [
    ['D1', USAGER],
    ['D2', USAGER],
    ['D3', AUTRE_USAGER],
  ] as const) {
    await journal.write({ sujet: { type: 'dossier', id }, lecteurs: [lecteur] });
    for (const rang of [1, 2]) {
      await journal.write({ sujet: { type: 'dossier', id }, type: 'dossier.consulte', contenu: { rang } });
    }
  }
});
afterAll(() => journal.close());

const pageOf = (key: { readonly before?: number; readonly after?: number }, personne: string = USAGER) =>
  journal.base.db.read({ personne }, (tx) => selectEntriesOfLecteur(tx, { ...READ, ...key, limit: 3 }));

test('the readings of all that concerns a person, newest first, page after page and back', async () => {
  const first = await pageOf({});
  expect(first.map(({ entry }) => [entry.sujet.id, entry.contenu['rang']])).toEqual([
    ['D2', 2],
    ['D2', 1],
    ['D1', 2],
  ]);
  const second = await pageOf({ before: first.at(-1)?.seq ?? 0 });
  expect(second.map(({ entry }) => entry.sujet.id)).toEqual(['D1']);
  expect(await pageOf({ after: second[0]?.seq ?? 0 })).toEqual(first);
});

test('nobody reads those of somebody else, even by asking for them', async () => {
  expect(await pageOf({}, AUTRE_USAGER)).toEqual([]);
});
