import { hash } from 'node:crypto';
import { type Defaut, defaut, isErreur } from './defaut.ts';
import type { MemoireDeCles } from './memoire-de-cles.ts';
import type { TypeImport } from './type-import.ts';

/** What a batch sorts its rows by. */
export type LigneDuLot = {
  readonly ligne: number;
  /** The natural key digested, so that the same row is found again wherever it comes from. */
  readonly cle: string;
  /** What the row says, digested, so that reading it again changes nothing. */
  readonly empreinte: string;
  readonly rejetee: boolean;
  readonly defauts: readonly Defaut[];
  /** Of its texts among those of the batch, from 0. */
  readonly rang: number;
};

/** A row ready to be written. */
export type LignePreparee = Omit<LigneDuLot, 'rejetee' | 'rang'> & {
  readonly brut: string;
  /** What was read, as JSON: written once, digested and stored. Null when the row is rejected. */
  readonly valeurs: string | null;
};

/** A row that the database holds already. */
export type LigneConnue = {
  readonly cle: string;
  readonly empreinte: string;
  readonly importId: string;
  readonly ligne: number;
};

/** What tells the rows of one organisation and one type apart, digested. */
export type Cles = {
  /** @param cle the natural key of a row */
  ligne(cle: string): string;
  /** The natural key of a rejected row cannot be trusted: its text stands for it. */
  rejet(brut: string): string;
};

/**
 * Digests begin alike for one organisation and one type, so that their rows follow each other in the index: an import goes
 * to a few of its pages, however many rows the others have.
 */
export function clesOf(organisationId: string, type: string): Cles {
  const whose = `${organisationId}${SEPARATOR}${type}`;
  const start = digest(whose).slice(0, COMMON_DIGITS);
  const of = (nature: string) => (texte: string) =>
    start + digest(`${whose}${SEPARATOR}${nature}${SEPARATOR}${texte}`).slice(COMMON_DIGITS);
  return { ligne: of('ligne'), rejet: of('rejet') };
}

/** The others are enough to tell billions of rows apart. */
const COMMON_DIGITS = 8;

/** Of a digest, in hexadecimal: 128 bits of SHA-256. */
export const DIGITS = 32;

export type RangeeLue = {
  readonly numero: number;
  readonly brut: string;
  readonly cellules: Readonly<Record<string, string>> | undefined;
  readonly precision: string;
};

/** Reads one row of a file. Whatever is wrong with it, its text is kept. */
export function preparer(cles: Cles, type: Pick<TypeImport, 'format' | 'lire'>, rangee: RangeeLue): LignePreparee {
  const { numero: ligne, brut, cellules, precision } = rangee;
  const rejeter = (defauts: readonly Defaut[]) => ({
    ligne,
    brut,
    ...condensesDeRejet(cles, brut),
    valeurs: null,
    defauts,
  });
  if (!cellules) {
    const code = type.format === 'csv' ? 'nombre_de_cellules' : 'objet_illisible';
    return rejeter([defaut('', code, brut, precision)]);
  }
  const { cle, valeurs, defauts } = type.lire(cellules);
  if (defauts.some(isErreur)) return rejeter(defauts);
  const json = JSON.stringify(valeurs);
  return {
    ligne,
    brut,
    cle: cles.ligne(cle),
    empreinte: digest(json),
    valeurs: json,
    defauts,
  };
}

export type Tri = {
  /** Their keys are new. */
  readonly aAjouter: readonly LigneDuLot[];
  /** Changed ones, and rejected ones, which may be known. Each key once, as above. */
  readonly aReecrire: readonly LigneDuLot[];
  /** Rows of this file that the database goes on holding for another one: only a memory tells that it has them too. */
  readonly aRetenir: readonly LigneDuLot[];
  readonly defauts: readonly { readonly ligne: number; readonly defauts: readonly Defaut[] }[];
  readonly comptes: Comptes;
};

export type Comptes = {
  readonly lues: number;
  readonly nouvelles: number;
  readonly modifiees: number;
  readonly inchangees: number;
  readonly en_double: number;
  readonly rejetees: number;
  readonly defauts: number;
};

