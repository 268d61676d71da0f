import { z } from 'zod';
import { NBSP, quote } from '../../../../values/french.ts';
import { parseJour } from '../../../../values/jour.ts';
import type { Champ, ChampType, Nature } from '../champ.ts';
import { type Condition, OPERATEURS, type Operateur, operateurOf, type Test } from '../condition.ts';
import { champSchema } from '../definition-schema.ts';
import type { ChampLu, Lecteur } from './champs.ts';
import { clesDe } from './issues.ts';
import type { Chemin } from './rapport.ts';
import { vouliezVous } from './voisin.ts';

/** What a condition may look at: the champs above it. */
type Vue = {
  readonly avant: ReadonlyMap<string, Champ>;
  /** Every id of the démarche and of the row, to tell « later » from « nowhere ». */
  readonly tous: ReadonlyMap<string, Champ>;
};

/** Checks the conditions of sections, of champs and of the champs of rows, in the order in which they are filled. */
export function verifierConditions(
  sections: readonly { readonly condition?: unknown }[],
  champs: readonly (readonly ChampLu[])[],
  lecteur: Lecteur,
): void {
  const tous = new Map(champs.flat().map(({ champ }) => [champ.id, champ]));
  const avant = new Map<string, Champ>();
  champs.forEach((lus, index) => {
    const read = champSchema.shape.condition.safeParse(sections[index]?.condition);
    if (read.success && read.data)
      verifierCondition(read.data, ['sections', index, 'condition'], { avant, tous }, lecteur);
    for (const lu of lus) {
      verifierChamp(lu, { avant, tous }, lecteur);
      avant.set(lu.champ.id, lu.champ);
    }
  });
}

/** The champs of a row are filled one after the other too. */
function verifierChamp({ champ, chemin, lignes }: ChampLu, vue: Vue, lecteur: Lecteur): void {
  if (champ.condition) verifierCondition(champ.condition, [...chemin, 'condition'], vue, lecteur);
  const avant = new Map(vue.avant);
  const tous = new Map([...vue.tous, ...lignes.map((ligne) => [ligne.champ.id, ligne.champ] as const)]);
  for (const ligne of lignes) {
    // A name of the row hides the same name of the démarche, even before it is filled.
    const masques = new Map(
      [...avant].filter(([id, known]) => !lignes.some((other) => other.champ.id === id && other.champ !== known)),
    );
    verifierChamp(ligne, { avant: masques, tous }, lecteur);
    avant.set(ligne.champ.id, ligne.champ);
  }
}

/** Checks that a condition can be decided where it stands: what it looks at is known by then, and can be so compared. */
function verifierCondition(condition: Condition, chemin: Chemin, vue: Vue, lecteur: Lecteur): void {
  if ('tous' in condition)
    condition.tous.forEach((part, index) => {
      verifierCondition(part, [...chemin, 'tous', index], vue, lecteur);
    });
  else if ('un' in condition)
    condition.un.forEach((part, index) => {
      verifierCondition(part, [...chemin, 'un', index], vue, lecteur);
    });
  else if ('non' in condition) verifierCondition(condition.non, [...chemin, 'non'], vue, lecteur);
  else verifierTest(condition, chemin, vue, lecteur);
}

function verifierTest(test: Test, chemin: Chemin, vue: Vue, lecteur: Lecteur): void {
  const { source, registre, rapport } = lecteur;
  const [id = '', ...parties] = test.champ.split('.');
  const operateur = operateurOf(test);
  const lieu = source.lieuDe([...chemin, 'champ']);
  // Where an answer comes from is known before anything is typed, even for a champ below or for itself.
  const champ = operateur === 'certifie' ? vue.tous.get(id) : vue.avant.get(id);
  const type = champ && registre.get(champ.type);
  if (!champ) {
    if (vue.tous.has(id)) {
      rapport.signaler(
        lieu,
        `La condition regarde ${quote(id)}, qui vient après.`,
        'Placez ce champ plus haut, ou regardez-en un autre.',
      );
    } else {
      rapport.signaler(
        lieu,
        `La condition regarde ${quote(id)}, qui n’existe pas.`,
        vouliezVous(id, [...vue.avant.keys()], 'Regardez un champ placé plus haut.'),
      );
    }
    return;
  }
  // A type or an operator that is not known is already reported.
  if (!type || !operateur) return;
  if (parties.length > 0) {
    const known = type.valeur instanceof z.ZodObject ? Object.keys(type.valeur.shape) : [];
    if (type.nature !== 'objet' || !known.includes(parties.join('.'))) {
      rapport.signaler(
        lieu,
        `${quote(test.champ)} n’existe pas dans un champ ${quote(type.nom)}.`,
        vouliezVous(parties.join('.'), known, `Écrivez ${quote(id)}.`),
      );
      return;
    }
  }
  const nature = parties.length > 0 ? natureDePartie(type, parties.join('.')) : type.nature;
  // A list of files contains nothing that a condition could name.
  const senses = SENSES[nature].filter(
    (sense) => sense !== 'contient' || nature !== 'liste' || clesDe(type.options).includes('choix'),
  );
  if (!senses.includes(operateur)) {
    rapport.signaler(
      source.lieuDeCle([...chemin, operateur]),
      `${quote(operateur)} n’a pas de sens pour ${quote(test.champ)} (${type.nom}).`,
      senses.length === 0 ? 'Regardez un autre champ.' : `Employez ${senses.map(quote).join(', ')}.`,
    );
    return;
  }
  if (operateur === 'un_element' && 'un_element' in test) {
    verifierCondition(test.un_element, [...chemin, 'un_element'], vueDUneLigne(champ, vue), lecteur);
    return;
  }
  for (const [index, valeur] of valeursOf(test).entries()) {
    const place = 'parmi' in test ? [...chemin, 'parmi', index] : [...chemin, operateur];
    const refusal = refuserValeur(valeur, nature, operateur, champ);
    if (refusal)
      rapport.signaler(
        source.lieuDe(place),
        `${quote(String(valeur))} n’est pas une réponse possible de ${quote(test.champ)}.`,
        refusal,
      );
  }
}

