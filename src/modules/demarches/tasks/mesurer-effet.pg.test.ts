import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../../platform/db/database.ts';
import type { Demandeur } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import type { SourceOrganisation } from '../domain/source.ts';
import { listEffets } from '../storage/effets.ts';
import { type OrganisationDEssai, openTestMoteur, petiteDemarche, type TestMoteur } from '../testing/moteur.ts';
import { beginDossier } from '../use-cases/begin-dossier.ts';
import { saveStep } from '../use-cases/save-step.ts';
import { submitDossier } from '../use-cases/submit-dossier.ts';
import { mesurerEffet } from './mesurer-effet.ts';

const identite: SourceOrganisation = {
  id: 'organisation.identite',
  pour: 'organisations',
  nom: 'la liste',
  presentation: 'Le nom',
  donnees: ['nom'],
  fetch: async ({ porteur, now }) => ({
    etat: 'obtenue',
    phrase: 'Connue.',
    fournisseur: 'la liste',
    le: now.toString(),
    donnees: { nom: porteur.nom },
  }),
};

let essai: TestMoteur;
let poitiers: OrganisationDEssai;
let creuse: OrganisationDEssai;
let porteur: Demandeur;
let versions: readonly string[];

beforeAll(async () => {
  essai = await openTestMoteur([identite]);
  poitiers = await essai.organisation('poitiers', '218601946');
  creuse = await essai.organisation('creuse', '222309627');
  porteur = (await essai.membre(poitiers, 'Yann', ['gestionnaire'])).demandeur;
  for (const organisation of [poitiers, creuse]) {
    await essai.publier(organisation, 'concours', petiteDemarche('organisations'));
    await essai.publier(organisation, 'pour-soi', petiteDemarche('personnes'));
  }
  const { rows } = await essai.base.owner.query<{ id: string }>(
    'select v.id from demarche_versions v join demarches d on d.id = v.demarche_id order by d.organisation_id, d.slug',
  );
  versions = rows.map(({ id }) => id);
});
beforeEach(async () => {
  await essai.base.owner.query('delete from effets');
  await essai.base.owner.query('delete from effet_lectures');
});
afterAll(() => essai.close());

const run = ({ db = essai.base.db, batch = 500, signal = new AbortController().signal } = {}) =>
  mesurerEffet({ db, clock: essai.clock }, batch).run(null, { logger: essai.moteur.logger, signal });

/** As what is written must be, whatever the batches. */
const effets = async () =>
  (await essai.base.owner.query('select version_id, mois::text, compteurs from effets order by version_id, mois')).rows;
const lecture = async () =>
  (await essai.base.owner.query<{ position: string }>('select position from effet_lectures')).rows[0]?.position;

async function deposit(demandeur: Demandeur, chez: OrganisationDEssai, demarche: string, minutes: number) {
  const id = await beginDossier(essai.moteur, demandeur, { organisation: chez, demarcheSlug: demarche, sources: [] });
  essai.clock.advance({ minutes });
  const save = (sectionId: string, typed: Readonly<Record<string, string>>, tour: number) =>
    saveStep(essai.moteur, demandeur, {
      dossierId: id,
      sectionId,
      fields: { all: (name) => (name in typed ? [typed[name] ?? ''] : []) },
      tour,
      completer: true,
    });
  await save('vous', { nom: 'Roy', objet: 'Une école' }, 0);
  await save('projet', { description: 'Neuve' }, 0);
  expect(await submitDossier(essai.moteur, demandeur, { dossierId: id })).toMatchObject({ type: 'depose' });
  return id;
}

/** Facts of the journal alone: the task reads nothing else. */
async function journal(depots: number): Promise<void> {
  for (let index = 0; index < depots; index += 1) {
    const dossier = crypto.randomUUID();
    const fact = (type: string, contenu: Parameters<typeof append>[2]['contenu']) =>
      essai.base.db.transaction({ systeme: true }, (tx) =>
        append(tx, essai.moteur, {
          acteur: { type: 'usager', id: crypto.randomUUID() },
          organisation: poitiers.id,
          sujet: { type: 'dossier', id: dossier },
          type,
          contenu,
        }),
      );
    await fact('dossier.commence', {});
    essai.clock.advance({ minutes: 3 + index });
    const effet = { champsPreremplis: index % 3, piecesEvitees: index % 2, sources: { caf: 'obtenue' } };
    await fact('dossier.depose', { version: versions[index % versions.length] ?? '', pieces: 1, effet });
    essai.clock.advance({ days: 9 });
  }
  await essai.moteur.journal.settle();
}

