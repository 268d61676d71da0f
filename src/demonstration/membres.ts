import { agents } from '../../simulators/people/agents.ts';
import { findOrganisationBySiren, inviteMembres } from '../modules/comptes/index.ts';
import { orThrow } from '../values/result.ts';
import { parseSiret, sirenOf } from '../values/siret.ts';
import type { Etape } from './etapes.ts';
import { rolesByAgent } from './roles.ts';

/** The agents of the ProConnect simulator, invited where they work. Who has no role here is invited nowhere. */
export const prepareMembres: Etape['prepare'] = async (noyau) => async (tx) => {
  const invited = agents.flatMap(({ id, courriel, organisation }) => {
    const roles = rolesByAgent[id];
    return roles ? [{ email: courriel, roles, siren: sirenOf(orThrow(parseSiret(organisation.siret))) }] : [];
  });
  const invitations = [];
  for (const { email, roles, siren } of invited) {
    const organisation = await findOrganisationBySiren(tx, siren);
    if (!organisation) throw new Error(`The demonstration has no organisation ${siren}`);
    invitations.push({ organisation: organisation.id, email, roles });
  }
  await inviteMembres(tx, noyau, invitations);
};
