import { writeCsv } from '../../../platform/csv/write-csv.ts';
import { MOIS_MONTRES, SEUIL, type Synthese } from '../domain/publication.ts';
import type { EffetLu } from '../use-cases/read-effet.ts';
import { sommeDesSources } from './effet-mots.ts';

type Lieu = { readonly slug: string } | undefined;

/** Times in minutes. What is not shown on the page is not here either. */
export function effetJson({ publication, parties, calculeLe, mois }: EffetLu, organisation: Lieu): object {
  return {
    organisation: organisation?.slug ?? null,
    calculeLe: calculeLe?.toString() ?? null,
    periode: { premierMois: mois[0]?.slice(0, 7), nombreDeMois: MOIS_MONTRES },
    seuil: SEUIL,
    ensemble: publication?.ensemble ?? null,
    [organisation ? 'demarches' : 'organisations']: parties.map(({ slug, nom, synthese }) => ({
      slug,
      nom,
      ...synthese,
    })),
    autres: publication?.parties.autres
      ? { nombre: publication.parties.autres.cles.length, ...publication.parties.autres.synthese }
      : null,
    mois: publication?.mois.lignes.map(({ cle, synthese }) => ({ mois: cle.slice(0, 7), ...synthese })) ?? [],
    autresMois: publication?.mois.autres
      ? {
          mois: publication.mois.autres.cles.map((cle) => cle.slice(0, 7)),
          ...publication.mois.autres.synthese,
        }
      : null,
  };
}

/** One line a group, as on the page; its keys are slugs and months. */
export function effetCsv({ publication, parties }: EffetLu, organisation: Lieu): string {
  if (!publication) return writeCsv(COLUMNS, []);
  const partie = organisation ? 'demarche' : 'organisation';
  const { autres } = publication.parties;
  return writeCsv(COLUMNS, [
    row('ensemble', '', publication.ensemble),
    ...parties.map(({ slug, synthese }) => row(partie, slug, synthese)),
    ...(autres ? [row(partie, 'autres', autres.synthese)] : []),
    ...publication.mois.lignes.map(({ cle, synthese }) => row('mois', cle.slice(0, 7), synthese)),
    ...(publication.mois.autres ? [row('mois', 'autres', publication.mois.autres.synthese)] : []),
  ]);
}

const COLUMNS = [
  'groupe',
  'cle',
  'depots',
  'depots_preremplis',
  'champs_preremplis',
  'pieces_evitees',
  'pieces_jointes',
  'sources_obtenues',
  'sources_absentes',
  'sources_indisponibles',
  'sources_refusees',
  'minutes_mediane_avec',
  'minutes_mediane_sans',
];

function row(groupe: string, cle: string, synthese: Synthese): readonly string[] {
  const { obtenues, absentes, indisponibles, refusees } = sommeDesSources(synthese);
  const { depots, preremplis, champsPreremplis, piecesEvitees, piecesJointes, dureeAvec, dureeSans } = synthese;
  const counts = [depots, preremplis, champsPreremplis, piecesEvitees, piecesJointes];
  const sources = [obtenues, absentes, indisponibles, refusees];
  return [groupe, cle, ...[...counts, ...sources, dureeAvec?.mediane ?? '', dureeSans?.mediane ?? ''].map(String)];
}
