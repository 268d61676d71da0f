import { afterEach, beforeEach, expect, test } from 'vitest';
import { orThrow } from '../../../values/result.ts';
import { type Lieu, openTerrain, type Terrain } from '../testing/organisation.ts';
import { saisie } from '../testing/saisie.ts';
import { addHabilitation } from '../use-cases/save-habilitation.ts';
import { purgerDonnees } from './purger-donnees.ts';

let terrain: Terrain;
const caf = {
  source: 'api_particulier.quotient_familial',
  fournisseur: 'la CAF',
  obtenueLe: '2026-11-24T08:00:00Z',
  certifiee: true,
};
const fc = { ...caf, source: 'franceconnect.identite' };
const REPONSES = {
  identite: { nom: 'MARTIN' },
  quotient: 731,
  enfants: [{ _id: 's1', prenom: 'Mila', ecole: 'Ferry' }],
};
const ORIGINES = { identite: fc, quotient: caf, 'enfants.s1.prenom': caf };
const CALCULS = {
  prix: { valeur: 235, texte: '2,35 €', explication: [{ libelle: 'Quotient', valeur: '731 €' }], manque: [] },
};

beforeEach(async () => {
  terrain = await openTerrain();
});
afterEach(() => terrain.close());

/** A dossier decided at the clock's instant, corrected once: its first deposit too holds the data. */
async function decide(lieu: Lieu, statut = 'accepte'): Promise<string> {
  const { owner } = terrain.base;
  const [dossier, usager] = [crypto.randomUUID(), crypto.randomUUID()];
  await owner.query(`insert into personnes (id, type) values ($1, 'usager')`, [usager]);
  const { rows } = await owner.query<{ version: string }>('select version_id as version from demarches where id = $1', [
    lieu.demarcheId,
  ]);
  await owner.query(
    `insert into dossiers (id, organisation_id, demarche_id, version_id, usager_id, statut, numero, reponses, origines, created_at, modified_at, submitted_at, decided_at)
     values ($1, $2, $3, $4, $5, $6, $10, $7, $8, now(), now(), now(), $9)`,
    [
      dossier,
      lieu.organisation.id,
      lieu.demarcheId,
      rows[0]?.version,
      usager,
      statut,
      JSON.stringify(REPONSES),
      JSON.stringify(ORIGINES),
      statut === 'en_instruction' ? null : terrain.clock.now().toString(),
      dossier,
    ],
  );
  for (const rang of [1, 2]) {
    await owner.query(
      `insert into depots (id, dossier_id, rang, reponses, origines, calculs, sel, entree_id, deposited_at) values (gen_random_uuid(), $1, $2, $3, $4, $5, '\\x0102', gen_random_uuid(), now())`,
      [dossier, rang, JSON.stringify(REPONSES), JSON.stringify(ORIGINES), JSON.stringify(CALCULS)],
    );
  }
  return dossier;
}

async function declare(lieu: Lieu, change: Parameters<typeof saisie>[0]) {
  const demande = { ...saisie(change), demarche: lieu.demarcheId, fournisseur: 'api_particulier' };
  return orThrow(await addHabilitation(terrain.deps, lieu.administrateur, lieu.organisation.siren, demande));
}

const run = (signal = new AbortController().signal) =>
  purgerDonnees(terrain.deps).run(null, { logger: terrain.deps.logger, signal });
const stored = async (dossier: string) =>
  (
    await terrain.base.owner.query(
      `select reponses, origines, calculs, sel from depots where dossier_id = $1
       union all select reponses, origines, '{}', null from dossiers where id = $1`,
      [dossier],
    )
  ).rows;
const holds = async (dossier: string) => /731|Mila/.test(JSON.stringify(await stored(dossier)));
const facts = async () =>
  (
    await terrain.base.owner.query(
      `select canonical::jsonb as e from journal_entries where type = 'dossier.donnees_effacees'`,
    )
  ).rows.map(({ e }) => e);

test('once the declared time is over, everywhere, and not a month before', async () => {
  const { clock, poitiers } = terrain;
  const id = await declare(poitiers, { conservationMois: '6' });
  const dossier = await decide(poitiers);
  clock.advance({ months: 5, days: 29 });
  await run();
  expect(await holds(dossier)).toBe(true);
  clock.advance({ days: 2 });
  await run();
  expect(await holds(dossier)).toBe(false);
  for (const { reponses, origines, sel, calculs } of await stored(dossier)) {
    expect(reponses).toEqual({ identite: { nom: 'MARTIN' }, enfants: [{ _id: 's1', ecole: 'Ferry' }] });
    expect(origines.quotient).toMatchObject({
      fournisseur: 'la CAF',
      obtenueLe: caf.obtenueLe,
      certifiee: false,
      effaceeLe: expect.any(String),
    });
    expect(origines.identite).toEqual(fc);
    expect(sel).toBeNull();
    if (calculs.prix) expect(calculs.prix).toMatchObject({ texte: '2,35 €', explication: [] });
  }
  expect(await facts()).toMatchObject([
    {
      sujet: { type: 'dossier', id: dossier },
      acteur: { type: 'systeme' },
      contenu: { habilitation: id, source: 'api_particulier.', champs: 2, depots: 2 },
    },
  ]);
  await run();
  expect(await facts()).toHaveLength(1);
});

test('also when the habilitation was revoked since; never of a dossier not decided, nor of another démarche', async () => {
  const { clock, poitiers, flayat } = terrain;
  await declare(poitiers, { conservationMois: '1', etat: 'revoquee' });
  const [old, running, elsewhere] = [
    await decide(poitiers),
    await decide(poitiers, 'en_instruction'),
    await decide(flayat),
  ];
  clock.advance({ months: 24 });
  await run();
  expect([await holds(old), await holds(running), await holds(elsewhere)]).toEqual([false, true, true]);
});

test('more than a batch, two servers at once, and what somebody holds is left for the next night', async () => {
  const { base, clock, poitiers } = terrain;
  await declare(poitiers, { conservationMois: '1' });
  const dossiers: string[] = [];
  for (let n = 0; n < 45; n += 1) dossiers.push(await decide(poitiers));
  clock.advance({ months: 2 });
  const [held = ''] = dossiers;
  const agent = await base.owner.connect();
  await agent.query('begin');
  await agent.query('select from dossiers where id = $1 for update', [held]);
  await Promise.all([run(), run()]);
  await agent.query('rollback');
  agent.release();
  expect(await holds(held)).toBe(true);
  await run();
  expect((await facts()).length).toBe(45);
  for (const dossier of dossiers) expect(await holds(dossier)).toBe(false);
});

test('a server that stops leaves the rest for later', async () => {
  await declare(terrain.poitiers, { conservationMois: '1' });
  const dossier = await decide(terrain.poitiers);
  terrain.clock.advance({ months: 2 });
  await run(AbortSignal.abort());
  expect(await holds(dossier)).toBe(true);
});
