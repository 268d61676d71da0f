import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result } from '../../../values/result.ts';
import type { Organisation } from '../domain/organisation.ts';
import { installOrganisations } from './install-organisations.ts';
import { openGeographicCode } from './open-geographic-code.ts';

export type AddedOrganisation = {
  readonly organisation: Organisation;
  /** False when it was already there: asking twice changes nothing. */
  readonly created: boolean;
  /** A sentence for who typed the code, when it may mean something else. */
  readonly remarque: string | null;
};

/**
 * Installs an organisation of France from the geographic code.
 *
 * @param code code Insee of a commune, number of a département, SIREN or SIRET
 * @param siren of the commune, when the geographic code does not know it (New Caledonia, French Polynesia…)
 */
export async function addOrganisation(noyau: Noyau, code: string, siren?: string): Promise<Result<AddedOrganisation>> {
  const { find } = await openGeographicCode();
  const found = find(code, siren);
  if (!found.ok) return found;
  const { organisation, remarque } = found.value;
  const id = newId<'Organisation'>(noyau.clock, noyau.random);
  const [installed] = await noyau.db.transaction({ systeme: true }, (tx) =>
    installOrganisations(tx, noyau, [{ ...organisation, id, theme: null }]),
  );
  if (!installed) throw new Error(`${organisation.siren} is neither new nor known`);
  return ok({ ...installed, remarque });
}
