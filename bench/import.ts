import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pg from 'pg';
import { migrationFolders } from '../src/migrations.ts';
import { importFile } from '../src/modules/opendata/index.ts';
import { donneesOuvertes } from '../src/modules/opendata/testing/donnees-ouvertes.ts';
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
const ROUNDS = 7;

/** Times that the small file is smaller: it must be long enough for batches to reach their size. */
const SMALLER = 4;

/** The published file of the projects that the DETR, the DSIL and the DSID paid for. */
const REAL = { path: 'opendata/dotations-investissement-2019.csv', lues: 24_811, rejetees: 1 };

/**
 * An import of a hundred thousand rows, 3 % of them wrong, against what PostgreSQL itself takes to swallow the same file
 * into a table without keys nor checks; the memory that it takes, against a smaller file; and the same race on
 * the published file, where it is at hand.
 */
export async function run(report: Report): Promise<void> {
  const bench = await openBench();
  try {
    const [small, large] = [join(bench.folder, 'petit.csv'), join(bench.folder, 'grand.csv')];
    await writeFile(small, ROWS / SMALLER);
    await writeFile(large, ROWS);
    // As many batches are looked at on both sides: how much of the next one is read by then is a matter of luck.
    const [atSmall, atLarge] = [await memoryOf(bench, small, SMALLER), await memoryOf(bench, large, 1)];
    const to = `${ROWS} rows to ${ROWS / SMALLER}`;
    report({ what: `memory at work, ${to}`, value: atLarge.live / atSmall.live, unit: '×', limit: 1.2 });
    report({
      what: '  of the whole process, the thread that reads included',
      value: atLarge.whole / atSmall.whole,
      unit: '×',
      limit: 1.2,
    });
    await race(report, bench, `import of ${ROWS} rows, 3 % wrong`, large, { lues: ROWS, rejetees: ROWS * 0.03 });
    const published = donneesOuvertes(REAL.path);
    if (published) {
      const real = join(bench.folder, 'reel.csv');
      await copyFile(published, real); // PostgreSQL may not be allowed to read it where it is.
      await race(report, bench, `import of the ${REAL.lues} published projects`, real, REAL);
    }
  } finally {
    await bench.close();
  }
}

type Bench = {
  /** For files, read by PostgreSQL too. */
  readonly folder: string;
  readonly owner: pg.Pool;
  newOrganisation(): Promise<string>;
  importFile(organisation: string, path: string, options?: RunOptions): Promise<Import>;
  close(): Promise<void>;
};
type RunOptions = Parameters<typeof importFile>[3];
type Import = Awaited<ReturnType<typeof importFile>>['termine'];

async function openBench(): Promise<Bench> {
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
  return {
    folder,
    owner,
    async newOrganisation() {
      const organisation = randomUUID();
      organisations += 1;
      await owner.query(`insert into organisations (id, siren, nom, slug, type) values ($1, $2, 'Essai', $3, 'etat')`, [
        organisation,
        String(organisations).padStart(9, '0'),
        `essai-${organisations}`,
      ]);
      return organisation;
    },
    async importFile(organisation, path, options) {
      const fichier = { type: 'dotations-investissement', nom: 'essai.csv', contenu: createReadStream(path) } as const;
      return (await importFile({ db, blobs, ...noyau }, organisation, fichier, options)).termine;
    },
    async close() {
      await db.close();
      await owner.end();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** A round is COPY, then the import: what slows the machine down slows both. */
async function race(
  report: Report,
  bench: Bench,
  what: string,
  path: string,
  expected: Pick<Import, 'lues' | 'rejetees'>,
): Promise<void> {
  const rounds: { readonly ratio: number; readonly speed: number; readonly cpu: number; readonly redone: number }[] =
    [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const organisation = await bench.newOrganisation();
    const copied = await timed(() => copy(bench.owner, path));
    const imported = await timed(() => bench.importFile(organisation, path));
    const redone = await timed(() => bench.importFile(organisation, path));
    const { lues, rejetees } = imported.result;
    if (lues !== expected.lues || rejetees !== expected.rejetees) {
      throw new Error(`${lues} rows read, ${rejetees} rejected`);
    }
    rounds.push({
      ratio: (100 * copied.ms) / imported.ms,
      speed: lues / (imported.ms / 1000),
      cpu: imported.cpu / lues,
      redone: redone.ms,
    });
  }
  const medianOf = (name: 'ratio' | 'speed' | 'cpu' | 'redone') => median(rounds.map((round) => round[name]));
  report({ what, value: medianOf('speed'), unit: 'rows per second' });
  report({ what: '  CPU of it, that of PostgreSQL aside', value: medianOf('cpu'), unit: 'µs a row' });
  report({ what: '  the same file again', value: medianOf('redone'), unit: 'ms' });
  report({ what: '  speed, COPY into a bare table being 100', value: medianOf('ratio'), unit: '%', goal: 15 });
}

/** In bytes, at the end of a batch: what is in use, garbage aside, as a rule; and the most that the process had. */
async function memoryOf(bench: Bench, path: string, times: number): Promise<{ live: number; whole: number }> {
  const lives: number[] = [];
  let whole = 0;
  const onProgress = () => {
    lives.push(liveMemory());
    whole = Math.max(whole, process.memoryUsage.rss());
  };
  for (let time = 0; time < times; time += 1) {
    await bench.importFile(await bench.newOrganisation(), path, { onProgress });
  }
  return { live: median(lives), whole };
}

/** The shape of the published file of 2019. */
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

/** @returns CPU in microseconds, that of PostgreSQL aside */
async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly ms: number; readonly cpu: number; readonly result: T }> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - start, cpu: user + system, result };
}
