import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

let noms: ReadonlyMap<string, string> | undefined;

/** « Vienne (86) ». A code that the geographic code does not have is shown as it is. */
export function nomDuDepartement(code: string): string {
  noms ??= new Map(read().map((one) => [one.code, one.nom]));
  const nom = noms.get(code);
  return nom === undefined ? code : `${nom.replaceAll("'", '’')} (${code})`;
}

/** Some 10 kB, read when they are first needed. */
function read(): readonly { readonly code: string; readonly nom: string }[] {
  const path = createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/data/departements.json');
  return JSON.parse(readFileSync(path, 'utf8'));
}
