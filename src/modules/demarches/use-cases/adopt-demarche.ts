import { createHash } from 'node:crypto';
import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { type Acteur, append, canonicalJson, type Json } from '../../journal/index.ts';
import type { Definition } from '../domain/definition.ts';
import { findVersionByEmpreinte, insertVersion, setCurrentVersion, upsertDemarche } from '../storage/demarches.ts';

/**
 * Gives an organisation a démarche of the catalogue, or its new version when the definition changed. Dossiers already
 * begun stay on theirs. The same definition twice changes nothing.
 */
export async function adoptDemarche(
  tx: Tx,
  noyau: Noyau,
  adoption: {
    readonly organisationId: string;
    readonly slug: string;
    readonly definition: Definition;
    /** What the organisation set, written as in `parametres.yaml`. */
    readonly parametres?: Readonly<Record<string, unknown>>;
    /** The catalogue itself by default, in a demonstration. */
    readonly acteur?: Acteur;
  },
): Promise<{ readonly versionId: string; readonly created: boolean }> {
  const empreinte = empreinteOf(adoption.definition);
  const demarcheId = await upsertDemarche(tx, {
    id: newId<'Demarche'>(noyau.clock, noyau.random),
    organisationId: adoption.organisationId,
    slug: adoption.slug,
  });
  const known = await findVersionByEmpreinte(tx, demarcheId, empreinte);
  if (known) {
    await setCurrentVersion(tx, demarcheId, known);
    return { versionId: known, created: false };
  }
  const versionId = newId<'Version'>(noyau.clock, noyau.random);
  await insertVersion(tx, { ...adoption, id: versionId, demarcheId, empreinte });
  await setCurrentVersion(tx, demarcheId, versionId);
  await append(tx, noyau, {
    acteur: adoption.acteur ?? { type: 'systeme', id: 'catalogue' },
    organisation: adoption.organisationId,
    sujet: { type: 'demarche', id: demarcheId },
    type: 'demarche.publiee',
    contenu: { version: versionId, empreinte: empreinte.toString('hex') },
  });
  return { versionId, created: true };
}

/** Two definitions are the same when their canonical texts are. */
export function empreinteOf(definition: Definition): Buffer {
  return createHash('sha256')
    .update(canonicalJson(definition as unknown as Json))
    .digest();
}