/** What a batch is sorted against. */
export type Autour = {
  readonly cles: Cles;
  readonly importId: string;
  /** Rows of the same keys. */
  readonly connues: readonly LigneConnue[];
  /** What `aRetenir` gave of the batches before. */
  readonly retenues: Pick<MemoireDeCles, 'ligneOf'>;
  brutOf(rang: number): string;
};

/**
 * What a batch changes, given the rows of the same keys that are known: those of another file may be changed, those of
 * this file may not, since it cannot say two things of one row. The first of them counts, whether it changed anything or not.
 */
export function trier(autour: Autour, lot: readonly LigneDuLot[]): Tri {
  const known = new Map(autour.connues.map((connue) => [connue.cle, connue]));
  const ici = new Map<string, Premiere>();
  const aAjouter: LigneDuLot[] = [];
  const aReecrire = new Map<string, LigneDuLot>();
  const aRetenir: LigneDuLot[] = [];
  const defauts: { ligne: number; defauts: readonly Defaut[] }[] = [];
  const comptes = {
    lues: lot.length,
    nouvelles: 0,
    modifiees: 0,
    inchangees: 0,
    en_double: 0,
    rejetees: 0,
    defauts: 0,
  };
  for (const lue of lot) {
    const { cle, ligne } = lue;
    const connue = known.get(cle);
    const premiere = ici.get(cle) ?? (connue && premiereOf(autour, connue));
    const preparee = premiere ? repetee(autour, lue, premiere) : lue;
    const issue = issueOf(preparee, connue, premiere);
    comptes[issue] += 1;
    if (issue === 'nouvelles') aAjouter.push(preparee);
    else if ((issue === 'modifiees' || issue === 'rejetees') && !aReecrire.has(preparee.cle)) {
      aReecrire.set(preparee.cle, preparee);
    }
    if (!premiere) {
      ici.set(cle, lue);
      if (connue && issue !== 'modifiees') aRetenir.push(lue);
    }
    if (preparee.defauts.length > 0) defauts.push({ ligne, defauts: preparee.defauts });
    comptes.defauts += preparee.defauts.length;
  }
  return { aAjouter, aReecrire: [...aReecrire.values()], aRetenir, defauts, comptes };
}

/** The first row of a file that has a key. */
type Premiere = Pick<LigneDuLot, 'ligne' | 'empreinte'>;

/** @returns undefined when the batches before had no such row */
function premiereOf({ importId, retenues }: Autour, connue: LigneConnue): Premiere | undefined {
  if (connue.importId === importId) return connue;
  const ligne = retenues.ligneOf(connue.cle);
  return ligne === undefined ? undefined : { ligne, empreinte: connue.empreinte };
}

/** A row that repeats another one of its file, or contradicts it and is rejected. */
function repetee(autour: Autour, lue: LigneDuLot, premiere: Premiere): LigneDuLot {
  const brut = autour.brutOf(lue.rang);
  const isDouble = premiere.empreinte === lue.empreinte;
  const told = [...lue.defauts, defaut('', isDouble ? 'doublon' : 'conflit', brut, `ligne ${premiere.ligne}`)];
  if (isDouble) return { ...lue, defauts: told };
  return { ...lue, ...condensesDeRejet(autour.cles, brut), rejetee: true, defauts: told };
}

function issueOf(
  { rejetee, empreinte }: LigneDuLot,
  connue: LigneConnue | undefined,
  premiere: Premiere | undefined,
): Exclude<keyof Comptes, 'lues' | 'defauts'> {
  if (rejetee) return 'rejetees';
  if (premiere) return 'en_double';
  if (!connue) return 'nouvelles';
  return connue.empreinte === empreinte ? 'inchangees' : 'modifiees';
}

function condensesDeRejet(cles: Cles, brut: string): Pick<LigneDuLot, 'cle' | 'empreinte'> {
  return { cle: cles.rejet(brut), empreinte: digest(brut) };
}

/** 128 bits of SHA-256, in hexadecimal: enough to tell rows apart, and a UUID for PostgreSQL, half the size of an index. */
function digest(text: string): string {
  return hash('sha256', text, 'hex').slice(0, DIGITS);
}

const SEPARATOR = '\u001f';
