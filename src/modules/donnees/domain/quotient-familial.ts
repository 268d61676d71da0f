import { z } from 'zod';
import { sameName } from '../../../values/names.ts';

/** What is kept of the household, once read. Amounts of the quotient are whole euros, as the CAF gives them. */
export type Foyer = {
  readonly quotient?: { readonly valeur: number; readonly fournisseur: 'CNAF' | 'MSA'; readonly mois: string };
  readonly enfants: readonly EnfantDuFoyer[];
  readonly adresse?: AdresseDuFoyer;
};

export type EnfantDuFoyer = {
  readonly prenom: string;
  readonly nom: string;
  /** Absent when the source does not know it to the day (`2020-00-00`). */
  readonly dateNaissance?: string;
};

export type AdresseDuFoyer = {
  readonly voie: string;
  readonly complement?: string;
  readonly codePostal: string;
  readonly commune: string;
};

/** The identity that FranceConnect certified, to be compared with what comes back. */
export type Pivot = {
  readonly nomNaissance: string;
  readonly prenoms: readonly string[];
  readonly dateNaissance: string;
};

const texte = z.string().trim().min(1).max(300);
const entier = z.number().int();

const personne = z.object({
  nom_naissance: texte.nullish(),
  nom_usage: texte.nullish(),
  prenoms: texte.nullish(),
  date_naissance: z.string().max(10).nullish(),
});

const schema = z.object({
  data: z.object({
    allocataires: z.array(personne).max(10).nullish(),
    enfants: z.array(personne).max(40).nullish(),
    adresse: z
      .object({
        complement_information: texte.nullish(),
        complement_information_geographique: texte.nullish(),
        numero_libelle_voie: texte.nullish(),
        lieu_dit: texte.nullish(),
        code_postal_ville: texte.nullish(),
      })
      .nullish(),
    quotient_familial: z
      .object({
        fournisseur: z.enum(['CNAF', 'MSA']),
        valeur: entier.min(0).max(100_000),
        annee: entier.min(2000).max(2100),
        mois: entier.min(1).max(12),
      })
      .nullish()
      .catch(undefined),
  }),
});

/** Months after which a quotient is too old to be taken as certified. */
const QUOTIENT_MAX_AGE = 3;

/**
 * Reads the household strictly. Keys may be missing (scopes not granted), dates impossible, values absurd: what is not
 * sure is left out, never guessed.
 *
 * @returns undefined when nothing can be believed: unknown shape, or the household of somebody else.
 */
export function parseFoyer(body: unknown, pivot: Pivot, aujourdhui: Temporal.PlainDate): Foyer | undefined {
  const read = schema.safeParse(body);
  if (!read.success) return undefined;
  const { allocataires, enfants, adresse, quotient_familial: quotient } = read.data.data;
  if (allocataires?.length && !allocataires.some((allocataire) => isSamePerson(allocataire, pivot))) return undefined;
  const lue = adresse && parseAdresse(adresse);
  return {
    enfants: distinct((enfants ?? []).flatMap((enfant) => parseEnfant(enfant, aujourdhui))),
    ...(lue ? { adresse: lue } : {}),
    ...(quotient && isRecent(quotient, aujourdhui)
      ? {
          quotient: {
            valeur: quotient.valeur,
            fournisseur: quotient.fournisseur,
            mois: `${quotient.annee}-${String(quotient.mois).padStart(2, '0')}`,
          },
        }
      : {}),
  };
}

/** Same birth name and same birth date: first names differ in spelling between registers. */
function isSamePerson(allocataire: z.infer<typeof personne>, pivot: Pivot): boolean {
  return (
    allocataire.date_naissance === pivot.dateNaissance && sameName(allocataire.nom_naissance ?? '', pivot.nomNaissance)
  );
}

/** Neither in the future nor older than three months. */
function isRecent(quotient: { annee: number; mois: number }, aujourdhui: Temporal.PlainDate): boolean {
  const age = (aujourdhui.year - quotient.annee) * 12 + (aujourdhui.month - quotient.mois);
  return age >= 0 && age <= QUOTIENT_MAX_AGE;
}

function parseEnfant(enfant: z.infer<typeof personne>, aujourdhui: Temporal.PlainDate): EnfantDuFoyer[] {
  const prenom = enfant.prenoms?.split(/\s+/)[0];
  const nom = enfant.nom_usage ?? enfant.nom_naissance;
  if (!prenom || !nom) return [];
  const dateNaissance = pastDate(enfant.date_naissance, aujourdhui);
  return [{ prenom, nom, ...(dateNaissance ? { dateNaissance } : {}) }];
}

function pastDate(text: string | null | undefined, aujourdhui: Temporal.PlainDate): string | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    const date = Temporal.PlainDate.from(text);
    return Temporal.PlainDate.compare(date, aujourdhui) <= 0 ? text : undefined;
  } catch {
    return undefined;
  }
}

function distinct(enfants: readonly EnfantDuFoyer[]): EnfantDuFoyer[] {
  return [...new Map(enfants.map((enfant) => [JSON.stringify(enfant), enfant])).values()];
}

/** « 44109 NANTES » → postcode and town. */
function parseAdresse(adresse: {
  complement_information?: string | null | undefined;
  complement_information_geographique?: string | null | undefined;
  numero_libelle_voie?: string | null | undefined;
  lieu_dit?: string | null | undefined;
  code_postal_ville?: string | null | undefined;
}): AdresseDuFoyer | undefined {
  const ville = /^(\d{5})\s+(.+)$/.exec(adresse.code_postal_ville ?? '');
  const voie = adresse.numero_libelle_voie ?? adresse.lieu_dit;
  if (!ville?.[1] || !ville[2] || !voie) return undefined;
  const complement = [adresse.complement_information, adresse.complement_information_geographique]
    .filter(Boolean)
    .join(', ');
  return { voie, codePostal: ville[1], commune: ville[2], ...(complement ? { complement } : {}) };
}
