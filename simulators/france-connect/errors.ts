import { randomUUID } from 'node:crypto';
import type { Claims } from '../oidc/jwt.ts';

/** The code on FranceConnect's own error page for an error that cannot go back to the service. */
export function pageCode(error: string): string {
  return PAGE_CODES[error] ?? 'Y040001';
}

/**
 * The body of an error of the token and userinfo endpoints. FranceConnect appends the library's detail to the
 * description, between parentheses and even when there is none, and adds an address that explains the code.
 */
export function errorBody({
  error,
  description,
  detail,
}: {
  error: string;
  description: string;
  detail: string | undefined;
}): Claims {
  const said = description.replace(/^missing required parameter (\w+)$/, "missing required parameter '$1'");
  const code = CODES.find(([name, text]) => name === error && (detail ?? said).includes(text))?.[2] ?? 'Y040001';
  return {
    error,
    error_description: `${said} (${detail})`,
    error_uri: `https://docs.partenaires.franceconnect.gouv.fr/fs/fs-technique/fs-technique-erreurs/?code=${code}&id=${randomUUID()}`,
  };
}

const PAGE_CODES: Record<string, string> = {
  invalid_client: 'Y04EA6EF',
  invalid_redirect_uri: 'Y04C013C',
};

/** Error, words found in its detail, code. Only the codes that FranceConnect documents; others get the generic one. */
const CODES: readonly (readonly [error: string, words: string, code: string])[] = [
  ['invalid_client', 'invalid secret provided', 'Y0434A7B'],
  ['invalid_client', 'client not found', 'Y04EA6EF'],
  ['invalid_request', "missing required parameter 'code'", 'Y048017B'],
  ['invalid_grant', 'authorization code not found', 'Y049E20B'],
  ['invalid_token', 'access token not found', 'Y040001'],
  ['invalid_token', 'no access token provided', 'Y04146A2'],
];
