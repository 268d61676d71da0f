import { hash } from 'node:crypto';
import type { Champ, ContexteChamp } from './champ.ts';
import type { Faits } from './condition.ts';
import type { Section } from './definition.ts';
import type { Lecture } from './lecture.ts';
import { saisieOfValeur, typeOf } from './registre.ts';
import type { Fields } from './saisie.ts';
import type { Reponses, Valeur } from './valeur.ts';

/** A champ whose kept answer changed since a form was made, and is not what that form says. */
export type Divergence = {
  readonly champ: Champ;
  readonly enregistree: Valeur | undefined;
  readonly ecrite: Valeur | undefined;
  /** What was typed, where it could not be understood. */
  readonly brute: readonly string[];
  /** Left in the form as it was shown: nobody wrote it there. */
  readonly intacte: boolean;
};

/**
 * What a form showed of each champ, as short digests: the form carries them, so that what was written in it is told from
 * what was only left there. A champ without an answer is absent, and a certified one too: it is not in the form.
 */
export function empreintesOf(section: Section, { reponses, origines }: Faits, contexte: ContexteChamp): string {
  return section.champs
    .flatMap((champ) => {
      if (origines[champ.id]?.certifiee) return [];
      const textes = textesOf(champ, reponses[champ.id], contexte);
      return textes.length === 0 ? [] : [`${champ.id}:${empreinteOf(textes)}`];
    })
    .join(' ');
}

export type Formulaire = {
  readonly fields: Fields;
  /** Every name that the form sent. */
  readonly noms: readonly string[];
  /** `empreintesOf` when it was made; undefined when it does not say: then everything in it was written. */
  readonly base: string | undefined;
};

/**
 * What differs between the answers that are kept and a form made before they were. An answer that only the form changed
 * is not there: nothing stands against it. Answers are compared as they are typed: what a register added is no difference.
 */
export function divergencesOf(
  section: Section,
  gardees: Reponses,
  { fields, noms, base }: Formulaire,
  lecture: Pick<Lecture, 'reponses' | 'erreurs'>,
  contexte: ContexteChamp,
): readonly Divergence[] {
  const shown = base === undefined ? undefined : new Map(base.split(' ').map((one) => splitAtColon(one)));
  return section.champs.flatMap((champ) => {
    const { id } = champ;
    const enregistree = gardees[id];
    const brute = lecture.erreurs[id] ? bruteOf(champ, fields, noms) : undefined;
    const ecrite = brute ? undefined : lecture.reponses[id];
    const [kept, typed] = [textesOf(champ, enregistree, contexte), brute ?? textesOf(champ, ecrite, contexte)];
    const [keptDigest, typedDigest] = [digestOf(kept), digestOf(typed)];
    const before = shown && (shown.get(id) ?? '');
    if (keptDigest === typedDigest || keptDigest === before) return [];
    return [
      { champ, enregistree, ecrite, brute: (brute ?? []).map(([, texte]) => texte), intacte: typedDigest === before },
    ];
  });
}

/** The form as it would be with the kept answers of these champs in it. */
export function reprendre(
  { fields }: Pick<Formulaire, 'fields'>,
  champs: readonly Champ[],
  gardees: Reponses,
  contexte: ContexteChamp,
): Fields {
  const kept = new Map(champs.map((champ) => [champ.id, saisieOfValeur(champ, gardees[champ.id], contexte)]));
  return {
    all(nom) {
      const [champId = '', ...parties] = nom.split('.');
      const saisie = kept.get(champId);
      return saisie ? saisie.all(parties.join('.')) : fields.all(nom);
    },
  };
}

type Textes = readonly (readonly [partie: string, texte: string])[];

/** An answer part by part, as it would be typed. Files are no text: they are where they were received. */
function textesOf(champ: Champ, valeur: Valeur | undefined, contexte: ContexteChamp): Textes {
  if (valeur === undefined) return [];
  const parties = typeOf(champ, contexte).typed(valeur as never, champ as Champ<never>, contexte);
  return rangees(Object.entries(parties));
}

function bruteOf({ id }: Champ, fields: Fields, noms: readonly string[]): Textes {
  const own = [...new Set(noms)].filter((nom) => nom === id || nom.startsWith(`${id}.`));
  return rangees(own.map((nom) => [nom.slice(id.length + 1), fields.all(nom)]));
}

function rangees(parties: readonly (readonly [partie: string, textes: string | readonly string[]])[]): Textes {
  const dites: (readonly [string, string])[] = [];
  for (const [partie, textes] of parties.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    for (const texte of typeof textes === 'string' ? [textes] : textes) {
      const said = texte.trim();
      if (said !== '') dites.push([partie, said]);
    }
  }
  return dites;
}

function digestOf(textes: Textes): string {
  return textes.length === 0 ? '' : empreinteOf(textes);
}

/** Nobody gains by a collision: the answers are the reader's own. */
function empreinteOf(textes: Textes): string {
  return hash('sha256', JSON.stringify(textes), 'base64url').slice(0, 10);
}

function splitAtColon(text: string): [string, string] {
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
}
