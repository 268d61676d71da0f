import * as oidc from 'openid-client';
import type { Clock } from '../../../platform/clock.ts';
import { NBSP } from '../../../values/french.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { clientAuthentication } from './client-keys.ts';
import { announced } from './diagnose-publication.ts';
import type { Provider } from './providers.ts';
import type { ProviderOptions } from './relying-party.ts';

/** `remarque` is worth knowing and wrong in nothing. */
export type Constat = { readonly etat: 'bon' | 'mauvais' | 'remarque'; readonly texte: string };

export type Diagnostic = ProviderOptions & {
  readonly nom: 'FranceConnect' | 'FranceConnect+' | 'ProConnect';
  /** What its variables begin with. */
  readonly variables: 'FRANCECONNECT' | 'PROCONNECT';
  readonly provider: Provider;
  readonly clock: Clock;
};

/**
 * What can be known of an identity provider before anybody signs in: whether it answers, is who we think, announces what
 * we need, knows us and our addresses, and shares our time. Nothing is changed there, and no secret is told.
 */
export async function diagnostiquerFournisseur(options: Diagnostic): Promise<readonly Constat[]> {
  const { nom, issuer, clock, variables } = options;
  const read = await readDiscovery(options);
  if ('phrase' in read) return [mauvais(read.phrase)];
  const { metadata, date } = read;
  if (metadata.issuer !== issuer) {
    return [
      mauvais(
        `${nom} s’annonce comme ${excerpt(metadata.issuer)}, et non comme ${issuer}. Recopiez cette adresse dans ${variables}_ISSUER, après avoir vérifié que c’est bien celle de l’environnement voulu.`,
      ),
    ];
  }
  const publication = await announced(options, metadata);
  const found = [bon(`${nom} répond (${new URL(issuer).host}).`), ...addresses(options), ...publication];
  found.push(...clockSkew(nom, date, clock));
  // With no endpoint to ask, what is missing was told just above.
  if (metadata.token_endpoint) found.push(await authentication(options, metadata));
  if (metadata.authorization_endpoint) found.push(await departure(options, metadata));
  return found;
}

async function readDiscovery({ nom, variables, issuer, timeoutSeconds = 5 }: Diagnostic) {
  try {
    const response = await ask(`${issuer}/.well-known/openid-configuration`, timeoutSeconds);
    const metadata: unknown = response.status === 200 ? await response.json().catch(() => undefined) : undefined;
    if (isMetadata(metadata)) return { metadata, date: response.headers.get('date') };
    return { phrase: elsewhere(nom, variables, issuer, response.status) };
  } catch (error) {
    return { phrase: `${nom} ne répond pas (${issuer}). ${whyNot(error, variables)}` };
  }
}

/** Somebody answers, who is no issuer: most often a piece of the address is missing, or is one too many. */
function elsewhere(nom: string, variables: string, issuer: string, status: number): string {
  return status >= 500
    ? `${nom} est en panne (${issuer}, réponse ${status}). Réessayez plus tard.`
    : `${nom} n’est pas à cette adresse (${issuer}, réponse ${status}). Recopiez ${variables}_ISSUER en entier${NBSP}: l’adresse finit par /api/v2.`;
}

function whyNot(error: unknown, variables: string): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `Ce nom n’est pas connu${NBSP}: vérifiez ${variables}_ISSUER, lettre pour lettre, ou le DNS de ce serveur.`;
  if (/CERT|SIGNATURE|SSL|TLS/.test(code))
    return `Son certificat est refusé (${code})${NBSP}: un mandataire coupe peut-être le https. Ne passez pas outre.`;
  return `Vérifiez ${variables}_ISSUER, lettre pour lettre, et que ce serveur peut sortir en https.`;
}

function isMetadata(read: unknown): read is oidc.ServerMetadata {
  return typeof read === 'object' && read !== null && 'issuer' in read && typeof read.issuer === 'string';
}

/** What has to be declared there, so that it can be compared with what was. */
function addresses({ nom, redirectUri, postLogoutRedirectUri }: Diagnostic): readonly Constat[] {
  const declared = `Déclarez à ${nom}, au caractère près, ${redirectUri} (retour de connexion) et ${postLogoutRedirectUri} (retour de déconnexion).`;
  const { protocol, hostname } = new URL(redirectUri);
  // Production does not start on plain http: this is somebody who tries the sandbox from their own machine.
  if (protocol === 'http:') return [remarque(`${declared} En production, PUBLIC_URL doit être publique et en https.`)];
  if (hostname.includes('.')) return [remarque(declared)];
  return [mauvais(`${nom} n’accepte qu’une adresse publique${NBSP}: corrigez PUBLIC_URL.`)];
}

/** Seconds. Beyond `REFUSED`, what a provider signs now is expired, or not born yet, to us. */
const [NOTICED, REFUSED] = [20, 30];

function clockSkew(nom: string, date: string | null, clock: Clock): readonly Constat[] {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return [remarque(`${nom} ne dit pas l’heure${NBSP}: les horloges ne sont pas comparées.`)];
  const seconds = Math.round((clock.now().epochMilliseconds - theirs) / 1000);
  const skew = Math.abs(seconds);
  if (skew <= NOTICED) return [bon(`L’heure de ce serveur est celle de ${nom}.`)];
  const texte = `Ce serveur ${seconds > 0 ? 'avance' : 'retarde'} de ${skew}${NBSP}s sur ${nom}. Réglez son horloge (NTP)${NBSP}: au-delà de ${REFUSED}${NBSP}s, toute connexion est refusée.`;
  return [skew > REFUSED ? mauvais(texte) : remarque(texte)];
}

