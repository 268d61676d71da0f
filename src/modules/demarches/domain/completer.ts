import type { Champ, Complement, Completer, Outils, Registre } from './champ.ts';
import type { Faits } from './condition.ts';
import { lignesOf, originesDeLigne } from './ligne.ts';
import { memeValeur, type Reponses, type Valeur } from './valeur.ts';

/** What registers added to kept answers, by id of champ, each with the answer that they were asked about. */
export type Complements = readonly {
  readonly champId: string;
  readonly avant: Valeur;
  readonly apres: Valeur;
  readonly aConfirmer: boolean;
}[];

/**
 * Asks the registers about every answer of these champs whose type wants it, rows included, all at the same time. What
 * a source certified is never touched.
 *
 * @param outils called only when there is something to ask about
 */
export async function completerChamps(
  champs: readonly Champ[],
  faits: Faits,
  registre: Registre,
  outils: () => Promise<Outils>,
): Promise<Complements> {
  let opened: Promise<Outils> | undefined;
  const open = () => {
    opened ??= outils();
    return opened;
  };
  const complements = await Promise.all(
    champs.map(async (champ) => {
      const avant = faits.reponses[champ.id];
      if (avant === undefined || faits.origines[champ.id]?.certifiee) return [];
      const found = await completeChamp(champ, avant, faits, registre, open);
      return found ? [{ champId: champ.id, avant, apres: found.valeur, aConfirmer: found.aConfirmer }] : [];
    }),
  );
  return complements.flat();
}

/** Those whose answer still is the one that was asked about: another tab may have changed it meanwhile. */
export function complementsTenus(reponses: Reponses, complements: Complements): Complements {
  return complements.filter(({ champId, avant }) => memeValeur(reponses[champId], avant));
}

export function poserComplements(reponses: Reponses, complements: Complements): Reponses {
  return { ...reponses, ...Object.fromEntries(complements.map(({ champId, apres }) => [champId, apres])) };
}

async function completeChamp(
  champ: Champ,
  valeur: Valeur,
  faits: Faits,
  registre: Registre,
  open: () => Promise<Outils>,
): Promise<Complement<Valeur> | undefined> {
  const type = registre.get(champ.type);
  if (type?.nature === 'lignes') return completeLignes(champ, valeur, faits, registre, open);
  // The registry has forgotten the types of each type: what it kept is what it gets back.
  const completer = type?.completer as Completer<unknown, Valeur> | undefined;
  return completer?.(valeur, champ, await open());
}

async function completeLignes(
  champ: Champ,
  valeur: Valeur,
  faits: Faits,
  registre: Registre,
  open: () => Promise<Outils>,
): Promise<Complement<Valeur> | undefined> {
  const { champs } = champ.options as { readonly champs: readonly Champ[] };
  const lignes = await Promise.all(
    lignesOf(valeur).map(async (ligne) => {
      const own = { reponses: ligne, origines: originesDeLigne(faits.origines, champ.id, ligne._id) };
      const complements = await completerChamps(champs, own, registre, open);
      return { ligne: poserComplements(ligne, complements), complements };
    }),
  );
  const complements = lignes.flatMap((each) => each.complements);
  if (complements.length === 0) return undefined;
  return { valeur: lignes.map(({ ligne }) => ligne), aConfirmer: complements.some(({ aConfirmer }) => aConfirmer) };
}
