import { describeTerritoire, installOrganisations } from '../modules/comptes/index.ts';
import type { Etape } from './etapes.ts';
import { territoire } from './territoire.ts';

export const prepareOrganisations: Etape['prepare'] = async (noyau) => {
  const organisations = await describeTerritoire(noyau, territoire);
  return async (tx) => {
    await installOrganisations(tx, noyau, organisations);
  };
};
