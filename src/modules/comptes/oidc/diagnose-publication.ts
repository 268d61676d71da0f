import type * as oidc from 'openid-client';
import { NBSP } from '../../../values/french.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { publicKeySet } from './client-keys.ts';
import type { Constat, Diagnostic } from './diagnose-provider.ts';

/** What the provider must publish for a sign-in to work, in one finding when nothing is missing. */
export async function announced(options: Diagnostic, metadata: oidc.ServerMetadata): Promise<readonly Constat[]> {
  const { nom, variables } = options;
  const problems = [
    ...endpoints(metadata, nom),
    ...signatures(options, metadata),
    ...levels(options, metadata),
    ...ownKeys(options, metadata),
    ...(await keys(options, metadata.jwks_uri)),
  ];
  if (problems.length > 0) return problems.map((texte) => ({ etat: 'mauvais', texte }));
  return [
    { etat: 'bon', texte: `${nom} publie les adresses, les clés (${options.alg}) et les niveaux voulus.` },
    ...plusKey(options, variables),
  ];
}

const ENDPOINTS = [
  'authorization_endpoint',
  'token_endpoint',
  'userinfo_endpoint',
  'jwks_uri',
  'end_session_endpoint',
] as const;

function endpoints(metadata: oidc.ServerMetadata, nom: string): readonly string[] {
  const missing = ENDPOINTS.filter((name) => typeof metadata[name] !== 'string');
  return missing.length === 0
    ? []
    : [`${nom} n’annonce pas ${missing.join(', ')}. L’émetteur n’est sans doute pas le bon${NBSP}: vérifiez-le.`];
}

function signatures({ nom, variables, alg }: Diagnostic, metadata: oidc.ServerMetadata): readonly string[] {
  const lists = [metadata.id_token_signing_alg_values_supported, metadata['userinfo_signing_alg_values_supported']];
  return lists.every((list) => allows(list, alg))
    ? []
    : [`${nom} n’annonce pas de signature ${alg}. Mettez dans ${variables}_ALG l’algorithme déclaré chez lui.`];
}

function levels({ nom, provider }: Diagnostic, { acr_values_supported: list }: oidc.ServerMetadata): readonly string[] {
  if (provider.acr.some((acr) => allows(list, acr))) return [];
  return [
    nom === 'ProConnect'
      ? `${nom} n’annonce aucun niveau à deux facteurs (${provider.acr.join(', ')}). Aucun agent ne pourrait entrer${NBSP}: signalez-le à son support.`
      : `${nom} n’annonce pas le niveau ${provider.acr[0]}. Accordez FRANCECONNECT_NIVEAU et FRANCECONNECT_ISSUER${NBSP}: eidas1 pour FranceConnect, eidas2 ou eidas3 pour FranceConnect+.`,
  ];
}

/** How we prove who we are, against what is accepted there. */
function ownKeys({ nom, variables, cles = {} }: Diagnostic, metadata: oidc.ServerMetadata): readonly string[] {
  const method = cles.signature ? 'private_key_jwt' : 'client_secret_post';
  if (!allows(metadata.token_endpoint_auth_methods_supported, method)) {
    return [
      `${nom} n’accepte pas ${method}. ${cles.signature ? `Retirez ${variables}_CLE` : `Donnez ${variables}_CLE`}.`,
    ];
  }
  if (!cles.signature) return [];
  const [alg] = publicKeySet({ signature: cles.signature }).keys.map((key) => Reflect.get(key, 'alg'));
  return allows(metadata.token_endpoint_auth_signing_alg_values_supported, alg)
    ? []
    : [`${nom} n’accepte pas une clé ${alg}. Mettez dans ${variables}_CLE une clé EC P-256 ou RSA qu’il accepte.`];
}

/** FranceConnect+ encrypts what it sends, when a key was declared to it. */
function plusKey({ nom, cles = {} }: Diagnostic, variables: string): readonly Constat[] {
  if (nom !== 'FranceConnect+' || cles.dechiffrement) return [];
  const texte = `${nom} chiffre d’ordinaire ce qu’il envoie${NBSP}: sans ${variables}_CLE_DECHIFFREMENT, ce serveur ne le lirait pas.`;
  return [{ etat: 'remarque', texte }];
}

async function keys({ nom, alg, variables, timeoutSeconds = 5 }: Diagnostic, address: unknown) {
  if (typeof address !== 'string') return [];
  try {
    const response = await boundedFetch(address, {
      method: 'GET',
      headers: { accept: 'application/json' },
      body: undefined,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    const read: unknown = await response.json();
    const set: unknown = typeof read === 'object' && read !== null && 'keys' in read ? read.keys : undefined;
    if (response.status === 200 && Array.isArray(set) && set.some((key) => signsWith(key, alg))) return [];
    return [`${nom} ne publie pas de clé ${alg} (${address}). Vérifiez ${variables}_ALG, ou réessayez plus tard.`];
  } catch {
    return [
      `Les clés de ${nom} ne se lisent pas (${address}). Sans elles, toute connexion est refusée${NBSP}: réessayez.`,
    ];
  }
}

function signsWith(key: unknown, alg: 'ES256' | 'RS256'): boolean {
  if (typeof key !== 'object' || key === null) return false;
  const { kty, crv, use, alg: named }: { kty?: unknown; crv?: unknown; use?: unknown; alg?: unknown } = key;
  const fits = alg === 'ES256' ? kty === 'EC' && crv === 'P-256' : kty === 'RSA';
  return fits && use !== 'enc' && (named === undefined || named === alg);
}

/** What a provider does not list, it does not exclude. */
function allows(list: unknown, value: unknown): boolean {
  return !Array.isArray(list) || list.includes(value);
}
