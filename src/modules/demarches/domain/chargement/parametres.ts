import { z } from 'zod';
import { formatMontant, type Montant } from '../../../../values/montant.ts';
import { type Grille, grilleEnTexte, grilleSchema, montantEnEuros, verifierGrille } from '../grille.ts';
import { verifier } from './issues.ts';
import type { Chemin, Rapport } from './rapport.ts';
import type { SourceYaml } from './source-yaml.ts';
import { vouliezVous } from './voisin.ts';

/**
 * What an organisation that adopts a démarche sets for itself: its schools, its tariff, the reference of its
 * deliberation. Declared in `parametres.yaml`, each with a value to begin with:
 *
 * ```yaml
 * nom_commune:
 *   libelle: Le nom de la commune
 *   type: texte
 *   defaut: Poitiers
 * ```
 *
 * In the other files, `{ parametre: nom_commune }` stands for the value, and `{{ parametres.nom_commune }}` inside a
 * text for the value as people read it.
 */
export type Parametre = {
  readonly id: string;
  readonly libelle: string;
  readonly aide?: string | undefined;
  /** Its first value is somebody else's, or invented: an organisation writes its own before it publishes. */
  readonly exemple: boolean;
  /** What is already known of the organisation that it is. */
  readonly depuis?: (typeof CONNUS)[number] | undefined;
} & ValeurParametre;

/** What a parameter may be filled in from: `depuis: organisation.nom`. */
const CONNUS = ['organisation.nom', 'organisation.code_insee'] as const;

export type ValeurParametre =
  | { readonly type: 'texte'; readonly valeur: string }
  | { readonly type: 'nombre'; readonly valeur: number }
  | { readonly type: 'montant'; readonly valeur: Montant }
  | { readonly type: 'choix'; readonly valeur: readonly Choix[] }
  | { readonly type: 'grille'; readonly valeur: Grille };

type Choix = { readonly id: string; readonly libelle: string; readonly aide?: string | undefined };

/** @param adoptes what the organisation set, by id, written as `defaut` is */
export function lireParametres(
  source: SourceYaml | undefined,
  adoptes: SourceYaml | undefined,
  rapport: Rapport,
): readonly Parametre[] {
  const declares = source ? (verifier(declarations, source.valeur ?? {}, source, [], rapport) ?? {}) : {};
  const poses = adoptes
    ? (verifier(z.record(z.string(), z.unknown()), adoptes.valeur ?? {}, adoptes, [], rapport) ?? {})
    : {};
  for (const id of Object.keys(poses)) {
    if (adoptes && !Object.hasOwn(declares, id)) {
      rapport.signaler(
        adoptes.lieuDeCle([id]),
        `Le paramètre «\u00a0${id}\u00a0» n’existe pas dans cette démarche.`,
        vouliezVous(id, Object.keys(declares), 'Retirez-le.'),
      );
    }
  }
  return Object.entries(declares).flatMap(([id, { type, defaut, ...dit }]) => {
    const lire = (from: SourceYaml, chemin: Chemin, brut: unknown) => lireValeur(id, type, from, chemin, brut, rapport);
    const parDefaut = source && lire(source, [id, 'defaut'], defaut);
    // A wrong value of the organisation is reported; the default stands in, so that the rest is still checked.
    const valeur = adoptes && Object.hasOwn(poses, id) ? (lire(adoptes, [id], poses[id]) ?? parDefaut) : parDefaut;
    return valeur ? [{ id, ...dit, ...valeur }] : [];
  });
}

function lireValeur(
  id: string,
  type: ValeurParametre['type'],
  source: SourceYaml,
  chemin: Chemin,
  brut: unknown,
  rapport: Rapport,
): ValeurParametre | undefined {
  const valeur = verifier<ValeurParametre>(VALEURS[type], brut, source, chemin, rapport);
  const defauts = valeur?.type === 'grille' ? verifierGrille(valeur.valeur) : [];
  for (const phrase of defauts) {
    rapport.signaler(source.lieuDe(chemin), `La grille «\u00a0${id}\u00a0» ne peut pas être appliquée.`, phrase);
  }
  return valeur;
}

/** As people read it in a sentence. */
export function parametreEnTexte(parametre: ValeurParametre): string {
  switch (parametre.type) {
    case 'texte':
      return parametre.valeur;
    case 'nombre':
      return parametre.valeur.toLocaleString('fr-FR');
    case 'montant':
      return formatMontant(parametre.valeur);
    case 'choix':
      return LISTE.format(parametre.valeur.map(({ libelle }) => libelle));
    case 'grille':
      return grilleEnTexte(parametre.valeur);
  }
}

const texte = z.string().trim().min(1, 'un texte non vide').max(2000, 'un texte de 2 000 caractères au plus');
const identifiant = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'un identifiant en minuscules, chiffres et tirets');

const declarations = z.record(
  z.string().regex(/^[a-z][a-z0-9_]*$/, 'un nom en minuscules, chiffres et tirets bas'),
  z.strictObject({
    libelle: texte,
    aide: texte.optional(),
    type: z.enum(['texte', 'nombre', 'montant', 'choix', 'grille']),
    defaut: z.unknown(),
    exemple: z.boolean().default(false),
    depuis: z.enum(CONNUS).optional(),
  }),
);

const choix = z
  .array(z.strictObject({ id: identifiant, libelle: texte, aide: texte.optional() }))
  .min(1, 'au moins un choix')
  .refine(
    (choices) => new Set(choices.map(({ id }) => id)).size === choices.length,
    'des identifiants tous différents',
  );

const VALEURS = {
  texte: texte.transform((valeur) => ({ type: 'texte' as const, valeur })),
  nombre: z.number().transform((valeur) => ({ type: 'nombre' as const, valeur })),
  montant: montantEnEuros.transform((valeur) => ({ type: 'montant' as const, valeur })),
  choix: choix.transform((valeur) => ({ type: 'choix' as const, valeur })),
  grille: grilleSchema.transform((valeur) => ({ type: 'grille' as const, valeur })),
} satisfies Record<ValeurParametre['type'], z.ZodType<ValeurParametre>>;

const LISTE = new Intl.ListFormat('fr');
