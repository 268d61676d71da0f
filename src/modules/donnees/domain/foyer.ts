import { z } from 'zod';
import { type ContexteLecture, feuille, jour, liste, notAfter, sansVides, texte } from './lecture.ts';
import type { PersonneNommee } from './personne.ts';

export type EnfantDuFoyer = {
  readonly prenom: string;
  readonly nom: string;
  /** Absent when the source does not know it to the day (`2020-00-00`). */
  readonly dateNaissance?: string;
};

export type AdresseDuFoyer = {
  /** As the Base adresse nationale writes it: « 12 », « 8bis ». Absent where it cannot be told from the way. */
  readonly numero?: string;
  readonly voie: string;
  readonly complement?: string;
  readonly codePostal: string;
  readonly commune: string;
};

const personne = z.object({
  nom_naissance: feuille(texte),
  nom_usage: feuille(texte),
  prenoms: feuille(texte),
  date_naissance: feuille(z.string().max(10)),
});

const adresse = z.object({
  complement_information: feuille(texte),
  complement_information_geographique: feuille(texte),
  numero_libelle_voie: feuille(texte),
  lieu_dit: feuille(texte),
  code_postal_ville: feuille(texte),
});

/** The part of the answer that the quotient and the crèche's participation share. */
export const cleDuFoyer = {
  allocataires: z.unknown().optional(),
  enfants: liste(personne),
  adresse: feuille(adresse),
};

type Enfant = z.output<typeof personne>;
type Adresse = z.output<typeof adresse>;

/**
 * Who the answer says the household is. A list that cannot be read names nobody that we know: it is not taken for a
 * masked key.
 *
 * @returns undefined when the key is masked
 */
export function allocatairesOf(raw: unknown): readonly PersonneNommee[] | undefined {
  if (raw === undefined || raw === null) return undefined;
  const read = liste(personne, 10).safeParse(raw).data ?? [];
  const named = read.map(({ nom_naissance: nom, prenoms, date_naissance: dateNaissance }) => ({
    nom,
    prenoms,
    dateNaissance,
  }));
  return named.length > 0 ? named : [{}];
}

/** Children twice in the list are one child; one without a name is left out. */
export function enfantsOf(
  enfants: readonly Enfant[] | null | undefined,
  { aujourdhui }: ContexteLecture,
): readonly EnfantDuFoyer[] {
  const read = (enfants ?? []).flatMap((enfant): EnfantDuFoyer[] => {
    const prenom = enfant.prenoms?.split(/\s+/)[0];
    const nom = enfant.nom_usage ?? enfant.nom_naissance;
    if (!prenom || !nom) return [];
    const date = jour.safeParse(enfant.date_naissance);
    return [{ prenom, nom, ...sansVides({ dateNaissance: notAfter(date.data, aujourdhui) }) }];
  });
  return [...new Map(read.map((enfant) => [JSON.stringify(enfant), enfant])).values()];
}

/** « 44109 NANTES » → postcode and town. */
export function adresseOf(adresse: Adresse | null | undefined): AdresseDuFoyer | undefined {
  const ville = /^(\d{5})\s+(\S.*)$/.exec(adresse?.code_postal_ville ?? '');
  const voie = adresse?.numero_libelle_voie ?? adresse?.lieu_dit;
  if (!ville?.[1] || !ville[2] || !voie) return undefined;
  const dansLaVoie = adresse?.numero_libelle_voie ? numeroEtVoie(voie) : { voie };
  const complement = [adresse?.complement_information, adresse?.complement_information_geographique]
    .filter(Boolean)
    .join(', ');
  return { ...dansLaVoie, codePostal: ville[1], commune: ville[2], ...(complement ? { complement } : {}) };
}

/**
 * « 8 BIS RUE DU PORT » → « 8bis » and « RUE DU PORT ». Only where one number stands before a way of a known kind: « 12-14
 * RUE… », « 3 RESIDENCE… » or « 8 MAI 1945 (RUE DU) » stay as they were given.
 */
export function numeroEtVoie(texte: string): Pick<AdresseDuFoyer, 'numero' | 'voie'> {
  const { numero, suffixe = '', voie } = NUMERO.exec(texte)?.groups ?? {};
  return numero && voie ? { numero: `${numero}${suffixe.toLowerCase()}`, voie } : { voie: texte };
}

/** Ways where each door has a number, in full and as the post shortens them. */
const TYPES_DE_VOIE = [
  'allée|allee|all|allées|allees|avenue|av|ave|boulevard|bd|bld|chaussée|chaussee|chemin|che|chem|ch',
  'cours|crs|cour|esplanade|esp|faubourg|fg|fbg|impasse|imp|montée|montee|mte|passage|pas|pass|place|pl',
  'promenade|prom|quai|rond-point|rond point|rpt|route|rte|rue|r|ruelle|rle|sentier|sente|sen|square|sq|traverse|tra',
  'venelle|ven|voie|voi',
].join('|');

/** A lone letter before a way is an index (« 12 B RUE »); « R » is a way (« 3 R CHEMIN VERT »). */
const NUMERO = new RegExp(
  `^(?<numero>[1-9]\\d{0,3})(?:\\s?(?<suffixe>bis|ter|quater|quinquies|[a-qs-z]))?,?\\s+(?<voie>(?:${TYPES_DE_VOIE})\\.?\\s+\\S.*)$`,
  'iu',
);
