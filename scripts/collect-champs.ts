// Writes src/modules/demarches/champs/index.ts: one folder of champs/ is one type of champ. After adding a folder:
//   node scripts/collect-champs.ts
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../src/modules/demarches/champs');

/**
 * The registry, as TypeScript. The folder `texte-long` holds the type `texte_long`: `definition.ts` exports `texteLong`,
 * `parse.ts` exports `texteLongParser` and `view.tsx` exports `texteLongView`.
 */
export function registreSource(dossiers: readonly string[]): string {
  const types = [...dossiers].sort().map((dossier) => ({ dossier, nom: camelCase(dossier) }));
  return [
    '// Written by scripts/collect-champs.ts from the folders beside it: run it again rather than edit this.',
    "import { champType, type Registre } from '../domain/champ.ts';",
    "import { creerRegistre } from '../domain/registre.ts';",
    ...types.flatMap(({ dossier, nom }) => [
      `import { ${nom} } from './${dossier}/definition.ts';`,
      `import { ${nom}Parser } from './${dossier}/parse.ts';`,
      `import { ${nom}View } from './${dossier}/view.tsx';`,
    ]),
    '',
    'export const registreDesChamps: Registre = creerRegistre([',
    ...types.map(({ nom }) => `  champType(${nom}, ${nom}Parser, ${nom}View),`),
    ']);',
    '',
  ].join('\n');
}

/** Names of the folders of champs/, one a type. */
export function dossiersDesChamps(): readonly string[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function camelCase(dossier: string): string {
  return dossier.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

if (import.meta.main) {
  writeFileSync(join(FOLDER, 'index.ts'), registreSource(dossiersDesChamps()));
}
