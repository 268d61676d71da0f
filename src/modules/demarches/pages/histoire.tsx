import { DataTable, Timeline } from '../../../platform/html/index.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import type { Acteur, PlacedEntry } from '../../journal/index.ts';
import { etapesOf, lecturesOf } from '../domain/histoire.ts';

export type HistoireProps = {
  readonly histoire: readonly PlacedEntry[];
  /** Names of the agents who instruct, by id. */
  readonly agents: ReadonlyMap<string, string>;
  /** How who asks is called on this page: « Vous », or their name. */
  readonly usager: string;
  /** When several ask together: their names, by id. */
  readonly demandeurs?: ReadonlyMap<string, string> | undefined;
};

/** Whoever acted under a mandate: their name is the business of who gave it, and the agent knows that it was somebody else. */
export function mandatairesIn(histoire: HistoireProps['histoire'], mandant: string): ReadonlyMap<string, string> {
  return new Map(
    histoire.flatMap(({ entry: { acteur, contenu } }) =>
      acteur.id && typeof contenu['mandat'] === 'string' ? [[acteur.id, `Mandataire de ${mandant}`] as const] : [],
    ),
  );
}

/** Every step of a dossier, from its journal. */
export function Histoire({ histoire, agents, usager, demandeurs }: HistoireProps) {
  const etapes = etapesOf(
    histoire.map(({ entry }) => entry),
    nomOf(agents, usager, demandeurs),
  );
  return (
    <Timeline
      events={etapes.map(({ titre, auteur, at }, index) => ({
        title: titre,
        actor: auteur,
        datetime: at,
        when: formatInstant(Temporal.Instant.from(at)),
        state: index === etapes.length - 1 ? 'actuel' : 'passe',
      }))}
    />
  );
}

/** Who has read the dossier. */
export function Lectures({ histoire, agents, usager }: HistoireProps) {
  const lectures = lecturesOf(
    histoire.map(({ entry }) => entry),
    nomOf(agents, usager),
  );
  return (
    <DataTable
      caption="Agents qui ont consulté ce dossier"
      captionHidden
      rows={lectures}
      rowKey={({ nom, derniere }) => `${nom} ${derniere}`}
      empty="Aucun agent n’a encore consulté ce dossier."
      columns={[
        { key: 'nom', header: 'Agent', cell: ({ nom }) => nom },
        {
          key: 'derniere',
          header: 'Dernière consultation',
          cell: ({ derniere }) => formatInstant(Temporal.Instant.from(derniere)),
        },
        { key: 'fois', header: 'Consultations', cell: ({ fois }) => String(fois), numeric: true },
      ]}
    />
  );
}

function nomOf(agents: ReadonlyMap<string, string>, usager: string, demandeurs?: ReadonlyMap<string, string>) {
  return (acteur: Pick<Acteur, 'type' | 'id'>): string => {
    if (acteur.type === 'usager') return demandeurs?.get(acteur.id ?? '') ?? usager;
    if (acteur.type === 'agent') return agents.get(acteur.id ?? '') ?? 'Un agent';
    return 'Parvis';
  };
}
