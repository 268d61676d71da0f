/** The library that plays FranceConnect and ProConnect. Loading it is most of the simulators' start. */
export type OidcLibrary = typeof import('oidc-provider');

/**
 * Imports `oidc-provider` without its greeting: it warns of an unsupported runtime whenever Node carries no LTS code
 * name yet, which says nothing of use to somebody who has just typed `npm start`. Every other warning goes through.
 */
export async function loadOidcLibrary(): Promise<OidcLibrary> {
  const { warn } = console;
  console.warn = (...args: unknown[]) => {
    if (!String(args[0]).includes('oidc-provider WARNING: Unsupported runtime')) {
      warn(...args);
    }
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
