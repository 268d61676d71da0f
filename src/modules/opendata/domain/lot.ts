import { hash } from 'node:crypto';
import { type Defaut, defaut, isErreur } from './defaut.ts';
import type { TypeImport } from './type-import.ts';

/** A row ready to be written. */
export type LignePreparee = {
  readonly ligne: number;
  /** The natural key digested, so that the same row is found again wherever it comes from. */
  readonly cle: string;
  /** What the row says, digested, so that reading it again changes nothing. */
  readonly empreinte: string;
  readonly brut: string;
  /** What was read, as JSON: written once, digested and stored. Null when the row is rejected. */
  readonly valeurs: string | null;
  readonly defauts: readonly Defaut[];
};

/** A row that the database holds already. */
export type LigneConnue = {
  readonly cle: string;
  readonly empreinte: string;
  readonly importId: string;
  readonly ligne: number;
};

export type RangeeLue = {
  readonly numero: number;
  readonly brut: string;
  readonly cellules: Readonly<Record<string, string>> | undefined;
  readonly precision: string;
};

/** Reads one row of a file. Whatever is wrong with it, its text is kept. */
export function preparer(
  organisationId: string,
  type: Pick<TypeImport, 'id' | 'format' | 'lire'>,
  rangee: RangeeLue,
): LignePreparee {
  const { numero: ligne, brut, cellules, precision } = rangee;
  if (!cellules) {
    const code = type.format === 'csv' ? 'nombre_de_cellules' : 'objet_illisible';
    return rejeter({ organisationId, type: type.id, ligne, brut, defauts: [defaut('', code, brut, precision)] });
  }
  const { cle, valeurs, defauts } = type.lire(cellules);
  if (defauts.some(isErreur)) return rejeter({ organisationId, type: type.id, ligne, brut, defauts });
  const json = JSON.stringify(valeurs);
  return {
    ligne,
    brut,
    cle: digest(`${organisationId}${SEPARATOR}${type.id}${SEPARATOR}ligne${SEPARATOR}${cle}`),
    empreinte: digest(json),
    valeurs: json,
    defauts,
  };
}

export type Tri = {
  /** Their keys are new. */
  readonly aAjouter: readonly LignePreparee[];
  /** Changed ones, and rejected ones, which may be known. Each key once, as above. */
  readonly aReecrire: readonly LignePreparee[];
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

/**
 * What a batch changes, given the rows of the same keys that are known: those of another file may be changed, those of
 * this file may not, since it cannot say two things of one row.
 */
export function trier(
  context: { readonly organisationId: string; readonly type: string; readonly importId: string },
  lot: readonly LignePreparee[],
  connues: readonly LigneConnue[],
): Tri {
  const { importId } = context;
  const known = new Map(connues.map((connue) => [connue.cle, connue]));
  const aAjouter: LignePreparee[] = [];
  const aReecrire = new Map<string, LignePreparee>();
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
    const { cle, empreinte, ligne } = lue;
    const before = known.get(cle);
    const sameFile = before?.importId === importId;
    let [preparee, told] = [lue, lue.defauts];
    if (before && sameFile) {
      const where = `ligne ${before.ligne}`;
      const isDouble = before.empreinte === empreinte;
      told = [...told, defaut('', isDouble ? 'doublon' : 'conflit', lue.brut, where)];
      if (!isDouble) preparee = rejeter({ ...context, ...lue });
    }
    const issue = issueOf(preparee, before, sameFile);
    comptes[issue] += 1;
    if (issue === 'nouvelles') aAjouter.push(preparee);
    else if (issue === 'modifiees' || issue === 'rejetees') aReecrire.set(preparee.cle, preparee);
    if (!before || issue === 'modifiees') known.set(cle, { cle, empreinte, ligne, importId });
    if (told.length > 0) defauts.push({ ligne, defauts: told });
    comptes.defauts += told.length;
  }
  return { aAjouter, aReecrire: [...aReecrire.values()], defauts, comptes };
}

function issueOf(
  { valeurs, empreinte }: LignePreparee,
  before: LigneConnue | undefined,
  sameFile: boolean,
): Exclude<keyof Comptes, 'lues' | 'defauts'> {
  if (valeurs === null) return 'rejetees';
  if (!before) return 'nouvelles';
  if (sameFile) return 'en_double';
  return before.empreinte === empreinte ? 'inchangees' : 'modifiees';
}

type ARejeter = Pick<LignePreparee, 'ligne' | 'brut' | 'defauts'> & {
  readonly organisationId: string;
  readonly type: string;
};

/** Its natural key cannot be trusted: its text stands for it. */
function rejeter({ organisationId, type, ligne, brut, defauts }: ARejeter): LignePreparee {
  const empreinte = digest(brut);
  const cle = digest(`${organisationId}${SEPARATOR}${type}${SEPARATOR}rejet${SEPARATOR}${brut}`);
  return { ligne, brut, cle, empreinte, valeurs: null, defauts };
}

/** 128 bits of SHA-256, in hexadecimal: enough to tell rows apart, and a UUID for PostgreSQL, half the size of an index. */
function digest(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}

const SEPARATOR = '\u001f';
