/** What our server proposes; its parts are those of the fields. */
export type Adresse = { readonly label: string } & Readonly<Partial<Record<Partie, string>>>;
export type Partie = (typeof PARTIES)[number];

export const PARTIES = ['numero', 'voie', 'codePostal', 'commune'] as const;

/** Addresses that somebody who types this may mean. Rejects when nobody answers. */
export function adressesPour(q: string, signal: AbortSignal): Promise<readonly Adresse[]> {
  return ask(`/adresses?q=${encodeURIComponent(q)}`, { signal });
}

/** Addresses around a point, the nearest first: in a body, which no log of any server in between keeps. */
export function adressesAutour(
  { latitude, longitude }: { readonly latitude: number; readonly longitude: number },
  jeton: string,
): Promise<readonly Adresse[]> {
  const body = new URLSearchParams({ _jeton: jeton, lat: latitude.toFixed(5), lon: longitude.toFixed(5) });
  return ask('/adresses/autour', { method: 'POST', body });
}

async function ask(url: string, init: RequestInit): Promise<readonly Adresse[]> {
  const response = await fetch(url, { ...init, redirect: 'error' });
  if (!response.ok) throw new Error(`${response.status}`);
  return ((await response.json()) as { readonly adresses?: readonly Adresse[] }).adresses ?? [];
}
