import { Alert } from '../../../platform/html/index.ts';
import type { Section } from '../domain/definition.ts';
import type { EtatSources } from '../domain/prefill.ts';

/** Why this step asks for what a source could have given. */
export function SourcesMuettes({ section, sources }: { readonly section: Section; readonly sources: EtatSources }) {
  const ids = new Set(section.champs.flatMap((champ) => (champ.prefill ? [champ.prefill.source] : [])));
  const muettes = Object.entries(sources).filter(([id, { etat }]) => ids.has(id) && etat !== 'obtenue');
  return (
    <>
      {muettes.map(([id, { phrase }]) => (
        <Alert key={id} ton="attention">
          {phrase}
        </Alert>
      ))}
    </>
  );
}
