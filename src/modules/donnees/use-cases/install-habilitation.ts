import type { Tx } from '../../../platform/db/database.ts';
import type { Seal } from '../../../platform/seal.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { orThrow } from '../../../values/result.ts';
import { append } from '../../journal/index.ts';
import { enVigueurApres } from '../domain/datapass.ts';
import { lireJeton } from '../domain/jeton.ts';
import { type Declaration, insertHabilitation, saveJeton } from '../storage/habilitations.ts';

export type HabilitationInstallee = Omit<Declaration, 'enVigueur'> & {
  readonly organisationId: string;
  readonly jeton?: string;
};

/** One that nobody declares: the demonstration's. @returns its id, or undefined when it is there already */
export async function installHabilitation(
  tx: Tx,
  outils: Pick<Noyau, 'clock' | 'random'> & { readonly sceau: Seal },
  { jeton, organisationId, ...declaration }: HabilitationInstallee,
): Promise<string | undefined> {
  const id = newId<'Habilitation'>(outils.clock, outils.random);
  const now = outils.clock.now();
  const enVigueur = enVigueurApres(declaration.etat, false);
  if (!(await insertHabilitation(tx, { ...declaration, enVigueur, id, organisationId, now }))) return undefined;
  if (jeton) {
    const lu = orThrow(lireJeton(jeton, now));
    await saveJeton(tx, id, { scelle: outils.sceau.seal(lu.jeton, id), expireLe: lu.expireLe, now });
  }
  await append(tx, outils, {
    acteur: { type: 'systeme', id: 'installation' },
    organisation: organisationId,
    sujet: { type: 'habilitation', id },
    type: 'habilitation.ajoutee',
    contenu: {
      demarche: declaration.demarcheId,
      fournisseur: declaration.fournisseur,
      scopes: [...declaration.scopes],
    },
  });
  return id;
}
