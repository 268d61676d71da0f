import { Readable } from 'node:stream';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { ENTETE_SCDL } from '../../opendata/index.ts';
import { type Edition, type TextePublie, textesOfEdition } from '../storage/editions.ts';

const BATCH = 500;

/** The file of an edition, as it was published, to the byte. Each batch is a short transaction: a slow reader holds none. */
export function fichierPublie(db: Database, organisationId: string, { numero }: Pick<Edition, 'numero'>): Readable {
  async function* texte() {
    yield ENTETE_SCDL;
    for await (const batch of textesPublies((read) => db.read({ public: true }, read), organisationId, numero)) {
      yield batch.map((one) => one.texte).join('');
    }
  }
  return Readable.from(texte(), { objectMode: false });
}

type Lus = readonly Pick<TextePublie, 'subventionId' | 'texte' | 'lignes'>[];

/** @param within opens the transaction of each batch, or gives the one that is open */
export async function* textesPublies(
  within: (read: (tx: Tx) => Promise<Lus>) => Promise<Lus>,
  organisationId: string,
  edition: number,
): AsyncGenerator<Lus> {
  for (let apres: string | undefined; ; ) {
    const after = apres;
    const batch = await within((tx) => textesOfEdition(tx, organisationId, edition, after, BATCH));
    if (batch.length > 0) yield batch;
    if (batch.length < BATCH) return;
    apres = batch.at(-1)?.subventionId;
  }
}
