import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Forbidden, NotFound } from '../../platform/errors.ts';
import { resealAll } from '../../platform/reseal.ts';
import { makeSeal } from '../../platform/seal.ts';
import { orThrow } from '../../values/result.ts';
import { colonnesScelleesDesDonnees } from './index.ts';
import { readJetonScelle } from './storage/habilitations.ts';
import { avertirExpirations } from './tasks/avertir-expirations.ts';
import { envoyerCourrierHabilitation } from './tasks/envoyer-courrier-habilitation.ts';
import { openTerrain, SECRET, type Terrain } from './testing/organisation.ts';
import { saisie } from './testing/saisie.ts';
import { readHabilitation, readHabilitations } from './use-cases/list-habilitations.ts';
import { replaceJeton } from './use-cases/replace-jeton.ts';
import { addHabilitation, changeHabilitation } from './use-cases/save-habilitation.ts';
import { testJeton } from './use-cases/test-jeton.ts';

let terrain: Terrain;
const JETON = 'jeton-de-la-cantine.tres-secret_0123456789';

beforeEach(async () => {
  terrain = await openTerrain();
});
afterEach(() => terrain.close());

async function add(change: Parameters<typeof saisie>[0] = {}, lieu = terrain.poitiers) {
  const demande = { ...saisie(change), demarche: lieu.demarcheId, fournisseur: 'api_particulier' };
  return addHabilitation(terrain.deps, lieu.administrateur, lieu.organisation.siren, demande);
}
const journal = async () =>
  (await terrain.base.owner.query(`select type from journal_entries order by type`)).rows.map(({ type }) => type);

