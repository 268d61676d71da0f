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
  const t=performance.now(); let last=0;
  await reconstituer({ moteur, eligibilites, onProgress: (p)=>{ if (p-last>0.1) {last=p; console.log(p, performance.now()-t)} } });
  console.log(performance.now()-t);
}, 300_000);
afterAll(() => essai?.close());

test('x', async () => {
  const { rows } = await essai.base.owner.query(`select dispositif_id, statut, count(*)::int, sum(demande)::bigint from candidatures group by 1,2 order by 1,2`);
  console.log(rows);
  const { rows: a } = await essai.base.owner.query(`select numero, sum(montant)::bigint, count(*) from subventions join enveloppes e on e.id = enveloppe_id join (select id as axe, numero from axes) x on x.axe = axe_id group by 1`);
  console.log(a);
  expect(rows.length).toBeGreaterThan(3);
});
