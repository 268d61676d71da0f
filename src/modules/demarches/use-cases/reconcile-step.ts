import type { Champ } from '../domain/champ.ts';
import type { Section } from '../domain/definition.ts';
import { type Divergence, divergencesOf, reprendre } from '../domain/divergences.ts';
import { enregistreeDepuis, tourOf } from '../domain/enregistrements.ts';
import type { Lecture } from '../domain/lecture.ts';
import type { Fields } from '../domain/saisie.ts';
import type { DossierOuvert } from './load-dossier.ts';

/** A form of a step as it comes back: what was typed, and what it was made from. */
export type EtapeEnvoyee = {
  readonly fields: Fields;
  /** Every name that the form sent. */
  readonly noms?: readonly string[];
  /** The turn of the section when the form was made. */
  readonly tour: number;
  /** Its name, drawn when it was shown: sent twice, it is still the same tab. */
  readonly formulaire?: string;
  /** What it showed then (`empreintesOf`). */
  readonly base?: string | undefined;
  /** What the person chose, having seen what differs. */
  readonly choix?: Choix;
  /** True when the usager leaves the step: what they answered is then checked against the public registers. */
  readonly completer: boolean;
};

export type Choix = {
  /** The turn of the section that they saw: a choice between other answers is none. */
  readonly vu: number;
  readonly champs: ReadonlyMap<string, Version>;
};

/** Of two answers to one question: the one that is kept, or the one of the form. */
export type Version = 'enregistree' | 'ecrite';

export type Conflit = {
  /** Who saved the step meanwhile; undefined: the person themselves, in another tab. */
  readonly par: string | undefined;
  readonly divergences: readonly Divergence[];
};

type Accord =
  | {
      readonly type: 'accord';
      readonly fields: Fields;
      /** Left alone in the form, so kept as they are. */
      readonly reprises: readonly Champ[];
      /** Under which the save is noted. */
      readonly formulaire: string;
    }
  | { readonly type: 'conflit'; readonly par: string; readonly divergences: readonly Divergence[] };

/**
 * A form that arrives after the same step was saved elsewhere. What only one of the two changed is kept without asking;
 * where both did, the person chooses, and until then nothing is written. A choice made between answers that changed again
 * meanwhile is asked again.
 *
 * A form that stays on screen (a value computed as one types) would go on showing the answers from before: it is never
 * completed unseen.
 */
export function reconcile(
  { dossier, contexte }: Pick<DossierOuvert, 'dossier' | 'contexte'>,
  section: Section,
  etape: EtapeEnvoyee,
  personneId: string,
  lire: (fields: Fields) => Pick<Lecture, 'reponses' | 'erreurs'>,
): Accord {
  const { fields, noms = [], base, choix, tour, formulaire = '', completer } = etape;
  const envoyee = { fields, noms, base };
  const withKept = (champs: readonly Champ[]) =>
    champs.length > 0 ? reprendre(envoyee, champs, dossier.reponses, contexte) : fields;
  const chosen = section.champs.filter(({ id }) => choix?.champs.get(id) === 'enregistree');
  const par = enregistreeDepuis(dossier.enregistrements, section.id, { tour, par: personneId, formulaire });
  if (par === undefined) return { type: 'accord', fields: withKept(chosen), reprises: [], formulaire };
  const divergences = divergencesOf(section, dossier.reponses, envoyee, lire(fields), contexte);
  if (choix?.vu === tourOf(dossier.enregistrements, section.id)) {
    const all = divergences.every(({ champ }) => choix.champs.has(champ.id));
    if (all) return { type: 'accord', fields: withKept(chosen), reprises: [], formulaire };
  } else if (divergences.every(({ intacte }) => intacte && completer)) {
    const reprises = divergences.map(({ champ }) => champ);
    // Sent again, it is compared again: it still does not show them.
    return { type: 'accord', fields: withKept(reprises), reprises, formulaire: reprises.length > 0 ? '' : formulaire };
  }
  return { type: 'conflit', par, divergences };
}
