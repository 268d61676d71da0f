import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adoptDemarche, openCatalogue } from '../../modules/demarches/index.ts';
import { openTestMoteur, type TestMoteur } from '../../modules/demarches/testing/moteur.ts';
import { sourcesDeDonnees } from '../../modules/donnees/index.ts';
import { adoptFonds, makeEligibilites, readCatalogueFonds } from '../../modules/fonds/index.ts';
import { ROOT } from '../../platform/root.ts';
import { reconstituer } from './index.ts';

/** The whole of 2021, played once: what the fund's pages then count is what was published. */
let essai: TestMoteur;
let played: Pick<Parameters<typeof reconstituer>[0], 'moteur' | 'eligibilites'>;
const eligibilites = makeEligibilites();

beforeAll(async () => {
  essai = await openTestMoteur();
  const api = { ...essai.moteur, baseUrl: 'http://localhost:1', limites: { parMinute: 1, parSeconde: 1 } };
  const sources = sourcesDeDonnees(api);
  const moteur = { ...essai.moteur, sources: new Map(sources.map((source) => [source.id, source])) };
  const fonds = await essai.organisation('dinum', '130025265');
  const catalogue = openCatalogue(join(ROOT, 'catalogue'), { registre: essai.moteur.registre, sources });
  for (const slug of ['fonds-franceconnect', 'fonds-projet-local', 'fonds-projet-national']) {
    const loaded = await catalogue.load(slug, {});
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.erreurs));
    const adoption = { organisationId: fonds.id, slug, definition: loaded.definition, parametres: {} };
    await essai.moteur.db.transaction({ systeme: true }, (tx) => adoptDemarche(tx, essai.moteur, adoption));
  }
  const programme = await readCatalogueFonds();
  await essai.moteur.db.transaction({ systeme: true }, (tx) =>
    adoptFonds(tx, essai.moteur, { organisationId: fonds.id, catalogue: programme }),
  );
  played = { moteur, eligibilites };
}, 60_000);
afterAll(() => essai?.close());

/** One per axis: how many awards, and how many cents. */
async function attribue() {
  const { rows } = await essai.base.owner.query(
    `select axes.numero as axe, count(*)::int as nombre, sum(subventions.montant)::float8 as montant
       from subventions join enveloppes on enveloppes.id = enveloppe_id join axes on axes.id = axe_id
       where statut = 'attribuee' group by axes.numero order by axes.numero`,
  );
  return rows;
}

async function count(table: string): Promise<number> {
  const { rows } = await essai.base.owner.query<{ count: number }>(`select count(*)::int from ${table}`);
  return rows[0]?.count ?? Number.NaN;
}

test('the fund of 8 October 2021 is played again, whatever stops it on the way', async () => {
  const stop = new AbortController();
  const stopped = await reconstituer({
    ...played,
    signal: stop.signal,
    onProgress: (part) => part > 0.1 && stop.abort(),
  });
  expect(stopped).toBe(false);
  const before = await count('candidatures');
  expect(before).toBeGreaterThan(100);
  expect(await reconstituer(played)).toBe(true);

  expect(await attribue()).toEqual([
    { axe: 1, nombre: 76, montant: 1_420_000_000 },
    { axe: 2, nombre: 75 + 104, montant: 1_310_000_000 + 52_000_000 },
    { axe: 3, nombre: 512, montant: 970_000_000 },
  ]);
  const { rows: locaux } = await essai.base.owner.query(
    `select count(*)::int as deposes, sum(demande)::float8 as demande,
       count(*) filter (where candidatures.statut = 'en_instruction')::int as en_instruction
       from candidatures join dispositifs on dispositifs.id = dispositif_id where slug = 'projets-locaux'`,
  );
  expect(locaux).toEqual([{ deposes: 2_076, demande: 5_540_000_000, en_instruction: 1_240 }]);
  const { rows: nommes } = await essai.base.owner.query(
    `select beneficiaire_nom as nom, montant::float8 from subventions where not fictif order by montant`,
  );
  expect(nommes).toEqual([
    { nom: expect.stringContaining('Thiérache'), montant: 2_700_000 },
    { nom: 'Département de la Creuse', montant: 3_750_000 },
    { nom: expect.stringContaining('Poitiers'), montant: 14_698_400 },
  ]);
  // A published total, without its list: nobody is said to be connected.
  const { rows: objectifs } = await essai.base.owner.query(
    `select depart, depart_le::text, cible, echeance::text, declare_le::text from objectifs`,
  );
  expect(objectifs).toEqual([
    { depart: 280, depart_le: '2021-10-08', cible: 1_000, echeance: '2022-12-31', declare_le: '2021-10-08' },
  ]);
  expect(await count('raccordements')).toBe(0);
  // Nobody is written to, and nothing is later than the day it tells.
  expect(essai.mails).toEqual([]);
  expect(await count(`graphile_worker.jobs where task_identifier ~ 'courrier|lettre'`)).toBe(0);
  expect(
    await count(`journal_entries where sujet_type in ('candidature', 'subvention') and at > '2021-10-08T12'`),
  ).toBe(0);

  const entries = await count('journal_entries');
  expect(await reconstituer(played)).toBe(true);
  expect(await count('journal_entries')).toBe(entries);
}, 600_000);
