import type { z } from 'zod';
import { NBSP, quote } from '../../../../values/french.ts';
import type { Champ, ChampType, Registre } from '../champ.ts';
import { CHAMP_COMMUN, champSchema } from '../definition-schema.ts';
import { TYPE_CALCULE } from '../regles.ts';
import { verifier } from './issues.ts';
import type { Chemin, Rapport } from './rapport.ts';
import type { SourceYaml } from './source-yaml.ts';
import { vouliezVous } from './voisin.ts';

/** A champ of the file that could be understood, and where it is. */
export type ChampLu = {
  readonly champ: Champ;
  readonly chemin: Chemin;
  /** The champs of its rows. */
  readonly lignes: readonly ChampLu[];
};

export type Lecteur = { readonly source: SourceYaml; readonly registre: Registre; readonly rapport: Rapport };

/** Reads a list of champs: what each has in common, then its options by its own type, and the champs of its rows. */
export function lireListeDeChamps(
  brut: unknown,
  chemin: Chemin,
  lecteur: Lecteur,
  dansLigne = false,
): readonly ChampLu[] {
  if (!Array.isArray(brut)) return [];
  return brut.flatMap((item, index) => lireChamp(item, [...chemin, index], lecteur, dansLigne) ?? []);
}

/**
 * A champ in error is kept with what could be read of it: the report says what is wrong with it, and nothing that
 * names it is said to name nothing.
 */
function lireChamp(brut: unknown, chemin: Chemin, lecteur: Lecteur, dansLigne: boolean): ChampLu | undefined {
  const { source, rapport } = lecteur;
  const commun = verifier(champSchema, brut, source, chemin, rapport);
  const nom = readText(brut, 'type');
  const type = nom === undefined ? undefined : typeOf(nom, chemin, lecteur);
  const id = readText(brut, 'id');
  if (id === undefined) return undefined;
  if (RESERVES.includes(id)) {
    rapport.signaler(
      source.lieuDe([...chemin, 'id']),
      `L’identifiant ${quote(id)} est réservé.`,
      'Choisissez-en un autre.',
    );
  }
  if (dansLigne && type) refuserDansLigne(commun?.prefill !== undefined, type, chemin, lecteur);
  const lues = type && lireOptions(brut as Readonly<Record<string, unknown>>, type, chemin, lecteur);
  const { libelle = id, aide, siVide, obligatoire = true, condition, prefill } = commun ?? {};
  return {
    chemin,
    lignes: lues?.lignes ?? [],
    champ: {
      id,
      type: nom ?? '',
      libelle,
      obligatoire,
      options: lues?.options ?? {},
      ...(aide === undefined ? {} : { aide }),
      ...(siVide === undefined ? {} : { siVide }),
      ...(condition === undefined ? {} : { condition }),
      ...(prefill === undefined ? {} : { prefill }),
    },
  };
}

function readText(brut: unknown, key: string): string | undefined {
  const value = typeof brut === 'object' && brut !== null ? (brut as Record<string, unknown>)[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** `options` is undefined when they are not of the shape of the type. */
type OptionsLues = { readonly options: unknown; readonly lignes: readonly ChampLu[] };

/** What is not common to all champs belongs to the type. */
function lireOptions(
  commun: Readonly<Record<string, unknown>>,
  type: ChampType,
  chemin: Chemin,
  lecteur: Lecteur,
): OptionsLues {
  const { source, rapport } = lecteur;
  const own = Object.entries(commun).filter(([key]) => !(CHAMP_COMMUN as readonly string[]).includes(key));
  const bruts = Object.fromEntries(own);
  const rows = type.nature === 'lignes' ? bruts['champs'] : undefined;
  const lignes = lireListeDeChamps(rows, [...chemin, 'champs'], lecteur, true);
  // What is wrong in each champ of the rows is already said.
  if (Array.isArray(rows) && rows.length > 0 && lignes.length === 0) return { options: undefined, lignes };
  const complete = lignes.length === 0 ? bruts : { ...bruts, champs: lignes.map(({ champ }) => champ) };
  const schema: z.ZodType<unknown> = type.options;
  return { options: verifier(schema, complete, source, chemin, rapport, CHAMP_COMMUN), lignes };
}

function typeOf(name: string, chemin: Chemin, { source, registre, rapport }: Lecteur): ChampType | undefined {
  const type = registre.get(name);
  if (!type) {
    rapport.signaler(
      source.lieuDe([...chemin, 'type']),
      `Type inconnu${NBSP}: ${quote(name)}.`,
      vouliezVous(name, [...registre.keys()], 'Choisissez un type connu.'),
    );
  }
  return type;
}

function refuserDansLigne(prerempli: boolean, type: ChampType, chemin: Chemin, { source, rapport }: Lecteur): void {
  if (type.nature === 'lignes') {
    rapport.signaler(
      source.lieuDe(chemin),
      'Une répétition ne peut pas en contenir une autre.',
      'Faites-en deux répétitions, l’une après l’autre.',
    );
  }
  if (type.type === TYPE_CALCULE) {
    rapport.signaler(
      source.lieuDe(chemin),
      'Une valeur calculée ne peut pas être dans une répétition.',
      'Placez-la après la répétition.',
    );
  }
  if (prerempli) {
    rapport.signaler(
      source.lieuDe([...chemin, 'prefill']),
      'Un champ d’une répétition ne se préremplit pas seul.',
      `Mettez ${quote('prefill')} sur la répétition${NBSP}: la source donne toutes les lignes.`,
    );
  }
}

/** Names that forms use for something else than an answer. */
const RESERVES: readonly string[] = ['action', 'aujourdhui'];
