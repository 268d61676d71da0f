import { capitalized } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import { type Empechement, empechementDe, type Habilitation } from './habilitation.ts';
import type { Partie, RouteApi } from './route.ts';

/** What may be asked of a route for one démarche, now. */
export type DroitsDeRoute =
  | {
      readonly accordes: true;
      /** Granted, and of use: what is asked to FranceConnect. */
      readonly scopes: readonly string[];
      /** Names of `donnees` that they open: nothing else is kept, whatever comes. */
      readonly donnees: readonly string[];
      /** What the consent page says. */
      readonly presentation: string;
    }
  | { readonly accordes: false; readonly empechement: Empechement };

/**
 * Only what is granted, and of that only what the démarche uses (RGPD, art. 5.1.c).
 * @param utiles names of `donnees` that champs are filled in from; one that is empty: all
 */
export function droitsDe(
  route: Pick<RouteApi, 'scopes' | 'donnees' | 'presentation' | 'parties'>,
  habilitation: Pick<Habilitation, 'enVigueur' | 'valableDu' | 'valableJusquau' | 'scopes'> | undefined,
  utiles: readonly string[],
  aujourdhui: Jour,
): DroitsDeRoute {
  const empechement = empechementDe(habilitation, aujourdhui);
  if (empechement || !habilitation) return { accordes: false, empechement: empechement ?? 'absente' };
  const granted = new Set(habilitation.scopes);
  const all = utiles.includes('') || utiles.length === 0;
  const parties = partiesOf(route);
  const useful = parties.filter(({ donnees }) => all || donnees.some((donnee) => utiles.includes(donnee)));
  const open = useful.filter(({ donnees, scopes }) => donnees.length > 0 && scopes.some((one) => granted.has(one)));
  if (open.length === 0) return { accordes: false, empechement: 'scopes' };
  const verification = parties.filter(({ donnees }) => donnees.length === 0);
  const scopes = [...open, ...verification].flatMap((partie) => partie.scopes).filter((one) => granted.has(one));
  return {
    accordes: true,
    scopes: [...new Set(scopes)],
    donnees: [...new Set(open.flatMap(({ donnees }) => donnees))],
    presentation: open.length === parties.length - verification.length ? route.presentation : enumerer(open, route),
  };
}

/** What opens a datum, for those who write démarches and ask for habilitations. */
export function scopesDe(route: Pick<RouteApi, 'scopes' | 'donnees' | 'parties'>, donnee: string): readonly string[] {
  return partiesOf(route)
    .filter(({ donnees }) => donnee === '' || donnees.includes(donnee))
    .flatMap(({ scopes }) => scopes);
}

function partiesOf({ parties, scopes, donnees }: Pick<RouteApi, 'scopes' | 'donnees' | 'parties'>): readonly Partie[] {
  return parties ?? [{ donnees, scopes }];
}

function enumerer(open: readonly Partie[], { presentation }: Pick<RouteApi, 'presentation'>): string {
  const noms = open.flatMap(({ nom }) => nom ?? []);
  if (noms.length === 0) return presentation;
  return capitalized(new Intl.ListFormat('fr', { type: 'conjunction' }).format(noms));
}
