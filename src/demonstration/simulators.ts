import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { startSimulators } from '../../simulators/index.ts';
import type { Organisation } from '../modules/comptes/index.ts';
import type { Config } from '../platform/config/config.ts';

type Redirects = (provider: string) => { readonly redirectUri: string; readonly postLogoutRedirectUri: string };

/** The simulators on the next port, with Parvis registered as their client. */
export async function startDemonstrationSimulators(
  config: Config,
  redirects: Redirects,
  organisations: () => Promise<readonly Organisation[]>,
) {
  const port = config.PORT === 0 ? 0 : config.PORT + 1;
  const registration = (provider: string, scopes?: string[]) => {
    const { redirectUri, postLogoutRedirectUri } = redirects(provider);
    return {
      clientId: `parvis-${provider}`,
      clientSecret: createHash('sha256').update(`${config.secret} ${provider}`).digest('hex'),
      redirectUris: [redirectUri],
      postLogoutRedirectUris: [postLogoutRedirectUri],
      name: 'Parvis (démonstration)',
      ...(scopes ? { scopes } : {}),
    };
  };
  const plus = config.FRANCECONNECT_NIVEAU !== 'eidas1';
  const clients = { franceConnect: { ...registration('franceconnect'), plus }, proConnect: registration('proconnect') };
  const datapassSecret =
    config.DATAPASS_WEBHOOK_SECRET ?? createHash('sha256').update(`${config.secret} datapass`).digest('hex');
  const simulators = await startSimulators({
    port,
    publicUrl: `http://localhost:${port}`,
    stateDir: join(config.dataDir, 'simulateurs'),
    clients,
    organisations: async () =>
      (await organisations()).map(({ nom, siren, type }) => ({
        nom,
        siren,
        population: type === 'etat' ? 'etat' : 'territorial',
      })),
    datapass: { url: `${config.publicUrl}/datapass/notifications`, secret: datapassSecret },
  });
  const provider = (name: 'franceconnect' | 'proconnect', issuer: string) => ({
    issuer,
    clientId: clients[name === 'franceconnect' ? 'franceConnect' : 'proConnect'].clientId,
    clientSecret: clients[name === 'franceconnect' ? 'franceConnect' : 'proConnect'].clientSecret,
    alg: 'ES256' as const,
    ...redirects(name),
  });
  return {
    url: simulators.publicUrl,
    franceconnect: provider('franceconnect', simulators.franceConnectIssuer),
    proconnect: provider('proconnect', simulators.proConnectIssuer),
    apiParticulierUrl: simulators.apiParticulierUrl,
    referentiels: {
      apiEntreprise: { url: simulators.registres.apiEntreprise.url, jeton: simulators.registres.apiEntreprise.token },
      rechercheEntreprisesUrl: simulators.registres.rechercheEntreprisesUrl,
      banUrl: simulators.registres.banUrl,
      geoUrl: simulators.registres.geoUrl,
    },
    datapassSecret,
    jetons: simulators.tokensByDemande,
    control: simulators.control,
    close: () => simulators.close(),
  };
}
