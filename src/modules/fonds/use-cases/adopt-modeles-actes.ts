import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { type Acteur, append, canonicalJson } from '../../journal/index.ts';
import type { ModeleDuCatalogue } from '../storage/catalogue-actes.ts';
import { insertModele, listModeles } from '../storage/modeles-actes.ts';
import { sha256Of } from './prepare-acte.ts';

/** Gives an organisation the texts of its acts: a text that changed is one more version, and past acts keep theirs. */
export async function adoptModelesActes(
  tx: Tx,
  noyau: Noyau,
  acteur: Acteur,
  { organisationId, modeles }: { readonly organisationId: string; readonly modeles: readonly ModeleDuCatalogue[] },
): Promise<void> {
  const known = new Map((await listModeles(tx, organisationId)).map((modele) => [modele.type, modele]));
  for (const { type, titre, objet, corps } of modeles) {
    const last = known.get(type);
    const sha256 = sha256Of(canonicalJson({ titre, objet, corps }));
    if (last?.sha256 === sha256) continue;
    const id = newId<'ModeleActe'>(noyau.clock, noyau.random);
    const version = (last?.version ?? 0) + 1;
    const createdAt = noyau.clock.now();
    await insertModele(tx, organisationId, { id, type, version, titre, objet, corps, sha256, createdAt });
    await append(tx, noyau, {
      acteur,
      organisation: organisationId,
      sujet: { type: 'modele_acte', id },
      type: 'modele_acte.adopte',
      contenu: { type, version, sha256 },
    });
  }
}