/** Most parts are texts; a total, for one, is a number. */
function natureDePartie({ valeur }: ChampType, partie: string): Nature {
  const shape = valeur instanceof z.ZodObject ? valeur.shape : {};
  return shape[partie] instanceof z.ZodNumber ? 'nombre' : 'texte';
}

/** In a row, its own champs are seen over those of the démarche. */
function vueDUneLigne(repetition: Champ, vue: Vue): Vue {
  const champs = champsDesLignes(repetition).map((champ) => [champ.id, champ] as const);
  return { avant: new Map([...vue.avant, ...champs]), tous: new Map([...vue.tous, ...champs]) };
}

export function champsDesLignes(champ: Champ): readonly Champ[] {
  return (champ.options as { readonly champs?: readonly Champ[] }).champs ?? [];
}

/** Which comparison makes sense on which nature of answer. */
const SENSES: Readonly<Record<Nature, readonly Operateur[]>> = {
  texte: ['est', 'parmi', 'contient', 'rempli', 'certifie'],
  nombre: ['est', 'parmi', 'au_moins', 'au_plus', 'plus_de', 'moins_de', 'rempli', 'certifie'],
  date: ['est', 'au_moins', 'au_plus', 'plus_de', 'moins_de', 'rempli', 'certifie'],
  booleen: ['est', 'rempli', 'certifie'],
  choix: ['est', 'parmi', 'rempli', 'certifie'],
  liste: ['contient', 'rempli', 'certifie'],
  objet: ['rempli', 'certifie'],
  lignes: ['rempli', 'un_element'],
  rien: [],
};

function valeursOf(test: Test): readonly (string | number | boolean)[] {
  if ('parmi' in test) return test.parmi;
  const [valeur] = OPERATEURS.flatMap((operateur) =>
    operateur in test ? [(test as Record<string, unknown>)[operateur]] : [],
  );
  return typeof valeur === 'string' || typeof valeur === 'number' || typeof valeur === 'boolean' ? [valeur] : [];
}

/** @returns what to write instead, when no answer can be compared with this */
function refuserValeur(
  valeur: string | number | boolean,
  nature: Nature,
  operateur: Operateur,
  champ: Champ,
): string | undefined {
  if (operateur === 'rempli' || operateur === 'certifie') return undefined;
  if (nature === 'nombre')
    return typeof valeur === 'number' ? undefined : 'Écrivez un nombre, sans guillemets ni unité.';
  if (nature === 'booleen') return typeof valeur === 'boolean' ? undefined : 'Écrivez true ou false.';
  if (nature === 'date')
    return typeof valeur === 'string' && parseJour(valeur).ok
      ? undefined
      : `Écrivez une date entre guillemets${NBSP}: "2026-09-01".`;
  if (nature === 'texte') return typeof valeur === 'string' ? undefined : 'Écrivez un texte, entre guillemets.';
  const ids = choixOf(champ);
  return ids === undefined || (typeof valeur === 'string' && ids.includes(valeur))
    ? undefined
    : vouliezVous(String(valeur), ids, 'Écrivez l’identifiant d’un choix.');
}

/** Undefined when the choices are not known: they are in error, and already reported. */
function choixOf({ options }: Champ): readonly string[] | undefined {
  const { choix } = options as { readonly choix?: readonly { readonly id: string }[] };
  return choix?.map(({ id }) => id);
}
