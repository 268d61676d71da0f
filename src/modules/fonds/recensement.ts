import type { Collectivites } from './collectivites.ts';
import { type Recensement, recenser } from './domain/equite.ts';

/** @returns what counts the local authorities of France once, when a point d’étape first compares itself with them */
export function lazyRecensement(collectivites: () => Promise<Collectivites>): () => Promise<Recensement> {
  let counted: { readonly of: Collectivites; readonly recensement: Recensement } | undefined;
  return async () => {
    const read = await collectivites();
    if (counted?.of !== read) counted = { of: read, recensement: recenser(read.toutes) };
    return counted.recensement;
  };
}
