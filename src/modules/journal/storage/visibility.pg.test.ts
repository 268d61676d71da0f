import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Portee } from '../../../platform/db/database.ts';
import {
  AUTRE_ORGANISATION,
  AUTRE_USAGER,
  ORGANISATION,
  openTestJournal,
  type TestJournal,
  USAGER,
} from '../testing/test-journal.ts';
import { deleteLecteur, findEntry, insertLecteurs, selectEntriesOfSujet } from './entries.ts';

let the: TestJournal;
beforeEach(async () => {
  the = await openTestJournal();
});
afterEach(() => the.close());

const sujet = { type: 'dossier', id: 'POI-1' };
const typesSeenBy = (portee: Portee) =>
  the.base.db.transaction(portee, async (tx) => (await selectEntriesOfSujet(tx, sujet)).map(({ entry }) => entry.type));

/** An usager deposits, an agent reads. */
async function depositAndRead() {
  await the.write({ lecteurs: [USAGER] }, { personne: USAGER });
  await the.write(
    { type: 'dossier.consulte', acteur: { type: 'agent', id: 'agent-1' } },
    { organisation: ORGANISATION },
  );
}

describe('the history of a dossier', () => {
  test('is seen by its organisation and by its usager, reading log included, and by nobody else', async () => {
    await depositAndRead();
    const all = ['dossier.depose', 'dossier.consulte'];
    expect(await typesSeenBy({ organisation: ORGANISATION })).toEqual(all);
    expect(await typesSeenBy({ personne: USAGER })).toEqual(all);
    expect(await typesSeenBy({ systeme: true })).toEqual(all);
    expect(await typesSeenBy({ personne: AUTRE_USAGER })).toEqual([]);
    expect(await typesSeenBy({ organisation: AUTRE_ORGANISATION })).toEqual([]);
    expect(await typesSeenBy({ organisation: AUTRE_ORGANISATION, personne: AUTRE_USAGER })).toEqual([]);
    expect(await typesSeenBy({ public: true })).toEqual([]);
  });

  test('is not found by its id either', async () => {
    const id = await the.write({}, { organisation: ORGANISATION });
    const find = (portee: Portee) => the.base.db.transaction(portee, (tx) => findEntry(tx, id));
    expect(await find({ organisation: ORGANISATION })).toMatchObject({ entry: { id }, position: null });
    expect(await find({ organisation: AUTRE_ORGANISATION })).toBeUndefined();
  });

  test('can be filtered by type, seen as of a date, and cut to its latest facts', async () => {
    await depositAndRead();
    the.clock.advance({ hours: 1 });
    const later = the.clock.now();
    await the.write({ type: 'dossier.accepte' }, { organisation: ORGANISATION });
    const list = (options: Parameters<typeof selectEntriesOfSujet>[2]) =>
      the.base.db.transaction({ organisation: ORGANISATION }, async (tx) =>
        (await selectEntriesOfSujet(tx, sujet, options)).map(({ entry }) => entry.type),
      );
    expect(await list({ types: ['dossier.consulte'] })).toEqual(['dossier.consulte']);
    expect(await list({ until: later.subtract({ milliseconds: 1 }) })).toEqual(['dossier.depose', 'dossier.consulte']);
    expect(await list({ until: later })).toHaveLength(3);
    expect(await list({ limit: 2 })).toEqual(['dossier.consulte', 'dossier.accepte']);
  });
});

describe('writing', () => {
  test('an organisation cannot write in the name of another', async () => {
    const attempt = the.write({ organisation: AUTRE_ORGANISATION }, { organisation: ORGANISATION });
    await expect(attempt).rejects.toThrow(/row-level security/);
  });

  test('an organisation that applies writes in the history that it opens', async () => {
    await the.write({ lecteurs: [AUTRE_ORGANISATION] }, { organisation: AUTRE_ORGANISATION });
    expect(await typesSeenBy({ organisation: ORGANISATION })).toEqual(['dossier.depose']);
    expect(await typesSeenBy({ organisation: AUTRE_ORGANISATION })).toEqual(['dossier.depose']);
  });

  test('somebody who did not sign in can act, and reads nothing back', async () => {
    await the.write({ acteur: { type: 'public', id: null } }, { public: true });
    expect(await typesSeenBy({ public: true })).toEqual([]);
    expect(await typesSeenBy({ organisation: ORGANISATION })).toHaveLength(1);
  });

  test('refuses personal data in clear, and leaves nothing behind', async () => {
    await expect(the.write({ contenu: { contact: 'jeanne@exemple.fr' } })).rejects.toThrow(/Personal data/);
    await expect(the.write({ type: 'depose' })).rejects.toThrow(/dossier\.depose/);
    const { rows } = await the.base.owner.query('select from journal_entries');
    expect(rows).toHaveLength(0);
  });
});

describe('who may open a history', () => {
  const open = (portee: Portee, lecteur: string) =>
    the.base.db.transaction(portee, (tx) => insertLecteurs(tx, sujet, [lecteur]));

  test('whoever it concerns, and the organisation that works on it', async () => {
    await depositAndRead();
    await open({ personne: USAGER }, AUTRE_USAGER);
    expect(await typesSeenBy({ personne: AUTRE_USAGER })).toHaveLength(2);
    await open({ organisation: ORGANISATION }, AUTRE_ORGANISATION);
    expect(await typesSeenBy({ organisation: AUTRE_ORGANISATION })).toHaveLength(2);
  });

  test('nobody else, not even for themselves', async () => {
    await depositAndRead();
    for (const portee of [
      { personne: AUTRE_USAGER },
      { organisation: AUTRE_ORGANISATION },
      { public: true } as const,
    ]) {
      await expect(open(portee, AUTRE_USAGER)).rejects.toThrow(/row-level security/);
    }
    const self = the.write({ lecteurs: [AUTRE_USAGER] }, { personne: AUTRE_USAGER });
    await expect(self).rejects.toThrow(/row-level security/);
    expect(await typesSeenBy({ personne: AUTRE_USAGER })).toEqual([]);
  });

  test('opening twice changes nothing, closing ends it', async () => {
    await depositAndRead();
    await open({ personne: USAGER }, AUTRE_USAGER);
    await open({ personne: USAGER }, AUTRE_USAGER);
    const close = (portee: Portee) => the.base.db.transaction(portee, (tx) => deleteLecteur(tx, sujet, AUTRE_USAGER));
    await expect(close({ organisation: AUTRE_ORGANISATION })).rejects.toThrow(/may close its history/);
    await close({ organisation: ORGANISATION });
    expect(await typesSeenBy({ personne: AUTRE_USAGER })).toEqual([]);
    expect(await typesSeenBy({ personne: USAGER })).toHaveLength(2);
  });

  test('the scope of whoever asks is left as it was', async () => {
    await depositAndRead();
    const scope = await the.base.db.transaction({ organisation: ORGANISATION }, async (tx) => {
      await insertLecteurs(tx, sujet, [AUTRE_USAGER]);
      return sql<{ systeme: boolean }>`select app_systeme() as systeme`.execute(tx);
    });
    expect(scope.rows).toEqual([{ systeme: false }]);
  });
});
