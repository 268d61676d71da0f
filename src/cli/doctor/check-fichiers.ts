import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClamdScanner, type Scanner } from '../../platform/blobs/clamd.ts';
import { createS3Store } from '../../platform/blobs/s3-store.ts';
import type { Config } from '../../platform/config/config.ts';
import { bon, type Finding, mauvais, remarque } from './finding.ts';

type Reglages = Pick<
  Config,
  'CLAMD' | 'S3_ENDPOINT' | 'S3_BUCKET' | 'S3_REGION' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY'
>;

/** The antivirus answers, and looks at files as large as those that are accepted; the S3 store knows our keys. */
export async function checkFichiers({ config }: { readonly config: Reglages }): Promise<Finding[]> {
  return [...(await checkAntivirus(config)), ...(await checkStore(config))];
}

/** In megabytes: a file is at most the first, unless its démarche says more, up to the second. */
const [USUAL, LARGEST] = [10, 100];

async function checkAntivirus({ CLAMD: address }: Reglages): Promise<Finding[]> {
  if (!address) return [];
  const scanner = createClamdScanner({ address });
  if (!(await scanner.isReady())) {
    return [
      mauvais(
        `L’antivirus ne répond pas à ${address}\u00a0: les fichiers seraient refusés. Démarrez clamd, ou corrigez CLAMD.`,
      ),
    ];
  }
  const folder = await mkdtemp(join(tmpdir(), 'parvis-doctor-'));
  try {
    if (!(await looksAt(scanner, folder, USUAL))) return [mauvais(tooSmall(USUAL))];
    if (!(await looksAt(scanner, folder, LARGEST))) return [bon(ANSWERS), remarque(tooSmall(LARGEST))];
    return [bon(ANSWERS)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const ANSWERS = 'L’antivirus répond.';

const tooSmall = (megabytes: number) =>
  `L’antivirus ne regarde pas un fichier de ${megabytes}\u00a0Mo\u00a0: il serait refusé. Écrivez «\u00a0StreamMaxLength ${LARGEST + 10}M\u00a0» dans clamd.conf${megabytes === LARGEST ? ', si une démarche en accepte d’aussi lourds' : ''}.`;

/** An empty content, which takes no room on the disk. */
async function looksAt(scanner: Scanner, folder: string, megabytes: number): Promise<boolean> {
  const path = join(folder, 'fichier');
  await writeFile(path, '');
  await truncate(path, megabytes * 1_000_000);
  return (await scanner.scan(path)).outcome === 'clean';
}

async function checkStore(config: Reglages): Promise<Finding[]> {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket = '' } = config;
  if (!endpoint) return [];
  const store = createS3Store({
    ...{ endpoint, bucket, region: config.S3_REGION },
    accessKeyId: config.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: config.S3_SECRET_ACCESS_KEY ?? '',
    timeout: 10_000,
  });
  return (await store.isReady())
    ? [bon(`Le stockage S3 ouvre le compartiment ${bucket} à ces clés.`)]
    : [
        mauvais(
          `Le stockage S3 n’ouvre pas le compartiment ${bucket} à ces clés, ou ne répond pas. Vérifiez S3_ENDPOINT (sans le compartiment), S3_REGION, S3_BUCKET, les deux clés, et l’heure du serveur.`,
        ),
      ];
}
