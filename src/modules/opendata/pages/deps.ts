import type { Blobs } from '../../../platform/blobs/blobs.ts';
import { NotFound } from '../../../platform/errors.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import type { Noyau } from '../../../platform/services.ts';
import { type Agent, type Annuaire, type LieuDeTravail, lieuDeTravailOf, porteeOf } from '../../comptes/index.ts';
import { assertMayImport } from '../policies.ts';
import { findImport, type Import } from '../storage/imports.ts';

/** What the pages of this module are made with. */
export type OpendataDeps = Noyau & { readonly annuaire: Annuaire; readonly blobs: Blobs };

/** Who manages the open data of the organisation that the address names. @throws NotFound, Forbidden */
export async function gestionOf(deps: OpendataDeps, contexte: Contexte): Promise<LieuDeTravail> {
  const lieu = await lieuDeTravailOf(deps, contexte);
  assertMayImport(lieu.agent);
  return lieu;
}

/** The import that the address names. @throws NotFound when the organisation has no such import */
export async function importOf(deps: OpendataDeps, contexte: Contexte, agent: Agent): Promise<Import> {
  const id = idOf(contexte, 'import');
  const found = await deps.db.read(porteeOf(agent), (tx) => findImport(tx, agent.organisation.id, id));
  if (!found) throw new NotFound('Cet import n’existe pas.');
  return found;
}
