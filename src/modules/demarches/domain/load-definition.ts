import type { Champ, Registre } from './champ.ts';
import { type Assemblage, assembler } from './chargement/assemblage.ts';
import { type ChampLu, lireListeDeChamps } from './chargement/champs.ts';
import { verifierConditions } from './chargement/conditions.ts';
import { FICHIER_DEMARCHE, FICHIER_PARAMETRES, FICHIER_REGLES, type Fichiers } from './chargement/fichiers.ts';
import { verifier } from './chargement/issues.ts';
import { lireParametres, type Parametre } from './chargement/parametres.ts';
import { creerRapport, type ErreurChargement, type Rapport } from './chargement/rapport.ts';
import { type SourceConnue, verifierRenvois } from './chargement/references.ts';
import { verifierRegles } from './chargement/regles.ts';
import { lireYaml, type SourceYaml } from './chargement/source-yaml.ts';
import { creerSubstitution } from './chargement/substitution.ts';
import { verifierTextes } from './chargement/textes.ts';
import { typographier, typographierDefinition } from './chargement/typographie.ts';
import type { Definition } from './definition.ts';
import { definitionSchema } from './definition-schema.ts';
import { regleDuChamp } from './regles.ts';

export type OptionsChargement = {
  readonly registre: Registre;
  /** The sources that the platform knows. */
  readonly sources: readonly SourceConnue[];
  /** What the organisation set, by id of parameter, written as in `parametres.yaml`; the rest keeps its default. */
  readonly parametres?: Readonly<Record<string, unknown>>;
};

export type Chargement =
  | { readonly ok: true; readonly definition: Definition; readonly parametres: readonly Parametre[] }
  | { readonly ok: false; readonly erreurs: readonly ErreurChargement[] };

/**
 * Turns the files of a démarche into its definition. Everything wrong is said at once: where, what, and what to do.
 * Never throws on what the files contain.
 */
export function loadDefinition(fichiers: Fichiers, options: OptionsChargement): Chargement {
  const rapport = creerRapport();
  const charge = charger(fichiers, options, rapport);
  if (charge && rapport.erreurs.length === 0) return { ok: true, ...charge };
  return { ok: false, erreurs: rapport.erreurs.toSorted(enOrdre) };
}

type Charge = { readonly definition: Definition; readonly parametres: readonly Parametre[] };

function charger(
  fichiers: Fichiers,
  { registre, sources, parametres: poses }: OptionsChargement,
  rapport: Rapport,
): Charge | undefined {
  const source = lireFichier(fichiers, FICHIER_DEMARCHE, rapport);
  const regles = lireFichier(fichiers, FICHIER_REGLES, rapport);
  const declares = lireFichier(fichiers, FICHIER_PARAMETRES, rapport);
  if (fichiers[FICHIER_DEMARCHE] === undefined) {
    rapport.signaler(debut(FICHIER_DEMARCHE), 'Ce fichier manque.', 'Créez-le\u00a0: il décrit la démarche.');
  }
  if (!source) return undefined;

  const parametres = lireParametres(declares, poses && sansFichier(poses), rapport);
  const substitution = creerSubstitution(parametres, rapport);
  const assemblage = assembler(fichiers, source, regles, substitution, rapport);
  for (const { id } of parametres.filter((parametre) => !substitution.servis.has(parametre.id))) {
    if (declares)
      rapport.signaler(
        declares.lieuDeCle([id]),
        `Le paramètre «\u00a0${id}\u00a0» ne sert nulle part.`,
        'Retirez-le, ou employez-le.',
      );
  }

  const lecteur = { source, registre, rapport };
  const sections = assemblage.sections.map(({ champs }, index) =>
    lireListeDeChamps(champs, ['sections', index, 'champs'], lecteur),
  );
  verifierConditions(assemblage.sections, sections, lecteur);
  verifierCoherence(assemblage, sections.flat(), sources, regles ?? source, lecteur);
  const lue = verifier(definitionSchema, assemblage.brut, source, [], rapport);
  return (
    lue && {
      parametres: typographier(parametres),
      definition: typographierDefinition(definitionOf(lue, sections)),
    }
  );
}

/** Everything that names something else. */
function verifierCoherence(
  assemblage: Assemblage,
  champs: readonly ChampLu[],
  sources: readonly SourceConnue[],
  regles: SourceYaml,
  lecteur: Parameters<typeof verifierRenvois>[2],
): void {
  verifierRenvois({ champs, ...assemblage, regles: Object.keys(assemblage.regles) }, sources, lecteur);
  const lus = champs.map(({ champ }) => champ);
  const { montrees } = verifierTextes(assemblage.textes, lus, assemblage.regles, lecteur);
  const calculees = lus.flatMap((champ) => {
    const nom = regleDuChamp(champ);
    return nom === undefined
      ? []
      : [{ nom, montant: (champ.options as { readonly format?: unknown }).format === 'montant' }];
  });
  const ecrites = montrees.map((nom) => ({ nom, montant: false }));
  verifierRegles(
    assemblage.regles,
    Object.keys(assemblage.situation),
    [...calculees, ...ecrites],
    regles,
    lecteur.rapport,
  );
}

type Lue = NonNullable<ReturnType<typeof definitionSchema.safeParse>['data']>;

function definitionOf(lue: Lue, champs: readonly (readonly ChampLu[])[]): Definition {
  return {
    ...lue,
    sections: lue.sections.map(({ id, titre, aide, condition }, index) => ({
      id,
      titre,
      champs: (champs[index] ?? []).map(({ champ }): Champ => champ),
      ...(aide === undefined ? {} : { aide }),
      ...(condition === undefined ? {} : { condition }),
    })),
  };
}

function lireFichier(fichiers: Fichiers, nom: string, rapport: Rapport): SourceYaml | undefined {
  const text = Object.hasOwn(fichiers, nom) ? fichiers[nom] : undefined;
  return text === undefined ? undefined : lireYaml(nom, text, rapport);
}

/** What the organisation set does not come from a file: its mistakes have no line. */
function sansFichier(valeur: Readonly<Record<string, unknown>>): SourceYaml {
  const lieu = () => debut('paramètres de l’organisation');
  return { fichier: 'paramètres de l’organisation', valeur, lieuDe: lieu, lieuDeCle: lieu };
}

function debut(fichier: string) {
  return { fichier, ligne: 1, colonne: 1 };
}

function enOrdre(a: ErreurChargement, b: ErreurChargement): number {
  return a.fichier.localeCompare(b.fichier, 'fr') || a.ligne - b.ligne || a.colonne - b.colonne;
}
