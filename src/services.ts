import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type CommuneConnue, rechercheDeCommunes } from './modules/demarches/index.ts';
import { openJournal } from './modules/journal/index.ts';
import { type Blobs, type BlobsOptions, createBlobs } from './platform/blobs/blobs.ts';
import { createClamdScanner } from './platform/blobs/clamd.ts';
import { createDiskStore } from './platform/blobs/disk-store.ts';
import { createS3Store } from './platform/blobs/s3-store.ts';
import { systemClock } from './platform/clock.ts';
import type { Config } from './platform/config/config.ts';
import { openDatabase } from './platform/db/database.ts';
import { createLogger } from './platform/log/logger.ts';
import { createMail } from './platform/mail/mail.ts';
import { createMetrics } from './platform/metrics/metrics.ts';
import { systemRandom } from './platform/random.ts';

/** Everything that touches the world, made from the configuration. */
export async function openServices(config: Config, databaseUrl: string) {
  const logger = createLogger({
    level: config.LOG_LEVEL,
    format: config.production ? 'json' : 'pretty',
    errorMessages: config.production ? 'hidden' : 'shown',
  });
  const [clock, random] = [systemClock, systemRandom];
  const db = openDatabase({
    url: databaseUrl,
    poolSize: config.DATABASE_POOL,
    onConnectionError: (err) => logger.warn({ err }, 'a database connection was lost'),
  });
  const blobs = await openBlobs(config, { clock, random, logger });
  const mail = createMail({
    from: config.MAIL_FROM,
    clock,
    ...(config.SMTP_URL
      ? { kind: 'smtp' as const, url: config.SMTP_URL }
      : { kind: 'mailbox' as const, dir: join(config.dataDir, 'courriers'), random }),
  });
  const journal = await openJournal({
    db,
    clock,
    random,
    logger,
    origin: config.publicUrl,
    keyFile: join(config.dataDir, 'journal', 'cle.pem'),
    timestampAuthority: config.JOURNAL_TSA_URL ? { url: config.JOURNAL_TSA_URL } : undefined,
  });
  return {
    logger,
    clock,
    random,
    db,
    blobs,
    mail,
    journal,
    metrics: createMetrics(),
    publicUrl: config.publicUrl,
    communes: lazyCommunes(),
  };
}

export type OpenServices = Awaited<ReturnType<typeof openServices>>;

/** The files of the installation: for the server, and for a command that runs beside it. */
export function openBlobs(
  config: Config,
  technical: Pick<BlobsOptions, 'clock' | 'random' | 'logger'>,
): Promise<Blobs> {
  return createBlobs({
    store: blobStore(config),
    quarantine: join(config.dataDir, 'quarantine'),
    ...(config.CLAMD ? { scanner: createClamdScanner({ address: config.CLAMD }) } : {}),
    ...technical,
  });
}

function blobStore(config: Config) {
  if (!config.S3_ENDPOINT) return createDiskStore(join(config.dataDir, 'fichiers'));
  return createS3Store({
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    bucket: config.S3_BUCKET ?? '',
    accessKeyId: config.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: config.S3_SECRET_ACCESS_KEY ?? '',
  });
}

/** The communes of the geographic code: 10 MB read only when a champ asks for one. */
function lazyCommunes(): (texte: string) => readonly CommuneConnue[] {
  let search: ((texte: string) => readonly CommuneConnue[]) | undefined;
  return (texte) => {
    search ??= rechercheDeCommunes(readCommunes());
    return search(texte);
  };
}

type RawCommune = { code: string; nom: string; type: string; codesPostaux?: string[] };

function readCommunes(): readonly CommuneConnue[] {
  const path = createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/data/communes.json');
  const raw = JSON.parse(readFileSync(path, 'utf8')) as readonly RawCommune[];
  return raw
    .filter(({ type }) => type === 'commune-actuelle')
    .map(({ code, nom, codesPostaux = [] }) => ({ code, nom, codesPostaux }));
}