/** A code that nobody gave: refused for itself, it proves that who brings it was recognised. */
async function authentication(options: Diagnostic, metadata: oidc.ServerMetadata): Promise<Constat> {
  const { nom, variables, clientId, clientSecret, cles = {}, issuer, redirectUri, timeoutSeconds = 5 } = options;
  const configuration = new oidc.Configuration(metadata, clientId, {}, clientAuthentication(clientSecret, cles));
  configuration.timeout = timeoutSeconds;
  configuration[oidc.customFetch] = boundedFetch;
  if (issuer.startsWith('http:')) oidc.allowInsecureRequests(configuration);
  const answer = new URL(`${redirectUri}?${new URLSearchParams({ code: 'verification', state: 's', iss: issuer })}`);
  const error = await oidc.authorizationCodeGrant(configuration, answer, { expectedState: 's' }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const refused = error instanceof oidc.ResponseBodyError ? error.error : undefined;
  if (refused === 'invalid_grant')
    return bon(`${nom} reconnaît ce service et ${cles.signature ? 'sa clé' : 'son secret'}.`);
  if (refused === 'invalid_client' || error instanceof oidc.WWWAuthenticateChallengeError) {
    return mauvais(
      cles.signature
        ? `${nom} refuse la clé de ${variables}_CLE (invalid_client). Déclarez-lui la clé publique servie sur /connexion/${variables.toLowerCase()}/cles, et vérifiez ${variables}_CLIENT_ID.`
        : `${nom} refuse cet identifiant ou ce secret (invalid_client). Recopiez ${variables}_CLIENT_ID et ${variables}_CLIENT_SECRET${NBSP}: ceux du bac à sable ne servent pas en production.`,
    );
  }
  return refused === undefined
    ? remarque(`${nom} n’a pas permis de vérifier le secret${NBSP}: réessayez plus tard.`)
    : mauvais(`${nom} refuse la vérification du secret (${excerpt(refused)}). Transmettez ce code à son support.`);
}

/** Leaves for the provider as a visitor would, and stops at its first answer. */
async function departure(options: Diagnostic, metadata: oidc.ServerMetadata): Promise<Constat> {
  const { nom, variables, clientId, provider, redirectUri, timeoutSeconds = 5 } = options;
  const { acrValues, claims } = provider.request;
  const address = new URL(metadata.authorization_endpoint ?? '');
  const asked = { client_id: clientId, redirect_uri: redirectUri, response_type: 'code' };
  const drawn = { scope: provider.scopes.join(' '), state: oidc.randomState(), nonce: oidc.randomNonce() };
  address.search = String(
    new URLSearchParams({
      ...asked,
      ...drawn,
      ...(acrValues ? { acr_values: acrValues } : {}),
      ...(claims ? { claims } : {}),
    }),
  );
  try {
    const response = await ask(address.href, timeoutSeconds);
    const target = response.headers.get('location');
    if (target?.startsWith(redirectUri)) {
      const error = new URL(target).searchParams.get('error') ?? '';
      return mauvais(
        error === 'invalid_scope'
          ? `${nom} n’accorde pas tout ce que Parvis demande (${provider.scopes.join(', ')}). Demandez ces données dans l’habilitation, sur DataPass.`
          : `${nom} renvoie aussitôt une erreur (${excerpt(error)}). Transmettez ce code à son support.`,
      );
    }
    if (response.status < 400) return bon(`${nom} accepte l’adresse de retour et les données demandées.`);
    const [code] = /\bY[0-9A-F]{6,7}\b/.exec(await response.text()) ?? [];
    return response.status < 500
      ? mauvais(departureRefused(code, nom, variables, redirectUri))
      : remarque(`${nom} est en panne${NBSP}: l’adresse de retour n’est pas vérifiée. Réessayez plus tard.`);
  } catch {
    return remarque(`${nom} tarde${NBSP}: l’adresse de retour n’est pas vérifiée. Réessayez plus tard.`);
  }
}

function departureRefused(code: string | undefined, nom: string, variables: string, redirectUri: string): string {
  switch (code) {
    case 'Y04C013C':
    case 'Y030031':
      return `${nom} ne connaît pas l’adresse de retour ${redirectUri} (${code}). Déclarez-la au caractère près, ou corrigez PUBLIC_URL.`;
    case 'Y04EA6EF':
      return `${nom} ne connaît pas ce service, ou l’a désactivé (${code}). Vérifiez ${variables}_CLIENT_ID et ${variables}_ISSUER${NBSP}: ils doivent être du même environnement.`;
    default:
      return `${nom} refuse la demande de connexion (${code ?? 'sans code'}). Transmettez ce code à son support.`;
  }
}

function ask(address: string, seconds: number): Promise<Response> {
  return boundedFetch(address, {
    method: 'GET',
    headers: { accept: 'text/html, application/json' },
    body: undefined,
    redirect: 'manual',
    signal: AbortSignal.timeout(seconds * 1000),
  });
}

/** What somebody else wrote: one line, short. */
function excerpt(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 100);
}

const bon = (texte: string): Constat => ({ etat: 'bon', texte });
const mauvais = (texte: string): Constat => ({ etat: 'mauvais', texte });
const remarque = (texte: string): Constat => ({ etat: 'remarque', texte });
