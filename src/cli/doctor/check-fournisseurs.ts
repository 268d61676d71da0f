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
  if (configured.franceconnect.issuer === configured.proconnect.issuer) {
    return [
      mauvais(
        `FRANCECONNECT_ISSUER et PROCONNECT_ISSUER sont la même adresse\u00a0: ${identity.nom} n’est pas vérifié. Ce sont deux services différents.`,
      ),
    ];
  }
  const provider = makeProviders(configured, clock)[name];
  const constats = await diagnostiquerFournisseur({ ...configured[name], ...identity, provider, clock });
  const found = constats.map(({ etat, texte }) => ({ bon, mauvais, remarque })[etat](texte));
  if (config.production && isSandbox(configured[name].issuer)) {
    found.push(
      remarque(
        `${identity.nom} est ici celui des essais\u00a0: n’importe qui s’y donne une identité inventée. Avant d’ouvrir, mettez l’adresse et les clés de production.`,
      ),
    );
  }
  return found;
}

/** The environments where identities are made up: `fcp-low.sbx.dev-franceconnect.fr`, `fca.integ01.dev-agentconnect.fr`. */
function isSandbox(issuer: string): boolean {
  return /\.dev-(?:franceconnect|agentconnect)\.fr$|\.integ\d+\./.test(new URL(issuer).hostname);
}
