import type { Noyau } from '../../../platform/services.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Organisation } from '../../comptes/index.ts';
import { treeSize } from '../../journal/index.ts';
import { type Chiffres, chiffresOf } from '../domain/chiffres.ts';
import { equiteOf, type LigneEquite } from '../domain/equite.ts';
import { equiteRuraleOf, type LigneRuralite } from '../domain/equite-rurale.ts';
import { sommer } from '../domain/etape-compteurs.ts';
import { type CelluleLue, joursDeCourbe, type PointDEtape, pointDEtapeOf } from '../domain/point-d-etape.ts';
import type { RecensementConnu } from '../recensement.ts';
import { cellulesAu, courbeAux, type PointDeCourbe, premierJour } from '../storage/etape-lecture.ts';
import { findLectureEtape } from '../storage/etape-projection.ts';
import { isGrilleProjetee } from '../storage/etape-ruralite.ts';
import { type ObjectifSuivi, objectifsAu } from '../storage/objectifs.ts';
import { listProgrammes, type ProgrammeListe } from '../storage/programmes.ts';
import { type Dispositif, listDispositifs } from '../storage/sessions.ts';
import { projeterEtape } from './projeter-etape.ts';

export type EtapeLue = {
  readonly jour: Jour;
  readonly point: PointDEtape;
  /** The day of the first fact; undefined when there is none. */
  readonly premier: Jour | undefined;
  readonly courbe: readonly { readonly jour: Jour; readonly chiffres: Chiffres }[];
  readonly equite: readonly LigneEquite[];
  readonly ruralite: RuraliteLue;
  readonly recensement: RecensementConnu;
  readonly objectifs: readonly ObjectifSuivi[];
  readonly programmes: readonly ProgrammeListe[];
  readonly dispositifs: readonly Dispositif[];
  /** Leaves of the journal that are not in the figures yet. */
  readonly retard: number;
};

/** Rural and urban communes; or why they are not told: nobody gave INSEE’s grid, or it is not applied to the past yet. */
export type RuraliteLue =
  | { readonly etat: 'sans_grille' | 'en_calcul' }
  | { readonly etat: 'connue'; readonly fichier: string; readonly lignes: readonly LigneRuralite[] };

export type EtapeDeps = Pick<Noyau, 'db' | 'clock'> & { readonly recensement: () => Promise<RecensementConnu> };

/** Leaves that a page reads before it answers, when the minute’s task has not yet: a second of work at most. */
const LEAVES_A_PAGE = 500;

/** The point d’étape of a fund at the end of a day. Whoever asks sees it: figures are public. */
export async function readEtape(deps: EtapeDeps, organisation: Organisation, jour: Jour): Promise<EtapeLue> {
  const behind = () =>
    deps.db.read({ public: true }, async (tx) => {
      const [size, read] = await Promise.all([treeSize(tx), findLectureEtape(tx)]);
      return size - read;
    });
  if ((await behind()) > 0) await projeterEtape(deps, { limit: LEAVES_A_PAGE, wait: false });
  const recensement = await deps.recensement();
  // The scope of the fund itself, for the names of its axes; the figures are the same for everybody.
  const read = await deps.db.read({ organisation: organisation.id }, async (tx) => {
    const grille = recensement.ruralites?.empreinte;
    const [cellules, projetee, premier, objectifs, programmes, dispositifs] = await Promise.all([
      cellulesAu(tx, organisation.id, { jour, grille }),
      grille === undefined ? false : isGrilleProjetee(tx, grille),
      premierJour(tx, organisation.id),
      objectifsAu(tx, organisation.id, jour),
      listProgrammes(tx, organisation.id),
      listDispositifs(tx, { organisationId: organisation.id }),
    ]);
    const known = premier !== undefined && premier <= jour;
    const courbe = known ? await courbeAux(tx, organisation.id, joursDeCourbe(premier, jour)) : [];
    return { cellules, projetee, premier, objectifs, programmes, dispositifs, courbe };
  });
  const point = pointDEtapeOf(read.cellules);
  return {
    ...{ jour, point, recensement, retard: await behind() },
    ...{ premier: read.premier, objectifs: read.objectifs, programmes: read.programmes, dispositifs: read.dispositifs },
    courbe: courbeOf(read.courbe),
    equite: equiteOf(point.profils, recensement),
    ruralite: ruraliteOf(read, recensement),
  };
}

function ruraliteOf(
  { cellules, projetee }: { readonly cellules: readonly CelluleLue[]; readonly projetee: boolean },
  { ruralites }: RecensementConnu,
): RuraliteLue {
  if (!ruralites) return { etat: 'sans_grille' };
  if (!projetee) return { etat: 'en_calcul' };
  return { etat: 'connue', fichier: ruralites.fichier, lignes: equiteRuraleOf(cellules, ruralites) };
}

/** True and fictitious together, as everywhere else. */
function courbeOf(points: readonly PointDeCourbe[]) {
  return [...Map.groupBy(points, ({ jour }) => jour)].map(([jour, parts]) => ({
    jour,
    chiffres: chiffresOf(sommer(parts)),
  }));
}
