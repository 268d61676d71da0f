import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../../platform/root.ts';
import { orThrow } from '../../../values/result.ts';
import { parseSiren } from '../../../values/siren.ts';
import type { Faits } from '../domain/fait-organisation.ts';

/** Reads `catalogue/organisations.yaml`. Its parser and its schema are loaded here only: serving never needs them. */
export async function readFaits(): Promise<Faits> {
  const [{ parse }, { z }] = await Promise.all([import('yaml'), import('zod')]);
  const siren = z.string().transform((text) => orThrow(parseSiren(text)));
  const source = z.string().min(1);
  const file = z.strictObject({
    organisations: z.array(
      z.strictObject({
        siren,
        type: z.enum(['departement', 'region', 'etat']),
        code: z.string().nullable().default(null),
        nom: z.string().min(1),
        slug: z.string().nullable().default(null),
        source,
      }),
    ),
    noms_usuels: z.array(z.strictObject({ siren, nom: z.string().min(1), source })),
  });
  const { organisations, noms_usuels } = file.parse(parse(await readFile(PATH, 'utf8')));
  return { organisations, nomsUsuels: new Map(noms_usuels.map(({ siren, nom }) => [siren, nom])) };
}

const PATH = join(ROOT, 'catalogue', 'organisations.yaml');
