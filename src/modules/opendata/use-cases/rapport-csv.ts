import type { Noyau } from '../../../platform/services.ts';
import { CSV_END, csvLine, inertCell } from '../domain/csv.ts';
import { graviteOf, parseCodeDefaut, problemeOf, remedeOf } from '../domain/defaut.ts';
import { type CleDefaut, type DefautListe, listDefauts } from '../storage/defauts.ts';

const PAGE = 2_000;
const UTF8_MARK = '\ufeff';

/**
 * Every defect of an import, for people: UTF-8 with its mark and semicolons, so that French spreadsheets open it as it
 * is, and no cell that they would run. Read page by page, however many there are.
 */
export async function* rapportCsv({ db }: Noyau, organisationId: string, importId: string): AsyncGenerator<string> {
  yield `${UTF8_MARK}${csvLine(['ligne', 'colonne', 'valeur', 'gravite', 'defaut', 'lu_ou_attendu', 'que_faire'], ';')}${CSV_END}`;
  let apres: CleDefaut | undefined;
  do {
    const from = apres;
    const page = await db.read({ organisation: organisationId }, (tx) =>
      listDefauts(tx, importId, { taille: PAGE, ...(from && { apres: from }) }),
    );
    yield page.slice(0, PAGE).map(lineOf).join('');
    apres = page.length > PAGE ? page[PAGE - 1] : undefined;
  } while (apres);
}

function lineOf({ ligne, colonne, valeur, code, precision }: DefautListe): string {
  const known = parseCodeDefaut(code);
  const sentences = known
    ? [graviteOf(known), problemeOf(known), precision, remedeOf(known)]
    : ['', code, precision, ''];
  return csvLine([String(ligne), colonne, valeur, ...sentences].map(inertCell), ';') + CSV_END;
}
