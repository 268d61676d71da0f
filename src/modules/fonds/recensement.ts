import { createHash } from 'node:crypto';
import type { Collectivites } from './collectivites.ts';
import type { Ruralite } from './domain/densite.ts';
import { type Recensement, recenser } from './domain/equite.ts';
import { classerCommunes, type Ruralites } from './domain/equite-rurale.ts';
import type { GrilleFournie } from './grille-densite.ts';

/** The local authorities of France, and which communes are rural when a grid tells it. */
export type RecensementConnu = Recensement & { readonly ruralites: Ruralites | undefined };

/** @returns what counts the local authorities of France once, when a point d’étape first compares itself with them */
export function lazyRecensement(
  collectivites: () => Promise<Collectivites>,
  fournie: GrilleFournie | undefined,
): () => Promise<RecensementConnu> {
  let counted: { readonly of: Collectivites; readonly recensement: RecensementConnu } | undefined;
  return async () => {
    const read = await collectivites();
    if (counted?.of !== read) {
      const recensement = { ...recenser(read.toutes), ruralites: fournie && ruralitesOf(read, fournie) };
      counted = { of: read, recensement };
    }
    return counted.recensement;
  };
}

function ruralitesOf({ toutes }: Collectivites, fournie: GrilleFournie): Ruralites {
  const communes = toutes.filter(({ type }) => type === 'commune');
  return classerCommunes(
    communes.map(({ cle, siren, population }) => ({ code: cle, siren, population })),
    fournie,
    empreinteDe,
  );
}

/** The same for whoever says the same of each commune, whatever the file, its order and its name. */
function empreinteDe(bySiren: ReadonlyMap<string, Ruralite>): string {
  const lines = [...bySiren].map(([siren, ruralite]) => `${siren} ${ruralite}`).toSorted();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
