import { configuredProviders } from '../../configured-providers.ts';
import { diagnostiquerFournisseur, makeProviders } from '../../modules/comptes/index.ts';
import type { Check, CheckContext } from './check.ts';
import { bon, type Finding, mauvais, remarque } from './finding.ts';

/** FranceConnect answers, knows us and our address, and shares our time. */
export const checkFranceConnect: Check = (context) => checkProvider(context, 'franceconnect');

/** The same of ProConnect. */
export const checkProConnect: Check = (context) => checkProvider(context, 'proconnect');

async function checkProvider(
  { config, clock }: CheckContext,
  name: 'franceconnect' | 'proconnect',
): Promise<readonly Finding[]> {
  const configured = configuredProviders(config);
  const plus = config.FRANCECONNECT_NIVEAU !== 'eidas1';
  const identity =
    name === 'proconnect'
      ? ({ nom: 'ProConnect', variables: 'PROCONNECT' } as const)
      : ({ nom: plus ? 'FranceConnect+' : 'FranceConnect', variables: 'FRANCECONNECT' } as const);
  if (configured[name].issuer === '') {
    return [remarque(`${identity.nom} n’est pas vérifié\u00a0: le simulateur le remplace.`)];
  }
  const provider = makeProviders(configured, clock)[name];
  const constats = await diagnostiquerFournisseur({ ...configured[name], ...identity, provider, clock });
  return constats.map(({ etat, texte }) => ({ bon, mauvais, remarque })[etat](texte));
}
