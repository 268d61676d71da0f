import type { Config } from './platform/config/config.ts';

/** The identity providers as configured; their issuer is empty when a simulator stands for them. */
export function configuredProviders(config: Config) {
  const of = (name: 'FRANCECONNECT' | 'PROCONNECT') => ({
    issuer: config[`${name}_ISSUER`] ?? '',
    clientId: config[`${name}_CLIENT_ID`] ?? '',
    clientSecret: config[`${name}_CLIENT_SECRET`] ?? '',
    alg: config[`${name}_ALG`],
    ...redirectsOf(config, name.toLowerCase()),
  });
  return {
    franceconnect: {
      ...of('FRANCECONNECT'),
      cles: config.cles.franceconnect,
      niveau: config.FRANCECONNECT_NIVEAU,
    },
    proconnect: { ...of('PROCONNECT'), cles: config.cles.proconnect },
  };
}

/** The addresses of ours that a provider has to know. */
export function redirectsOf({ publicUrl }: Config, provider: string) {
  return {
    redirectUri: `${publicUrl}/connexion/${provider}/retour`,
    postLogoutRedirectUri: `${publicUrl}/deconnexion/retour`,
  };
}
