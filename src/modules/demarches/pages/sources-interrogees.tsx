import { Section, SummaryList } from '../../../platform/html/index.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import type { EtatSources } from '../domain/prefill.ts';
import type { Source } from '../domain/source.ts';

export type SourcesInterrogeesProps = {
  readonly etats: EtatSources;
  readonly sources: ReadonlyMap<string, Source>;
};

/** For the agent: what each administration answered, when, under which number, and what a silence means. */
export function SourcesInterrogees({ etats, sources }: SourcesInterrogeesProps) {
  const rows = Object.entries(etats).flatMap(([id, { etat, cause, le, requete }]) => {
    const source = sources.get(id);
    if (source?.pour !== 'personnes' || source.scopes.length === 0) return [];
    const quand = formatInstant(Temporal.Instant.from(le));
    const proof = requete ? `${quand}, appel ${requete}` : quand;
    const meaning = etat === 'obtenue' ? 'Données transmises.' : (cause && source.expliquer?.(cause)) || RIEN;
    return [{ label: source.presentation, value: meaning, origin: `${source.nom}, ${proof}` }];
  });
  if (rows.length === 0) return null;
  return (
    <Section id="sources" title="Données demandées à d’autres administrations">
      <SummaryList rows={rows} />
    </Section>
  );
}

const RIEN = 'Rien n’a été transmis. Décidez sur le justificatif.';
