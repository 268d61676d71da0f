import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { type Acteur, append, type JsonObject } from '../../journal/index.ts';
import type { Mandat } from '../storage/mandats.ts';

export type FaitMandat = {
  readonly acteur: Acteur;
  readonly mandat: Pick<Mandat, 'id' | 'mandantId' | 'mandataireId'>;
  /** `mandat.accepte`… */
  readonly type: string;
  readonly contenu?: JsonObject;
};

/** Writes a fact about a mandate, readable by who gave it and by who accepted it. Ids only. */
export async function journaliserMandat(tx: Tx, noyau: Noyau, fait: FaitMandat): Promise<void> {
  const { id, mandantId, mandataireId } = fait.mandat;
  await append(tx, noyau, {
    acteur: fait.acteur,
    organisation: null,
    sujet: { type: 'mandat', id },
    type: fait.type,
    contenu: fait.contenu ?? {},
    lecteurs: [mandantId, ...(mandataireId ? [mandataireId] : [])],
  });
}
