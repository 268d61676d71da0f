import { normaliseName } from '../../../values/names.ts';

/** `saint-julien-l-ars` for « Saint-Julien-l’Ars »: lower-case ASCII letters, digits and single hyphens. */
export function slugify(name: string): string {
  return wordsOf(name)
    .map((word) => SHORT_FORMS.get(word) ?? word)
    .join('-');
}

/** The words of a name made comparable: `['saint', 'julien', 'l', 'ars']`. SQL has the same function, `words_of`. */
export function wordsOf(name: string): string[] {
  return normaliseName(name)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

export const SHORT_FORMS: ReadonlyMap<string, string> = new Map([
  ['st', 'saint'],
  ['ste', 'sainte'],
  ['sts', 'saints'],
]);

/** First parts of the site's own addresses, present and foreseen: no organisation may take one. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set([
  'accessibilite',
  'admin',
  'administration',
  'adresses',
  'agenda',
  'agents',
  'aide',
  'api',
  'archives',
  'assets',
  'code-source',
  'compte',
  'composants',
  'connexion',
  'contact',
  'courriers',
  'deconnexion',
  'demarches',
  'donnees',
  'donnees-personnelles',
  'dossiers',
  'effet',
  'emblemes',
  'enfance',
  'favicon',
  'fonds',
  'guichets',
  'healthz',
  'instruction',
  'journal',
  'mentions-legales',
  'mes-dossiers',
  'metrics',
  'opendata',
  'organisations',
  'plan-du-site',
  'preuves',
  'readyz',
  'recherche',
  'robots',
  'simulateurs',
  'sitemap',
  'statistiques',
  'terrain',
  'themes',
  'urbanisme',
  'well-known',
]);

/** One that wants an address: its names from the shortest to the fullest, then what tells it from its homonyms. */
export type SlugCandidate = {
  readonly key: string;
  readonly names: readonly string[];
  readonly suffixes: readonly string[];
};

/**
 * Gives each its address, which does not depend on the order within a rank. A name that two of a rank share belongs to
 * neither (`saint-denis-93`, `saint-denis-974`); a name wanted in an earlier rank is not given again.
 *
 * @param ranks the first is served first
 * @returns slugs by key
 * @throws Error when even the last suffix does not tell two of them apart
 */
export function assignSlugs(ranks: readonly (readonly SlugCandidate[])[]): ReadonlyMap<string, string> {
  const taken = new Set(RESERVED_SLUGS);
  const slugs = new Map<string, string>();
  for (const rank of ranks) {
    let waiting = rank;
    for (let attempt = 0; waiting.length > 0; attempt++) {
      const demand = Map.groupBy(waiting, (candidate) => wish(candidate, attempt));
      for (const [slug, candidates] of demand) {
        const [only, ...others] = candidates;
        if (only && others.length === 0 && !taken.has(slug)) slugs.set(only.key, slug);
      }
      // Also what nobody got: the bare name of homonyms must not become somebody else's.
      for (const slug of demand.keys()) taken.add(slug);
      waiting = waiting.filter(({ key }) => !slugs.has(key));
    }
  }
  return slugs;
}

/** Each name in turn, then the first name with each suffix. */
function wish({ key, names, suffixes }: SlugCandidate, attempt: number): string {
  const name = names[attempt] ?? `${names[0]} ${suffixes[attempt - names.length]}`;
  if (attempt >= names.length + suffixes.length) throw new Error(`No address is left for ${key}`);
  return slugify(name);
}
