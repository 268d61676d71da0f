import { Alert } from '../../../platform/html/index.ts';
import type { Section } from '../domain/definition.ts';
import type { EtatSources } from '../domain/prefill.ts';
import type { SourceAttendue } from './sources-attendues.tsx';

export type SourcesMuettesProps = {
  readonly section: Section;
  readonly sources: EtatSources;
  /** Those that may still answer are told of elsewhere. */
  readonly attendues: readonly SourceAttendue[];
};

/** Why this step asks for what a source could have given. */
export function SourcesMuettes({ section, sources, attendues }: SourcesMuettesProps) {
  const ids = new Set(section.champs.flatMap((champ) => (champ.prefill ? [champ.prefill.source] : [])));
  const muettes = Object.entries(sources).filter(
    ([id, { etat }]) => ids.has(id) && etat !== 'obtenue' && !attendues.some((attendue) => attendue.id === id),
  );
  return (
    <>
      {muettes.map(([id, { phrase }]) => (
        <div key={id} data-muette={id}>
          <Alert ton="attention">{phrase}</Alert>
        </div>
      ))}
    </>
  );
}