test('what the use cases deposited is measured, for its organisation and its version', async () => {
  await deposit(porteur, creuse, 'concours', 7);
  await deposit(await essai.usager('Léa'), creuse, 'pour-soi', 12);
  await run();
  const depuis = '2026-01-01';
  const seen = await essai.base.db.read({ public: true }, (tx) =>
    listEffets(tx, { depuis, organisationId: creuse.id }),
  );
  expect(seen.map(({ mois, compteurs }) => ({ mois, compteurs })).toSorted(byPrerempli)).toMatchObject([
    {
      mois: '2026-11-01',
      compteurs: {
        depots: 1,
        preremplis: 1,
        champsPreremplis: 1,
        piecesEvitees: 0,
        piecesJointes: 0,
        sources: { 'organisation.identite': { obtenue: 1 } },
        durees: { avec: { 7: 1 }, sans: {} },
      },
    },
    { compteurs: { depots: 1, preremplis: 0, champsPreremplis: 0, durees: { avec: {}, sans: { 12: 1 } } } },
  ]);
  expect(
    await essai.base.db.read({ public: true }, (tx) => listEffets(tx, { depuis, organisationId: poitiers.id })),
  ).toEqual([]);
});

test('read at once, in pieces, twice, or by two servers, it comes to the same', async () => {
  await journal(12);
  await run();
  const whole = await effets();
  expect(whole.reduce((sum, { compteurs }) => sum + compteurs.depots, 0)).toBe(14);
  await run();
  expect(await effets()).toEqual(whole);
  await forget();
  await run({ batch: 1 });
  expect(await effets()).toEqual(whole);
  await forget();
  await Promise.all([run({ batch: 3 }), run({ batch: 2 })]);
  expect(await effets()).toEqual(whole);
});

test('killed in the middle, each deposit still counts once', async () => {
  await run();
  const whole = await effets();
  const end = await lecture();
  await forget();
  let transactions = 0;
  const dying: Database = {
    ...essai.base.db,
    transaction: (portee, work) =>
      essai.base.db.transaction(portee, async (tx) => {
        const result = await work(tx);
        transactions += 1;
        // All is written, nothing is committed.
        if (transactions % 3 === 0) throw new Error('killed');
        return result;
      }),
  };
  while ((await lecture()) !== end) await run({ db: dying, batch: 2 }).catch(() => undefined);
  expect(transactions).toBeGreaterThan(10);
  expect(await effets()).toEqual(whole);
});

test('a server that stops goes on later, from where it was', async () => {
  await run({ signal: AbortSignal.abort() });
  expect(await lecture()).toBe(undefined);
  const stop = new AbortController();
  const stopping: Database = {
    ...essai.base.db,
    transaction: (portee, work) =>
      essai.base.db.transaction(portee, async (tx) => {
        stop.abort();
        return work(tx);
      }),
  };
  await run({ db: stopping, batch: 4, signal: stop.signal });
  expect(await lecture()).toBe('4');
});

test('an entry that has no place in the tree yet waits; what is not of ours is passed over', async () => {
  await run();
  const before = await effets();
  const deposited = (contenu: Parameters<typeof append>[2]['contenu']) =>
    essai.base.db.transaction({ systeme: true }, (tx) =>
      append(tx, essai.moteur, {
        acteur: { type: 'usager', id: crypto.randomUUID() },
        organisation: poitiers.id,
        sujet: { type: 'dossier', id: crypto.randomUUID() },
        type: 'dossier.depose',
        contenu,
      }),
    );
  const effet = { champsPreremplis: 0, piecesEvitees: 0, sources: {} };
  await deposited({ version: versions[0] ?? '', pieces: 0 });
  await deposited({ version: crypto.randomUUID(), pieces: 0, effet });
  await essai.moteur.journal.settle();
  await run();
  expect(await effets()).toEqual(before);
});

test('nobody writes these figures, not even the organisation that they are about', async () => {
  await run();
  for (const scope of [{ organisation: poitiers.id }, { public: true }] as const) {
    await essai.base.db.transaction(scope, async (tx) => {
      const { numDeletedRows } = await tx
        .withTables<{ effets: { organisation_id: string } }>()
        .deleteFrom('effets')
        .executeTakeFirstOrThrow();
      expect(numDeletedRows).toBe(0n);
    });
  }
});

async function forget(): Promise<void> {
  await essai.base.owner.query('delete from effets');
  await essai.base.owner.query('delete from effet_lectures');
}

function byPrerempli(a: { compteurs: { preremplis: number } }, b: { compteurs: { preremplis: number } }): number {
  return b.compteurs.preremplis - a.compteurs.preremplis;
}
