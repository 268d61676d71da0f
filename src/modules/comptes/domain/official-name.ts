import type { CommuneCog, GroupementCog } from './cog.ts';

/** « L’Abergement-Clémenciat »: the name of the geographic code, with the apostrophe that French typography wants. */
export function nameOfCommune(commune: Pick<CommuneCog, 'nom'>): string {
  return typographic(commune.nom);
}

/** « Communauté de communes Thiérache Sambre et Oise » for `CC Thiérache Sambre et Oise`. */
export function nameOfGroupement({ nom, nature }: Pick<GroupementCog, 'nom' | 'nature'>): string {
  const form = FULL_FORM[nature];
  return typographic(form === '' ? nom : `${form} ${withoutPrefix(nom, nature)}`);
}

/** « Grand Poitiers » for `CU du Grand Poitiers`: what people call it, without its legal form or its acronym. */
export function shortNameOfGroupement({ nom, nature }: Pick<GroupementCog, 'nom' | 'nature'>): string {
  const short = withoutPrefix(nom, nature)
    .replace(/\s*\([^)]*\)/g, '')
    .replace(/^(du|des|de la|de l'|de|d')\s*/i, '');
  return typographic(short);
}

const FULL_FORM: Readonly<Record<GroupementCog['nature'], string>> = {
  CC: 'Communauté de communes',
  CA: 'Communauté d’agglomération',
  CU: 'Communauté urbaine',
  // Their names say « Métropole » themselves.
  METRO: '',
  MET69: '',
  EPT: 'Établissement public territorial',
};

function withoutPrefix(nom: string, nature: string): string {
  return nom.startsWith(`${nature} `) ? nom.slice(nature.length + 1) : nom;
}

function typographic(nom: string): string {
  return nom.replaceAll("'", '’').replace(/\s+/g, ' ').trim();
}
