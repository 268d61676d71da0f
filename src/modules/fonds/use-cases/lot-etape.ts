import { type Jour, jourFromInstant } from '../../../values/jour.ts';
import type { Entry } from '../../journal/index.ts';
import {
  additionner,
  cellulesDeRuralite,
  cellulesOf,
  compteursOf,
  DISTINCTES,
  type GrilleLue,
} from '../domain/etape-compteurs.ts';
import { appliquer, collectiviteAfter, type Etat, idOfCollectivite, isTenue, sujetOf } from '../domain/etape-etat.ts';
import { type CelluleMue, MouvementsDeLEtape } from '../domain/mouvements-etape.ts';
import { cleOf, type Periode, SANS_FIN } from '../storage/etape-projection.ts';

export type CollectiviteDuFonds = Pick<Etat, 'organisationId' | 'siren'>;

/** The states that a lot of facts changes, and the movements of the figures that follow. */
export class LotDEtape {
  readonly #current = new Map<string, Periode>();
  /** What must be written: by subject, by first day. */
  readonly #written = new Map<string, Map<Jour, Periode>>();
  readonly #mouvements = new MouvementsDeLEtape();
  readonly #grilles: readonly GrilleLue[];

  /** @param known what still lasts of the subjects of the lot, and of `idsOfCollectivite` */
  constructor(grilles: readonly GrilleLue[], known: readonly ReadonlyMap<string, Periode>[]) {
    this.#grilles = grilles;
    for (const periodes of known) for (const [cle, periode] of periodes) this.#current.set(cle, periode);
  }

  apply(entry: Entry): void {
    const { genre, id } = sujetOf(entry);
    const avant = this.#current.get(cleOf(genre, id));
    const jour = this.#dayOf(entry.at, avant);
    const apres = appliquer(avant?.etat, entry, jour);
    this.#record(apres, jour);
    this.#count(avant?.etat, apres, jour);
  }

  periodes(): readonly Periode[] {
    return [...this.#written.values()].flatMap((days) => [...days.values()]);
  }

  changed(): readonly CelluleMue[] {
    return this.#mouvements.changed();
  }

  /** What follows for the collectivité of a dossier or a subvention; for both, when it goes from one to another. */
  #count(avant: Etat | undefined, apres: Etat, jour: Jour): void {
    const had = Number(avant !== undefined && isTenue(avant));
    const has = Number(isTenue(apres));
    const same = !avant || avant.siren === apres.siren;
    if (!same) this.#hold(avant, -had, jour);
    this.#hold(apres, same ? has - had : has, jour);
  }

  #hold(sienne: Etat, plus: number, jour: Jour): void {
    if (sienne.siren === null) return;
    const collectivite = this.#current.get(cleOf('collectivite', idOfCollectivite(sienne)));
    const on = collectivite && collectivite.du > jour ? collectivite.du : jour;
    const counted = collectiviteAfter(collectivite?.etat, { sienne, plus, jour: on });
    this.#record(counted, on);
    if (!collectivite) this.#countOnce(counted, on);
  }

  /** A commune that asks for the first time, unless its twin did: a true request and a fictitious one are one commune. */
  #countOnce(collectivite: Etat, jour: Jour): void {
    const twin = this.#current.get(
      cleOf('collectivite', idOfCollectivite({ ...collectivite, fictif: !collectivite.fictif })),
    )?.etat;
    const known = twin?.type === 'commune' ? twin.debut : undefined;
    if (known !== undefined && known <= jour) return;
    // With the true ones, whichever came first: the figure is that of both.
    const cellules = cellulesDeRuralite({ ...collectivite, fictif: false }, this.#grilles);
    this.#mouvements.add(cellules, jour, { [DISTINCTES]: 1 });
    if (known !== undefined) this.#mouvements.add(cellules, known, { [DISTINCTES]: 1 }, -1);
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
    this.#move(avant?.etat, etat, jour);
  }

  #move(avant: Etat | undefined, etat: Etat, jour: Jour): void {
    const [before, after] = [avant ? compteursOf(avant) : {}, compteursOf(etat)];
    const same = !avant || sameGroups(avant, etat);
    if (!same) this.#mouvements.add(cellulesOf(avant, this.#grilles), jour, before, -1);
    this.#mouvements.add(cellulesOf(etat, this.#grilles), jour, same ? additionner(after, before, -1) : after);
  }

  #write(cle: string, periode: Periode): void {
    const days = this.#written.get(cle) ?? new Map<Jour, Periode>();
    this.#written.set(cle, days.set(periode.du, periode));
  }
}

/** A collectivité of true requests and that of fictitious ones. */
export function idsOfCollectivite({ organisationId, siren }: CollectiviteDuFonds): readonly string[] {
  if (siren === null) return [];
  return [true, false].map((fictif) => idOfCollectivite({ organisationId, siren, fictif }));
}

const sameState = (a: Etat, b: Etat) => (Object.keys(b) as (keyof Etat)[]).every((name) => a[name] === b[name]);

/** What changes hands leaves some groups for others. */
const sameGroups = (a: Etat, b: Etat) =>
  (['type', 'classe', 'departement', 'region', 'siren'] as const).every((name) => a[name] === b[name]);
