import { type CollectiviteCog, listCollectivites } from '../comptes/index.ts';
import { rechercheDeCommunes } from '../demarches/index.ts';
import type { Collectivite } from './domain/collectivite.ts';

/** A local authority of France, with what the rules of the fund ask of it. */
export type CollectiviteConnue = CollectiviteCog & { readonly pourRegles: Collectivite };

/** Every local authority of France. */
export type Collectivites = {
  readonly toutes: readonly CollectiviteConnue[];
  bySiren(siren: string): CollectiviteConnue | undefined;
  byCle(cle: string): CollectiviteConnue | undefined;
  /** By the beginning of a name or by a postcode. */
  search(texte: string): readonly CollectiviteConnue[];
};

/** Reads the geographic code once a process (some 0.3 s and 30 MB), when it is first needed. */
export function readCollectivites(): Promise<Collectivites> {
  kept ??= listCollectivites().then(indexed);
  // A failure is not kept: the next one who asks tries again.
  kept.catch(() => {
    kept = undefined;
  });
  return kept;
}

let kept: Promise<Collectivites> | undefined;

function indexed(all: readonly CollectiviteCog[]): Collectivites {
  const toutes = all.map((one) => ({ ...one, pourRegles: pourRegles(one) }));
  const cles = new Map(toutes.map((one) => [one.cle, one]));
  const sirens = new Map(toutes.flatMap((one) => (one.siren ? [[one.siren, one] as const] : [])));
  let search: ReturnType<typeof searchIn> | undefined;
  return {
    toutes,
    bySiren: (siren) => sirens.get(siren),
    byCle: (cle) => cles.get(cle),
    search(texte) {
      search ??= searchIn(toutes);
      const found = new Set(search(texte).map(({ code }) => code));
      return [...found].flatMap((cle) => cles.get(cle) ?? []);
    },
  };
}

/** An index of some 0.2 s, for the pages that search. */
function searchIn(toutes: readonly CollectiviteConnue[]) {
  return rechercheDeCommunes(
    toutes.flatMap(({ cle, nom, nomUsuel, codesPostaux }) =>
      [...new Set([nom, nomUsuel])].map((name, index) => ({
        code: cle,
        nom: name,
        codesPostaux: index === 0 ? codesPostaux : [],
      })),
    ),
  );
}

function pourRegles({ type, fiscalitePropre, population }: CollectiviteCog): Collectivite {
  return { type: type === 'epci' && !fiscalitePropre ? 'syndicat' : type, population };
}
