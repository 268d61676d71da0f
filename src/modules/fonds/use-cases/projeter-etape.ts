import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { type Jour, jourFromInstant } from '../../../values/jour.ts';
import { type Entry, entriesFrom } from '../../journal/index.ts';
import {
  additionner,
  type Cellule,
  type Compteurs,
  cellulesOf,
  compteursOf,
  cumuler,
  sansDelais,
} from '../domain/etape-compteurs.ts';
import {
  appliquer,
  collectiviteAfter,
  type Etat,
  FAITS_DE_L_ETAPE,
  idOfCollectivite,
  sujetOf,
} from '../domain/etape-etat.ts';
import {
  cleOf,
  lignesToChange,
  lockLectureEtape,
  openPeriodes,
  type Periode,
  SANS_FIN,
  saveCumuls,
  saveLectureEtape,
  savePeriodes,
} from '../storage/etape-projection.ts';

/**
 * Reads what the journal received since the last time into the tables of the point d’étape. What was read and how far
 * are one transaction: killed anywhere, each fact counts once; two servers take turns.
 *
 * @param limit leaves of the journal, whatever they are
 * @param wait for whoever is reading it already; else there is nothing to do
 * @returns whether the journal has more to read
 */
export async function projeterEtape(
  { db, clock }: Pick<Noyau, 'db' | 'clock'>,
  { limit, wait }: { readonly limit: number; readonly wait: boolean },
): Promise<boolean> {
  // It sees every organisation: each of them has its own point d’étape.
  return db.transaction({ systeme: true }, async (tx) => {
    const from = await lockLectureEtape(tx, { now: clock.now(), wait });
    if (from === undefined) return false;
    const { entries, next, more } = await entriesFrom(tx, { from, limit, types: FAITS_DE_L_ETAPE });
    await project(
      tx,
      entries.map(({ entry }) => entry),
    );
    await saveLectureEtape(tx, next, clock.now());
    return more;
  });
}

async function project(tx: Tx, entries: readonly Entry[]): Promise<void> {
  const lot = new Lot();
  const sujets = new Map(entries.map((entry) => [cleOf(sujetOf(entry).genre, sujetOf(entry).id), sujetOf(entry)]));
  lot.open(await openPeriodes(tx, [...sujets.values()]));
  const sirens = new Set([...lot.idsOfCollectivites(), ...entries.flatMap(idOfNewCollectivite)]);
  lot.open(
    await openPeriodes(
      tx,
      [...sirens].map((id) => ({ genre: 'collectivite', id })),
    ),
  );
  for (const entry of entries) lot.apply(entry);
  await savePeriodes(tx, lot.periodes());
  const changed = lot.changed();
  const read = await lignesToChange(tx, changed);
  await saveCumuls(
    tx,
    read.flatMap(({ lignes, ...cellule }, rang) =>
      cumuler(lignes, changed[rang]?.mouvements ?? new Map()).map((ligne) => ({ ...cellule, ...ligne })),
    ),
  );
}

function idOfNewCollectivite({ contenu }: Entry): readonly string[] {
  const { siren, fictif } = contenu;
  return typeof siren === 'string' ? [idOfCollectivite({ siren, fictif: fictif === true })] : [];
}

/** The states that a lot of facts changes, and the movements of the figures that follow. */
class Lot {
  readonly #current = new Map<string, Periode>();
  /** What must be written: by subject, by first day. */
  readonly #written = new Map<string, Map<Jour, Periode>>();
  readonly #moved = new Map<string, { readonly cellule: Cellule; readonly mouvements: Map<Jour, Compteurs> }>();

  open(periodes: ReadonlyMap<string, Periode>): void {
    for (const [cle, periode] of periodes) this.#current.set(cle, periode);
  }

  idsOfCollectivites(): readonly string[] {
    return [...this.#current.values()].flatMap(({ etat }) => (etat.siren ? [idOfCollectivite(etat)] : []));
  }

  apply(entry: Entry): void {
    const { genre, id } = sujetOf(entry);
    const avant = this.#current.get(cleOf(genre, id));
    const jour = this.#dayOf(entry.at, avant);
    const apres = appliquer(avant?.etat, entry, jour);
    this.#record(apres, jour);
    if (apres.siren === null) return;
    const collectivite = this.#current.get(cleOf('collectivite', idOfCollectivite(apres)));
    const on = collectivite && collectivite.du > jour ? collectivite.du : jour;
    this.#record(collectiviteAfter(collectivite?.etat, { avant: avant?.etat, apres, jour: on }), on);
  }

  periodes(): readonly Periode[] {
    return [...this.#written.values()].flatMap((days) => [...days.values()]);
  }

  /** The groups that moved: what came and went the same day did not. */
  changed() {
    return [...this.#moved.values()]
      .map(({ cellule, mouvements }) => ({ cellule, mouvements: new Map([...mouvements].filter(isMovement)) }))
      .filter(({ mouvements }) => mouvements.size > 0);
  }

  /** A fact never counts before the one that precedes it on its subject, even when two servers’ clocks disagree. */
  #dayOf(at: string, avant: Periode | undefined): Jour {
    const jour = jourFromInstant(Temporal.Instant.from(at));
    return avant && avant.du > jour ? avant.du : jour;
  }

  #record(etat: Etat, jour: Jour): void {
    const cle = cleOf(etat.genre, etat.id);
    const avant = this.#current.get(cle);
    if (avant && sameState(avant.etat, etat)) return;
    if (avant && avant.du < jour) this.#write(cle, { ...avant, au: jour });
    const periode = { etat, du: jour, au: SANS_FIN };
    this.#write(cle, periode);
    this.#current.set(cle, periode);
    this.#move(etat, jour, additionner(compteursOf(etat), avant ? compteursOf(avant.etat) : {}, -1));
  }

  #write(cle: string, periode: Periode): void {
    const days = this.#written.get(cle) ?? new Map<Jour, Periode>();
    this.#written.set(cle, days.set(periode.du, periode));
  }

  #move(etat: Etat, jour: Jour, compteurs: Compteurs): void {
    const without = sansDelais(compteurs);
    for (const cellule of cellulesOf(etat)) {
      const { organisationId, vue, cle, fictif } = cellule;
      const key = [organisationId, vue, cle, fictif].join(' ');
      const { mouvements } = this.#moved.get(key) ?? { mouvements: new Map<Jour, Compteurs>() };
      const received = vue === 'tout' || vue === 'dispositif' ? compteurs : without;
      mouvements.set(jour, additionner(mouvements.get(jour) ?? {}, received));
      this.#moved.set(key, { cellule, mouvements });
    }
  }
}

const sameState = (a: Etat, b: Etat) => (Object.keys(b) as (keyof Etat)[]).every((name) => a[name] === b[name]);

const isMovement = ([, compteurs]: readonly [Jour, Compteurs]) => Object.keys(compteurs).length > 0;
