import { Alert, Button } from '../../../platform/html/index.ts';
import { de } from '../../../values/french.ts';
import { estAttendue } from '../domain/attente.ts';
import type { Section } from '../domain/definition.ts';
import type { Dossier } from '../storage/dossiers.ts';
import type { DemarchesDeps } from './deps.ts';

/** A source whose answer may still come. `nom`: « la CAF ou la MSA ». */
export type SourceAttendue = { readonly id: string; readonly nom: string };

/** @param section only those that fill in something of it */
export function sourcesAttendues(
  { sources, clock }: Pick<DemarchesDeps, 'sources' | 'clock'>,
  dossier: Pick<Dossier, 'statut' | 'sources'>,
  section?: Section,
): readonly SourceAttendue[] {
  if (dossier.statut !== 'brouillon') return [];
  const now = clock.now();
  return Object.entries(dossier.sources).flatMap(([id, etat]) => {
    const useful = !section || section.champs.some(({ prefill }) => prefill?.source === id);
    return useful && estAttendue(etat, now) ? [{ id, nom: sources.get(id)?.nom ?? id }] : [];
  });
}

export type SourcesAttenduesProps = {
  readonly attendues: readonly SourceAttendue[];
  /** Of the step: where a script can see whether they still are awaited. */
  readonly href: string;
};

/**
 * In the form of a step: what is not there yet, and that nobody has to wait for it. The button sends the form, so that
 * looking loses nothing of what is typed. A script looks by itself, and says so (web/attente.ts).
 */
export function SourcesAttendues({ attendues, href }: SourcesAttenduesProps) {
  if (attendues.length === 0) return null;
  return (
    <div role="status" data-attente={href} data-sources={attendues.map(({ id }) => id).join(' ')}>
      <Alert ton="info">
        <div data-avant>
          <PhrasesDAttente attendues={attendues} />
          <p>Vous pouvez continuer&nbsp;: ce qui arrive se remplit tout seul.</p>
        </div>
        <p data-apres hidden>
          La réponse est arrivée.
        </p>
        <p data-rien hidden>
          La réponse n’est pas venue. Indiquez vous-même ces informations&nbsp;: votre demande n’attendra pas.
        </p>
        <Button kind="secondaire" name="action" value="actualiser">
          Voir si la réponse est arrivée
        </Button>
      </Alert>
    </div>
  );
}

export function PhrasesDAttente({ attendues }: Pick<SourcesAttenduesProps, 'attendues'>) {
  return (
    <>
      {attendues.map(({ id, nom }) => (
        <p key={id}>Nous attendons encore la réponse {de(nom)}.</p>
      ))}
    </>
  );
}
