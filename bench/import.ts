import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pg from 'pg';
import { migrationFolders } from '../src/migrations.ts';
import { importFile } from '../src/modules/opendata/index.ts';
import { createBlobs } from '../src/platform/blobs/blobs.ts';
import { createDiskStore } from '../src/platform/blobs/disk-store.ts';
import { systemClock } from '../src/platform/clock.ts';
import { openDatabase } from '../src/platform/db/database.ts';
import { startEmbeddedPostgres } from '../src/platform/db/embedded.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { migrateJobs } from '../src/platform/jobs/migrate.ts';
import { createLogger } from '../src/platform/log/logger.ts';
import { systemRandom } from '../src/platform/random.ts';
import { median, type Report } from './support/report.ts';

const ROWS = 100_000;
const ROUNDS = 3;

/**
 * An import of a hundred thousand rows, 3 % of them wrong, against what PostgreSQL itself takes to swallow the same file
 * into a table without keys nor checks; and the memory that it takes, against a file ten times smaller.
 */
export async function run(report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-bench-import-'));
  const server = await startEmbeddedPostgres({ folder, database: 'bench' });
  const owner = new pg.Pool({ connectionString: server.ownerUrl, max: 2 });
  await migrate(server.ownerUrl, migrationFolders, migrateJobs);
  const db = openDatabase({ url: server.appUrl, poolSize: 4 });
  const noyau = { clock: systemClock, random: systemRandom };
  const blobs = await createBlobs({
    store: createDiskStore(join(folder, 'fichiers')),
    quarantine: join(folder, 'quarantine'),
    logger: createLogger({ level: 'silent', format: 'json' }),
    ...noyau,
  });
  let organisations = 0;
  const importRows = async (path: string, weigh = false) => {
    const organisation = randomUUID();
    organisations += 1;
    await owner.query(`insert into organisations (id, siren, nom, slug, type) values ($1, $2, 'Essai', $3, 'etat')`, [
      organisation,
      String(organisations).padStart(9, '0'),
      `essai-${organisations}`,
    ]);
    const fichier = { type: 'dotations-investissement', nom: 'essai.csv', contenu: createReadStream(path) } as const;
    let highest = 0;
    const options = weigh
      ? {
          onProgress: () => {
            highest = Math.max(highest, liveMemory());
          },
        }
      : {};
    const measured = await timed(() => importFile({ db, blobs, ...noyau }, organisation, fichier, options));
    return {
      ...measured,
      highest,
      again: () => importFile({ db, blobs, ...noyau }, organisation, { ...fichier, contenu: createReadStream(path) }),
    };
  };
  try {
    const [small, large] = [join(folder, 'petit.csv'), join(folder, 'grand.csv')];
    await writeFile(small, ROWS / 10);
    await writeFile(large, ROWS);
    const [atSmall, atLarge] = [await importRows(small, true), await importRows(large, true)];
    const ratios: number[] = [];
    const speeds: number[] = [];
    let redone = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const copied = await timed(() => copy(owner, large));
      const imported = await importRows(large);
      const { lues, rejetees } = imported.result.termine;
      if (lues !== ROWS || rejetees !== ROWS * 0.03) throw new Error(`${lues} rows read, ${rejetees} rejected`);
      ratios.push((100 * copied.ms) / imported.ms);
      speeds.push(ROWS / (imported.ms / 1000));
      redone = (await timed(imported.again)).ms;
    }
    report({ what: `import of ${ROWS} rows, 3 % wrong`, value: median(speeds), unit: 'rows per second' });
    report({ what: 'the same file again', value: redone, unit: 'ms' });
    report({
      what: 'speed of the import, COPY into a bare table being 100',
      value: median(ratios),
      unit: '%',
      goal: 15,
    });
    report({
      what: `memory at work, ${ROWS} rows to ${ROWS / 10}`,
      value: atLarge.highest / atSmall.highest,
      unit: '×',
      limit: 1.2,
    });
  } finally {
    await db.close();
    await owner.end();
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

/** The shape of the published file of 2019, which has 24 811 rows. */
async function writeFile(path: string, rows: number): Promise<void> {
  const out = createWriteStream(path);
  out.write(
    'id_projet,id_dep,id_terr,nom_terr,pop19,dotation,echelon,categorie,description,cout_total,montant_sub,pct_sub,lat,long\n',
  );
  for (let row = 0; row < rows; row += 1) {
    const dotation = row % 100 < 3 ? 'DETTR' : 'DETR';
    const line = `di19_dep${String(row).padStart(6, '0')},86,86194,Poitiers,${row},${dotation},commune,4 - Education,"Rénovation énergétique du groupe scolaire, tranche ${row} : menuiseries, isolation et « chaufferie bois »",${100_000 + row}.25,${30_000 + row}.5,,46.5802,0.3404\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

/** PostgreSQL reads the file by itself: nothing goes through a client. */
async function copy(owner: pg.Pool, path: string): Promise<void> {
  await owner.query('drop table if exists nue');
  await owner.query(
    `create table nue (id_projet text, id_dep text, id_terr text, nom_terr text, pop19 text, dotation text, echelon text,
       categorie text, description text, cout_total text, montant_sub text, pct_sub text, lat text, long text)`,
  );
  await owner.query(`copy nue from '${path}' with (format csv, header)`);
}

/** What is really in use, in bytes: garbage does not count. */
function liveMemory(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}
