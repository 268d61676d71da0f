import { type Texts, textPile } from '../../../platform/db/arrays.ts';
import { type Defaut, defaut } from '../domain/defaut.ts';
import { clesOf, DIGITS, type LigneDuLot, type LignePreparee, preparer } from '../domain/lot.ts';
import type { IdTypeImport } from '../domain/type-import.ts';
import { typeImportOf } from '../domain/types-import.ts';
import { lignesOf } from './lignes.ts';
import type { Encodage } from './texte.ts';

/** Rows of one transaction: enough to pay for its commit, few enough to be lost and read again. */
const LOT = 4_000;

/** Rows of the first one, each of the next ones being twice as large: PostgreSQL has something to write from early on. */
const PREMIER_LOT = 1_000;

/** Characters of one transaction: long rows are fewer, so that memory does not depend on what they hold. */
const LONGEST_LOT = 8_000_000;

/** What is read, and for whom. */
export type Lecture = {
  readonly organisationId: string;
  readonly type: IdTypeImport;
  readonly encodage: Encodage;
  /** Rows of a batch, at most. */
  readonly taille?: number | undefined;
};

/** Rows to write together, as they come from the thread that reads: few objects, so that little is copied. */
export type LotLu = {
  readonly lignes: Int32Array<ArrayBuffer>;
  /** The digests of all rows, one after the other. */
  readonly cles: string;
  readonly empreintes: string;
  /** 1 for a row that is rejected. */
  readonly rejetees: Uint8Array<ArrayBuffer>;
  /** Of the rows that have some, by their rank. */
  readonly defauts: ReadonlyMap<number, readonly Defaut[]>;
  /** What the file says of each row, then what was read: nothing of a rejected one. */
  readonly bruts: Texts;
  readonly valeurs: Texts;
  /** What is wrong with the headers, and why nothing more could be read of the file: told with the batch that follows. */
  readonly entete: readonly Defaut[];
  readonly refus: string | null;
};

/** What moves from a thread to the other instead of being copied. */
export function buffersOf({ lignes, rejetees, bruts, valeurs }: LotLu): readonly ArrayBuffer[] {
  return [lignes, rejetees, bruts.bytes, bruts.starts, valeurs.bytes, valeurs.starts].map(({ buffer }) => buffer);
}

/** The rows of a batch, one by one. */
export function lignesDuLot({ lignes, cles, empreintes, rejetees, defauts }: LotLu): LigneDuLot[] {
  return Array.from(lignes, (ligne, rang) => ({
    ligne,
    cle: cles.slice(DIGITS * rang, DIGITS * (rang + 1)),
    empreinte: empreintes.slice(DIGITS * rang, DIGITS * (rang + 1)),
    rejetee: rejetees[rang] === 1,
    defauts: defauts.get(rang) ?? [],
    rang,
  }));
}

/** Reads a file to its end, whatever its size, by batches that are ready to be written; the last one may have no row. */
export async function* lotsOf(
  { organisationId, type: id, encodage, taille = LOT }: Lecture,
  file: AsyncIterable<Uint8Array>,
): AsyncGenerator<LotLu> {
  const type = typeImportOf(id);
  if (!type) throw new Error(`Nobody knows how to read ${id}`);
  const cles = clesOf(organisationId, id);
  const lot = openLot();
  let enough = Math.min(taille, PREMIER_LOT);
  for await (const lus of lignesOf(type, encodage, file)) {
    for (const lu of lus) {
      if (lu.type === 'refus') lot.refuser(lu.raison);
      else if (lu.type === 'ignoree') lot.noter(defaut(lu.colonne, 'colonne_ignoree', lu.colonne));
      else lot.ajouter(preparer(cles, type, lu));
      if (lot.rows >= enough || lot.length >= LONGEST_LOT) {
        yield lot.prendre();
        enough = Math.min(taille, 2 * enough);
      }
    }
  }
  yield lot.prendre();
}

/** A batch being filled. */
function openLot() {
  const [bruts, valeurs] = [textPile(), textPile()];
  const begin = () => ({
    lignes: [] as number[],
    cles: '',
    empreintes: '',
    rejetees: [] as number[],
    defauts: new Map<number, readonly Defaut[]>(),
    entete: [] as Defaut[],
    refus: null as string | null,
    length: 0,
  });
  let now = begin();
  return {
    get rows() {
      return now.lignes.length;
    },
    /** In characters, of what the file says. */
    get length() {
      return now.length;
    },
    ajouter({ ligne, cle, empreinte, defauts, brut, valeurs: lues }: LignePreparee) {
      if (defauts.length > 0) now.defauts.set(now.lignes.length, defauts);
      now.lignes.push(ligne);
      now.cles += cle;
      now.empreintes += empreinte;
      now.rejetees.push(lues === null ? 1 : 0);
      now.length += brut.length;
      bruts.push(brut);
      valeurs.push(lues ?? '');
    },
    noter(one: Defaut) {
      now.entete.push(one);
    },
    refuser(raison: string) {
      now.refus = raison;
    },
    prendre(): LotLu {
      const { lignes, rejetees, cles, empreintes, defauts, entete, refus } = now;
      now = begin();
      return {
        lignes: Int32Array.from(lignes),
        cles,
        empreintes,
        rejetees: Uint8Array.from(rejetees),
        defauts,
        bruts: bruts.take(),
        valeurs: valeurs.take(),
        entete,
        refus,
      };
    },
  };
}
