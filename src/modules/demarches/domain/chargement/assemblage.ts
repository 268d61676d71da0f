import { quote } from '../../../../values/french.ts';
import type { Courriel, Modele, Verdict } from '../definition.ts';
import type { Usage } from '../modele.ts';
import type { Fichiers } from './fichiers.ts';
import type { Rapport } from './rapport.ts';
import type { SourceYaml } from './source-yaml.ts';
import { dansDemarche, dansRegles, type Substitution } from './substitution.ts';
import { lireTexte, type TexteSitue } from './textes.ts';

/** The files put together, with their parameters: the definition as it is written, before it is checked. */
export type Assemblage = {
  readonly brut: Readonly<Record<string, unknown>>;
  readonly sections: readonly { readonly condition?: unknown; readonly champs?: unknown }[];
  readonly regles: Readonly<Record<string, unknown>>;
  readonly textes: readonly TexteSitue[];
  readonly sources: readonly { readonly id: string }[];
  readonly situation: Readonly<Record<string, string>>;
  readonly demandeur: readonly string[];
  /** As written: `personnes` when nothing is. */
  readonly demandeurs: unknown;
};

/** The parts that cannot be read are left out: what remains is still checked. */
export function assembler(
  fichiers: Fichiers,
  source: SourceYaml,
  regles: SourceYaml | undefined,
  substitution: Substitution,
  rapport: Rapport,
): Assemblage {
  const valeur = record(substitution.appliquer(source.valeur, source, dansDemarche));
  if (Object.hasOwn(valeur, 'regles')) {
    rapport.signaler(
      source.lieuDeCle(['regles']),
      'Les règles ne s’écrivent pas ici.',
      'Mettez-les dans regles.publicodes.yaml.',
    );
  }
  const compilees = regles ? record(substitution.appliquer(regles.valeur, regles, dansRegles)) : {};
  if (regles && Object.keys(compilees).length === 0) {
    rapport.signaler(
      regles.lieuDe([]),
      'Ce fichier ne contient pas de règles.',
      `Écrivez-y des blocs ${quote('nom de la règle:')}.`,
    );
  }
  const textes: TexteSitue[] = [];
  /** The text of a file, else the one written in place; an empty one stands for a text already reported. */
  const texte = (usage: Usage, fichier: string, place: readonly string[]): unknown => {
    const inline = place.reduce<unknown>((value, key) => record(value)[key], valeur);
    const content = Object.hasOwn(fichiers, fichier) ? fichiers[fichier] : undefined;
    if (content === undefined) {
      if (inline === undefined)
        rapport.signaler(
          { fichier, ligne: 1, colonne: 1 },
          'Ce texte manque.',
          'Créez ce fichier, avec son objet et son texte.',
        );
      else if (isModele(inline))
        textes.push({ usage, modele: inline, lieu: (partie) => source.lieuDe([...place, partie]) });
      return inline ?? ABSENT;
    }
    if (inline !== undefined)
      rapport.signaler(source.lieuDeCle(place), `Ce texte est aussi dans ${fichier}.`, 'Gardez l’un des deux.');
    const lu = lireTexte(fichier, content, rapport);
    if (!lu) return ABSENT;
    const put = (text: string, partie: 'objet' | 'corps') => substitution.dansTexte(text, () => lu.lieu(partie, 1));
    const modele = { objet: put(lu.modele.objet, 'objet'), corps: put(lu.modele.corps, 'corps') };
    textes.push({ usage, modele, lieu: lu.lieu });
    return { objet: modele.objet, corps: modele.corps.trim() };
  };
  const decisions = VERDICTS.map((verdict) => {
    const lettre = texte({ lettre: verdict }, `lettres/${verdict}.md`, ['decisions', verdict, 'lettre']);
    return [verdict, { ...record(record(valeur['decisions'])[verdict]), lettre }] as const;
  });
  const courriels = COURRIELS.map(
    (courriel) => [courriel, texte({ courriel }, `courriels/${courriel}.md`, ['courriels', courriel])] as const,
  );
  return {
    brut: {
      ...valeur,
      regles: compilees,
      decisions: { ...record(valeur['decisions']), ...Object.fromEntries(decisions) },
      courriels: { ...record(valeur['courriels']), ...Object.fromEntries(courriels) },
    },
    sections: list(valeur['sections']).map(record),
    regles: compilees,
    textes,
    sources: list(valeur['sources']).filter((item): item is { id: string } => typeof record(item)['id'] === 'string'),
    situation: Object.fromEntries(
      Object.entries(record(valeur['situation'])).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
    demandeurs: valeur['demandeurs'],
    demandeur: list(valeur['demandeur']).filter((item) => typeof item === 'string'),
  };
}

const VERDICTS: readonly Verdict[] = ['accepte', 'refuse', 'sans_suite'];
const COURRIELS: readonly Courriel[] = ['depot', 'correction', 'message', 'decision'];
const ABSENT: Modele = { objet: '…', corps: '…' };

function isModele(valeur: unknown): valeur is Modele {
  return typeof record(valeur)['objet'] === 'string' && typeof record(valeur)['corps'] === 'string';
}

function record(valeur: unknown): Record<string, unknown> {
  return typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur)
    ? (valeur as Record<string, unknown>)
    : {};
}

function list(valeur: unknown): readonly unknown[] {
  return Array.isArray(valeur) ? valeur : [];
}
