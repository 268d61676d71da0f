import type { Champ, ContexteChamp, Erreurs, Lu } from './champ.ts';
import { type Faits, isMet } from './condition.ts';
import { originesFideles } from './origine.ts';
import { typeOf } from './registre.ts';
import type { Saisie } from './saisie.ts';
import type { Origines, Reponses, Valeur } from './valeur.ts';

/** What became of the typed answers: the good ones are kept even when others are wrong. */
export type Lecture = {
  /** Kept answers of these champs. A visible champ left empty is absent. */
  readonly reponses: Reponses;
  /** By id of champ, only those in error. */
  readonly erreurs: { readonly [champId: string]: Erreurs };
  /** Ids of the champs that were visible, in order. */
  readonly visibles: readonly string[];
  /** The origins of the whole dossier, as they must be kept with these answers (see `originesFideles`). */
  readonly origines: Origines;
};

/**
 * Understands a list of champs. They are read in order, so the visibility of each depends on the answers above it in
 * this same form; a hidden champ is neither read nor kept. A certified answer is kept whatever was typed.
 */
export function lireChamps(
  champs: readonly Champ[],
  saisie: (champId: string) => Saisie,
  faits: Faits,
  contexte: ContexteChamp,
): Lecture {
  const ailleurs = without(faits.reponses, champs);
  // What a source certified is known before anything is typed: a condition may look at it wherever it stands.
  const certifiees = certifiedOf(faits, champs);
  const reponses: Record<string, Valeur> = {};
  const erreurs: Record<string, Erreurs> = {};
  const visibles: string[] = [];
  for (const champ of champs) {
    const courants = { origines: faits.origines, reponses: { ...ailleurs, ...certifiees, ...reponses } };
    if (champ.condition && !isMet(champ.condition, courants)) continue;
    visibles.push(champ.id);
    const gardee = faits.reponses[champ.id];
    const lu = lireChamp(champ, saisie(champ.id), courants, gardee, contexte);
    if (!lu.ok) erreurs[champ.id] = lu.erreurs;
    if (lu.valeur !== undefined) reponses[champ.id] = lu.valeur;
  }
  return {
    reponses,
    erreurs,
    visibles,
    // Only who keeps the answers asks for it: a page that is shown does not.
    get origines() {
      return originesFideles(faits, { ...ailleurs, ...reponses });
    },
  };
}

/** One champ: certified → as it is; wrong → its errors; empty and obligatory → the sentence that asks for it. */
function lireChamp(
  champ: Champ,
  saisie: Saisie,
  courants: Faits,
  gardee: Valeur | undefined,
  contexte: ContexteChamp,
): Lu<Valeur> {
  const type = typeOf(champ, contexte);
  if (type.nature === 'rien') return { ok: true, valeur: undefined };
  const lu: Lu<Valeur> = courants.origines[champ.id]?.certifiee
    ? { ok: true, valeur: gardee }
    : type.parse(saisie, champ as Champ<never>, contexte, withOwn(courants, champ.id, gardee));
  if (lu.ok && lu.valeur === undefined && champ.obligatoire && !type.sansSaisie) {
    return { ok: false, erreurs: { '': siVide(champ, contexte) } };
  }
  return lu;
}

/** The sentence that asks for an answer: the champ's own, else its type's, else the general one. */
function siVide(champ: Champ, contexte: Pick<ContexteChamp, 'registre'>): string {
  const libelle = champ.libelle.replace(/\s*[?:]\s*$/u, '');
  const ofType = typeOf(champ, contexte).siVide;
  return champ.siVide ?? ofType?.(libelle) ?? `Répondez à la question «\u00a0${libelle}\u00a0».`;
}

function withOwn(faits: Faits, champId: string, gardee: Valeur | undefined): Faits {
  return gardee === undefined ? faits : { ...faits, reponses: { ...faits.reponses, [champId]: gardee } };
}

/** The answers given elsewhere: what was kept earlier for these champs must not decide what is visible now. */
function without(reponses: Reponses, champs: readonly Champ[]): Reponses {
  const ids = new Set(champs.map((champ) => champ.id));
  return Object.fromEntries(Object.entries(reponses).filter(([id]) => !ids.has(id)));
}

function certifiedOf(faits: Faits, champs: readonly Champ[]): Reponses {
  const ids = champs.map((champ) => champ.id).filter((id) => faits.origines[id]?.certifiee);
  return Object.fromEntries(Object.entries(faits.reponses).filter(([id]) => ids.includes(id)));
}