describe('an administrator', () => {
  test('declares one habilitation a démarche, corrects it, and finds it in the list', async () => {
    const { deps, poitiers } = terrain;
    const id = orThrow(await add());
    expect(await add({ datapass: '9002' })).toMatchObject({ ok: false, error: { demarche: /déjà une habilitation/ } });
    const change = { ...saisie({ scopes: 'cnaf_adresse' }), id };
    orThrow(await changeHabilitation(deps, poitiers.administrateur, poitiers.organisation.siren, change));
    const { lignes } = await readHabilitations(deps, poitiers.administrateur);
    expect(lignes).toMatchObject([
      {
        habilitation: { id, datapassId: 9001, scopes: ['cnaf_adresse'], enVigueur: true, aUnJeton: false },
        demarche: { titre: 'Inscription à la cantine' },
        empechement: undefined,
      },
    ]);
    expect(await journal()).toEqual(['habilitation.ajoutee', 'habilitation.modifiee']);
  });

  test('reads beside each field what is wrong, all at once', async () => {
    const refused = await addHabilitation(terrain.deps, terrain.poitiers.administrateur, '218601946', {
      ...saisie({ datapass: 'n°9', etat: 'x', scopes: 'Éa', baseLegale: ' ', finalite: '', conservationMois: '0' }),
      siret: '21230810000013',
      valableDu: { jour: '31', mois: '2', annee: '2026' },
      valableJusquau: { jour: '', mois: '', annee: '' },
      demarche: terrain.flayat.demarcheId,
      fournisseur: 'autre',
    });
    expect(refused.ok || Object.keys(refused.error)).toEqual([
      'demarche',
      'fournisseur',
      'datapass',
      'etat',
      'scopes',
      'baseLegale',
      'finalite',
      'conservationMois',
      'siret',
      'valableDu',
      'valableJusquau',
    ]);
    expect(await add({ du: '2027-01-01', jusquau: '2026-01-01' })).toMatchObject({ ok: false });
  });

  test('double click: one habilitation', async () => {
    const both = await Promise.all([add(), add()]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('a number that another organisation typed is not kept away from whom it belongs to', async () => {
    orThrow(await add({}, terrain.flayat));
    orThrow(await add());
  });
});

describe('nobody else', () => {
  test('an instructeur manages nothing', async () => {
    const { deps, poitiers } = terrain;
    const id = orThrow(await add());
    const demande = { ...saisie(), demarche: poitiers.demarcheId, fournisseur: 'franceconnect' };
    for (const attempt of [
      () => readHabilitations(deps, poitiers.instructeur),
      () => readHabilitation(deps, poitiers.instructeur, id),
      () => addHabilitation(deps, poitiers.instructeur, '218601946', demande),
      () => changeHabilitation(deps, poitiers.instructeur, '218601946', { ...saisie(), id }),
      () => replaceJeton(deps, poitiers.instructeur, { id, jeton: JETON }),
      () => testJeton(deps, poitiers.instructeur, id),
    ]) {
      await expect(async () => attempt()).rejects.toThrow(Forbidden);
    }
  });

  test('another organisation’s habilitation does not exist', async () => {
    const { deps, flayat } = terrain;
    const id = orThrow(await add());
    for (const attempt of [
      () => readHabilitation(deps, flayat.administrateur, id),
      () => changeHabilitation(deps, flayat.administrateur, '212308100', { ...saisie(), id }),
      () => replaceJeton(deps, flayat.administrateur, { id, jeton: JETON }),
      () => testJeton(deps, flayat.administrateur, id),
    ]) {
      await expect(async () => attempt()).rejects.toThrow(NotFound);
    }
  });

  test('the database itself refuses one on the démarche of another organisation', async () => {
    const { base, poitiers, flayat } = terrain;
    const id = orThrow(await add());
    await expect(
      base.db.transaction({ organisation: poitiers.organisation.id }, (tx) =>
        tx
          .withTables<{ habilitations: { id: string; demarche_id: string } }>()
          .updateTable('habilitations')
          .set({ demarche_id: flayat.demarcheId })
          .where('id', '=', id)
          .execute(),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('the token', () => {
  test('is sealed, bound to its row, never shown nor logged nor journalled, and tried', async () => {
    const { base, deps, poitiers, flayat } = terrain;
    const id = orThrow(await add());
    const other = orThrow(await add({}, flayat));
    expect(await replaceJeton(deps, poitiers.administrateur, { id, jeton: 'a b\u0000é' })).toMatchObject({ ok: false });
    orThrow(await replaceJeton(deps, poitiers.administrateur, { id, jeton: `  ${JETON}\n` }));
    const { rows } = await base.owner.query('select * from habilitations, journal_entries');
    expect(JSON.stringify(rows)).not.toContain('tres-secret');
    expect(rows.some((row) => row.jeton_scelle?.includes('tres-secret'))).toBe(false);
    expect(JSON.stringify(await readHabilitation(deps, poitiers.administrateur, id))).not.toContain('tres-secret');

    terrain.introspection = { type: 'lue', scopes: ['cnaf_adresse', 'men_statut_scolarite'] };
    expect(await testJeton(deps, poitiers.administrateur, id)).toEqual({
      type: 'ecart',
      manquants: ['cnaf_quotient_familial', 'cnaf_allocataires', 'cnaf_enfants'],
      enTrop: ['men_statut_scolarite'],
    });
    terrain.introspection = { type: 'refusee' };
    expect(await testJeton(deps, poitiers.administrateur, id)).toEqual({ type: 'refuse' });
    expect(await testJeton(deps, flayat.administrateur, other)).toEqual({ type: 'sans_jeton' });
    expect(terrain.log()).not.toContain('tres-secret');

    // Moved to another row by who can write the table: it opens nothing there.
    await base.owner.query(
      'update habilitations set jeton_scelle = (select jeton_scelle from habilitations where id = $1) where id = $2',
      [id, other],
    );
    expect(await testJeton(deps, flayat.administrateur, other)).toEqual({ type: 'illisible' });
  });

  test('is sealed again under a new secret, all rows, and twice does nothing', async () => {
    const { base, deps, poitiers } = terrain;
    const id = orThrow(await add());
    orThrow(await replaceJeton(deps, poitiers.administrateur, { id, jeton: JETON }));
    await base.owner.query(
      `insert into habilitations (id, organisation_id, demarche_id, fournisseur, etat, en_vigueur, base_legale, finalite, conservation_mois, valable_du, valable_jusquau, jeton_scelle, created_at, modified_at)
       select gen_random_uuid(), organisation_id, demarche_id, 'franceconnect', etat, en_vigueur, base_legale, finalite, 1, valable_du, valable_jusquau, '\\x0102030405060708', now(), now() from habilitations`,
    );
    const secrets = { current: 'le secret suivant de l’installation', previous: SECRET };
    const column = 'habilitations.jeton_scelle';
    expect(await resealAll(base.db, colonnesScelleesDesDonnees, secrets)).toEqual([
      { column, resealed: 1, current: 0, unreadable: 1 },
    ]);
    expect(await resealAll(base.db, colonnesScelleesDesDonnees, secrets)).toEqual([
      { column, resealed: 0, current: 1, unreadable: 1 },
    ]);
    const sealed = await base.db.read({ systeme: true }, (tx) => readJetonScelle(tx, id));
    expect(makeSeal(secrets.current, 'donnees').open(sealed ?? Buffer.of(), id)).toBe(JETON);
    expect(makeSeal(SECRET, 'donnees').open(sealed ?? Buffer.of(), id)).toBeUndefined();
  });
});

describe('the end', () => {
  const run = async () => {
    const helpers = { logger: terrain.deps.logger, signal: new AbortController().signal };
    await avertirExpirations(terrain.deps).run(null, helpers);
    const { rows } = await terrain.base.owner.query(
      `select t.identifier as task, payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`,
    );
    await terrain.base.owner.query('delete from graphile_worker._private_jobs');
    return rows as { task: string; payload: { seuil: number } }[];
  };

  test('is announced at 90, 30 and 7 days and once over, each time once, to administrators only', async () => {
    orThrow(await add({ jusquau: '2027-03-01' }));
    const told: (number | undefined)[] = [];
    for (let day = 0; day < 120; day += 1) {
      for (const { payload } of await run()) told.push(payload.seuil);
      terrain.clock.advance({ days: 1 });
    }
    expect(told).toEqual([90, 30, 7, 0]);
  });

  test('two servers at once, one warning; a later end begins again', async () => {
    const { deps, poitiers } = terrain;
    const id = orThrow(await add({ jusquau: '2026-12-10' }));
    await Promise.all([avertirExpirations(deps), avertirExpirations(deps)].map((task) => task.run(null, {} as never)));
    const first = await run();
    expect(first).toHaveLength(1);
    const helpers = { logger: deps.logger, signal: new AbortController().signal };
    const task = envoyerCourrierHabilitation(deps);
    await task.run(task.parse(first[0]?.payload), helpers);
    expect(terrain.mails).toHaveLength(1);
    expect(terrain.mails[0]).toMatchObject({
      to: 'ada@poitiers.exemple',
      text: expect.stringContaining('10 décembre 2026'),
    });
    const change = { ...saisie({ jusquau: '2027-02-01' }), id };
    orThrow(await changeHabilitation(deps, poitiers.administrateur, '218601946', change));
    expect((await run()).map(({ payload }) => payload.seuil)).toEqual([90]);
  });
});
