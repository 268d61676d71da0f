import type { Noyau } from '../../../platform/services.ts';
import { NBSP } from '../../../values/french.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { formatSiren, type Siren } from '../../../values/siren.ts';
import { parseSiret, sirenOf } from '../../../values/siret.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { assertMayManage } from '../policies.ts';
import { findAttribuant, saveAttribuantSiret } from '../storage/editions.ts';

/** Under which SIRET the fund publishes: of one of the establishments of its organisation. */
export async function saveAttribuant(
  noyau: Noyau,
  agent: Agent,
  { siren, saisie }: { readonly siren: Siren; readonly saisie: string },
): Promise<Result<void>> {
  assertMayManage(agent);
  const { organisation, personneId } = agent;
  const siret = parseSiret(saisie);
  if (!siret.ok) return siret;
  if (sirenOf(siret.value) !== siren) {
    return refuse(
      `Ce numéro n’est pas d’un établissement de votre organisation${NBSP}: le sien commence par ${formatSiren(siren)}.`,
    );
  }
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    if ((await findAttribuant(tx, organisation.id)) === siret.value) return ok(undefined);
    await saveAttribuantSiret(tx, organisation.id, siret.value, noyau.clock.now());
    await append(tx, noyau, {
      acteur: { type: 'agent', id: personneId },
      organisation: organisation.id,
      sujet: { type: 'organisation', id: organisation.id },
      type: 'subventions.attribuant_declare',
      contenu: { siret: siret.value },
    });
    return ok(undefined);
  });
}
