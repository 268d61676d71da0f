import type { Champ, ContexteChamp } from './champ.ts';
import type { Faits } from './condition.ts';
import type { Definition, Section } from './definition.ts';
import { type Enregistrements, tourOf } from './enregistrements.ts';
import { type Lecture, lireChamps } from './lecture.ts';
import { lireSection, mergeSection, visibleChamps } from './parcours.ts';
import type { EtatSources } from './prefill.ts';
import { saisieOfValeur } from './registre.ts';
import { type Fields, type Saisie, saisieOf, saisieOfParties } from './saisie.ts';
import { memeValeur, type Origines, type Reponses } from './valeur.ts';

/**
 * The answer of a source that arrives while the person fills the form in. The same rule whether it arrives a moment
 * before they save a step or a moment after: what they answered stands.
 *
 * - What a source says of one step goes in whole, or not at all: its month does not stand beside a value that was typed.
 * - It goes in where nothing was answered; and in a step that is complete, only where it hides no answer (whoever said
 *   that they would not give their quotient does not give it).
 */

type Brouillon = Faits & { readonly enregistrements: Enregistrements; readonly etapesFaites: readonly string[] };

/** The facts with what arrived, and the ids of the champs that it filled in. */
export type Pose = Faits & { readonly posees: readonly string[] };

/** @param auDebut the saves of the draft when the sources were asked: a step not saved since is as it was then */
export function poserArrivee(
  definition: Definition,
  brouillon: Brouillon,
  arrivee: Faits,
  auDebut: Enregistrements,
): Pose {
  return definition.sections.reduce<Pose>(
    (pose, section) => {
      const saved = tourOf(brouillon.enregistrements, section.id) > tourOf(auDebut, section.id);
      const complete = brouillon.etapesFaites.includes(section.id);
      const vide = ({ id }: Champ) => !saved || pose.reponses[id] === undefined;
      return poserDans(section, pose, arrivee, { vide, complete: saved && complete });
    },
    { reponses: brouillon.reponses, origines: brouillon.origines, posees: [] },
  );
}

/** What was typed on a step, and the ids of its champs that an answer which arrived meanwhile filled in. */
export type LectureArrivee = Pick<Lecture, 'reponses' | 'origines' | 'erreurs'> & {
  readonly arrivees: readonly string[];
};

/**
 * Understands a form made while the answers of these sources had not come. It is first read as what it was: without what
 * arrived since, which it could neither show nor confirm. Then what arrived goes in as above.
 */
export function lireMalgreArrivees(
  section: Section,
  fields: Fields,
  dossier: Faits & { readonly sources: EtatSources },
  nonArriveesAlors: readonly string[],
  contexte: ContexteChamp,
): LectureArrivee {
  const arrivees = section.champs.filter((champ) => hasArrived(champ, dossier, nonArriveesAlors));
  if (arrivees.length === 0) {
    const { reponses, origines, erreurs } = lireSection(section, fields, dossier, contexte);
    return { reponses, origines, erreurs, arrivees: [] };
  }
  const sans = retirer(dossier, arrivees);
  const lue = lireSection(section, fields, sans, contexte);
  const telle = { reponses: mergeSection(sans.reponses, section, lue.reponses), origines: lue.origines };
  const pose = poserDans(section, { ...telle, posees: [] }, garder(dossier, arrivees), {
    complete: Object.keys(lue.erreurs).length === 0,
    vide: (champ) => isBlank(champ, saisieOf(fields, champ.id), lue, sans, contexte),
  });
  const saisie = (id: string) => {
    const champ = pose.posees.includes(id) ? section.champs.find((candidate) => candidate.id === id) : undefined;
    return champ ? saisieOfValeur(champ, pose.reponses[id], contexte) : saisieOf(fields, id);
  };
  const { reponses, origines, erreurs } = lireChamps(section.champs, saisie, pose, contexte);
  return { reponses, origines, erreurs, arrivees: pose.posees };
}

function poserDans(
  section: Section,
  before: Pose,
  arrivee: Faits,
  { vide, complete }: { readonly vide: (champ: Champ) => boolean; readonly complete: boolean },
): Pose {
  const given = section.champs.filter(({ id }) => arrivee.reponses[id] !== undefined);
  return [...Map.groupBy(given, ({ prefill }) => prefill?.source).values()].reduce((pose, champs) => {
    if (!champs.every(vide)) return pose;
    const sans = retirer(pose, champs);
    const dont = garder(arrivee, champs);
    const filled = {
      reponses: { ...sans.reponses, ...dont.reponses },
      origines: { ...sans.origines, ...dont.origines },
      posees: [...pose.posees, ...champs.map(({ id }) => id)],
    };
    return complete && hidesAnswer(section, pose, filled) ? pose : filled;
  }, before);
}

function hidesAnswer(section: Section, avant: Faits, apres: Faits): boolean {
  const shown = new Set(visibleChamps(section, apres).map(({ id }) => id));
  return visibleChamps(section, avant).some(({ id }) => avant.reponses[id] !== undefined && !shown.has(id));
}

/** Of a source that had not answered, and whose answer the draft now holds. */
function hasArrived(
  { id, prefill }: Champ,
  { sources, ...faits }: Faits & { readonly sources: EtatSources },
  alors: readonly string[],
) {
  if (!prefill || !alors.includes(prefill.source)) return false;
  if (sources[prefill.source]?.attendueJusqua !== undefined || faits.reponses[id] === undefined) return false;
  return Object.entries(faits.origines).some(
    ([chemin, { source, effaceeLe }]) => isUnder(chemin, id) && source === prefill.source && !effaceeLe,
  );
}

/** Left as it was shown, with nothing in it: neither understood, nor wrong otherwise than by its absence. */
function isBlank(champ: Champ, saisie: Saisie, lue: Lecture, sans: Faits, contexte: ContexteChamp): boolean {
  if (lue.reponses[champ.id] !== undefined) return false;
  // The rows of a repetition are there before anything is typed in them.
  const empty = saisieOfParties({ lignes: saisie.all('lignes') });
  const visible = lue.visibles.includes(champ.id);
  const erreurs = visible ? lireChamps([withoutCondition(champ)], () => empty, sans, contexte).erreurs : {};
  return memeValeur(erreurs[champ.id] ?? {}, lue.erreurs[champ.id] ?? {});
}

function withoutCondition({ condition: _, ...champ }: Champ): Champ {
  return champ;
}

function retirer({ reponses, origines }: Faits, champs: readonly Champ[]): Faits {
  return pick({ reponses, origines }, (chemin) => !champs.some(({ id }) => isUnder(chemin, id)));
}

function garder(faits: Faits, champs: readonly Champ[]): Faits {
  return pick(faits, (chemin) => champs.some(({ id }) => isUnder(chemin, id)));
}

function pick({ reponses, origines }: Faits, accepts: (chemin: string) => boolean): Faits {
  return {
    reponses: Object.fromEntries(Object.entries(reponses).filter(([id]) => accepts(id))) as Reponses,
    origines: Object.fromEntries(Object.entries(origines).filter(([chemin]) => accepts(chemin))) as Origines,
  };
}

/** The path of the champ itself, or of a cell of its rows. */
function isUnder(chemin: string, champId: string): boolean {
  return chemin === champId || chemin.startsWith(`${champId}.`);
}
