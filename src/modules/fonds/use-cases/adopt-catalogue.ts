import type { Portee } from '../../../platform/db/database.ts';
import { Conflict } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import type { Catalogue, Definition } from '../../demarches/index.ts';
import type { ApercuAdoption } from '../domain/apercu-adoption.ts';
import { assertMayManage } from '../policies.ts';
import { readCatalogueFonds, sansDemonstration } from '../storage/catalogue.ts';
import { lockAdoption } from '../storage/programmes.ts';
import { type Adoption, adoptFonds } from './adopt-fonds.ts';
import { previewAdoption } from './preview-adoption.ts';

/** The fund of the catalogue with its forms, as they are now. */
export type Adoptable = Required<Pick<Adoption, 'catalogue' | 'formulaires'>>;

/**
 * What an installation that serves people may adopt. Its forms are those of the catalogue with the values that it
 * proposes: the administrator sets them afterwards.
 *
 * @throws Error that names the file and what to do, when the catalogue is wrong
 */
export async function readAdoptable(demarches: Catalogue): Promise<Adoptable> {
  const catalogue = sansDemonstration(await readCatalogueFonds());
  const formulaires = new Map<string, Definition>();
  for (const { demarche } of catalogue.dispositifs) {
    if (demarche === undefined) continue;
    const loaded = await demarches.load(demarche, {});
    if (!loaded.ok) {
      const lines = loaded.erreurs.map((e) => `catalogue/${demarche}/${e.fichier}:${e.ligne} ${e.message} ${e.remede}`);
      throw new Error(lines.join('\n'));
    }
    formulaires.set(demarche, loaded.definition);
  }
  return { catalogue, formulaires };
}

/** @returns what was missing, and is there now; nothing is missing the second time */
export function adoptAsManager(noyau: Noyau, agent: Agent, adoptable: Adoptable): Promise<Result<ApercuAdoption>> {
  assertMayManage(agent);
  const acteur = { type: 'agent', id: agent.personneId } as const;
  return adopt(noyau, porteeOf(agent), { ...adoptable, organisationId: agent.organisation.id, acteur });
}

/** The same, for whoever runs the installation. */
export function adoptAsSysteme(
  noyau: Noyau,
  organisationId: string,
  adoptable: Adoptable,
): Promise<Result<ApercuAdoption>> {
  return adopt(noyau, { systeme: true }, { ...adoptable, organisationId });
}

/** A catalogue that contradicts what was published is told, and changes nothing. */
async function adopt(noyau: Noyau, portee: Portee, adoption: Adoption & Adoptable): Promise<Result<ApercuAdoption>> {
  try {
    const before = await noyau.db.transaction(portee, async (tx) => {
      await lockAdoption(tx, adoption.organisationId);
      const apercu = await previewAdoption(tx, adoption);
      await adoptFonds(tx, noyau, adoption);
      return apercu;
    });
    return ok(before);
  } catch (error) {
    if (error instanceof Conflict) return refuse(error.message);
    throw error;
  }
}
