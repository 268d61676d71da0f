import { Bar, type Column, DataTable } from '../../../platform/html/index.ts';
import type { Organisation } from '../../comptes/index.ts';
import type { Quartiles } from '../domain/compteurs.ts';
import type { EtatsDeSource, Publication, Repartition, Synthese } from '../domain/publication.ts';
import type { Source } from '../domain/source.ts';
import type { EffetLu } from '../use-cases/read-effet.ts';
import { combien, demandesOf, minutes, nomDuMois, parDossier, sommeDesSources } from './effet-mots.ts';

type LigneNommee = { readonly cle: string; readonly nom: string; readonly href?: string; readonly synthese: Synthese };

type ParPartieProps = {
  readonly effet: EffetLu;
  readonly publication: Publication;
  readonly organisation: Organisation | undefined;
};

/** By démarche of an organisation, or by organisation. */
export function ParPartie({ effet, publication: { parties }, organisation }: ParPartieProps) {
  const [titre, quoi] = organisation ? ['Par démarche', 'Démarche'] : ['Par collectivité', 'Collectivité'];
  const rows: readonly LigneNommee[] = [
    ...effet.parties.map(({ slug, nom, synthese }) => ({
      cle: slug,
      nom,
      href: organisation ? `/${organisation.slug}/demarches/${slug}` : `/${slug}/effet`,
      synthese,
    })),
    // Only of an organisation: the whole installation leaves small ones out.
    ...(parties.autres
      ? [
          {
            cle: '',
            nom: combien(parties.autres.cles.length, 'démarche', 'démarches réunies'),
            synthese: parties.autres.synthese,
          },
        ]
      : []),
  ];
  return (
    <>
      <h2>{titre}</h2>
      <DataTable
        caption={titre}
        captionHidden
        rows={rows}
        rowKey={({ cle }) => cle}
        empty=""
        columns={[
          { key: 'nom', header: quoi, cell: ({ nom, href }) => (href ? <a href={href}>{nom}</a> : nom) },
          ...chiffres(rows),
        ]}
      />
    </>
  );
}

export function ParMois({ repartition: { lignes, autres } }: { readonly repartition: Repartition }) {
  const shown: readonly LigneNommee[] = lignes.map((ligne) => ({ ...ligne, nom: nomDuMois(ligne.cle) }));
  const rows = autres
    ? [...shown, { cle: '', nom: `${autres.cles.map(nomDuMois).join(', ')}, ensemble`, synthese: autres.synthese }]
    : shown;
  return (
    <>
      <h2>Par mois</h2>
      <p>Les mois sans dossier n’y sont pas.</p>
      <DataTable
        caption="Par mois"
        captionHidden
        rows={rows}
        rowKey={({ cle }) => cle}
        empty=""
        columns={[{ key: 'mois', header: 'Mois', cell: ({ nom }) => nom }, ...chiffres(rows)]}
      />
    </>
  );
}

/** Bars of deposits have one scale, that of the greatest number; documents have their own. */
function chiffres(rows: readonly LigneNommee[]): readonly Column<LigneNommee>[] {
  const greatest = (count: (synthese: Synthese) => number) => Math.max(...rows.map(({ synthese }) => count(synthese)));
  const depots = greatest((synthese) => synthese.depots);
  const evitees = greatest(({ piecesEvitees }) => piecesEvitees);
  const bar = (header: string, max: number, count: (synthese: Synthese) => number): Column<LigneNommee> => ({
    key: header,
    header,
    cell: ({ synthese }) => <Bar text={combien(count(synthese))} value={count(synthese)} max={max} />,
  });
  return [
    bar('Dossiers', depots, (synthese) => synthese.depots),
    bar('Dont préremplis', depots, ({ preremplis }) => preremplis),
    bar('Justificatifs évités', evitees, ({ piecesEvitees }) => piecesEvitees),
    {
      key: 'champs',
      header: 'Champs préremplis par dossier',
      numeric: true,
      cell: ({ synthese: { champsPreremplis, depots } }) => parDossier(champsPreremplis, depots),
    },
    {
      key: 'avec',
      header: 'Temps avec',
      numeric: true,
      cell: ({ synthese: { dureeAvec } }) => minutes(dureeAvec?.mediane),
    },
    {
      key: 'sans',
      header: 'Temps sans',
      numeric: true,
      cell: ({ synthese: { dureeSans } }) => minutes(dureeSans?.mediane),
    },
    {
      key: 'pannes',
      header: 'Sources en panne',
      numeric: true,
      cell: ({ synthese }) => combien(sommeDesSources(synthese).indisponibles),
    },
  ];
}

export function Durees({ synthese: { dureeAvec, dureeSans } }: { readonly synthese: Synthese }) {
  const rows = [
    ['Avec préremplissage', dureeAvec],
    ['Sans préremplissage', dureeSans],
  ] as const;
  const column = (header: string, cell: (quartiles: Quartiles) => string): Column<(typeof rows)[number]> => ({
    key: header,
    header,
    numeric: true,
    cell: ([, quartiles]) => (quartiles ? cell(quartiles) : 'trop peu de dossiers'),
  });
  return (
    <>
      <h2>Temps pour déposer</h2>
      <DataTable
        caption="Temps du début du brouillon au dépôt"
        captionHidden
        rows={rows}
        rowKey={([nom]) => nom}
        empty=""
        columns={[
          { key: 'nom', header: 'Dossiers', cell: ([nom]) => nom },
          column('Chronométrés', ({ nombre }) => combien(nombre)),
          column('Un quart en au plus', ({ premier }) => minutes(premier)),
          column('La moitié en au plus', ({ mediane }) => minutes(mediane)),
          column('Trois quarts en au plus', ({ troisieme }) => minutes(troisieme)),
        ]}
      />
    </>
  );
}

type LigneSource = Synthese['sources'][number];

type ParSourceProps = { readonly synthese: Synthese; readonly sources: ReadonlyMap<string, Source> };

export function ParSource({ synthese, sources }: ParSourceProps) {
  const column = (header: string, etat: keyof EtatsDeSource): Column<LigneSource> => ({
    key: etat,
    header,
    numeric: true,
    cell: (ligne) => combien(ligne[etat]),
  });
  return (
    <>
      <h2>Par source</h2>
      <DataTable
        caption="Réponses des autres administrations"
        captionHidden
        rows={synthese.sources}
        rowKey={({ source }) => source}
        empty={<p>Aucune source n’a été interrogée.</p>}
        columns={[
          { key: 'source', header: 'Source', cell: ({ source }) => sources.get(source)?.nom ?? source },
          { key: 'demandes', header: 'Demandes', numeric: true, cell: (ligne) => combien(demandesOf(ligne)) },
          column('Réponse obtenue', 'obtenues'),
          column('Personne non trouvée', 'absentes'),
          column('En panne', 'indisponibles'),
          column('Non autorisée', 'refusees'),
        ]}
      />
    </>
  );
}
