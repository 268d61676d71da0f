// Writes docs/configuration.md from what the program itself reads: « node scripts/document-configuration.ts ».
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidConfiguration, readConfig } from '../src/platform/config/config.ts';
import { type Variable, variables } from '../src/platform/config/variables.ts';
import { punctuate } from '../src/values/typography.ts';

export const DOCUMENT = join(import.meta.dirname, '..', 'docs', 'configuration.md');

/** Every variable, what it must be, what it is when it is not given, and whether production asks for it. */
export function configurationDocument(): string {
  const required = requiredInProduction();
  const rows = Object.entries(variables).map(([name, variable]) => row(name, variable, required.has(name)));
  return `${punctuate([...HEADER, ...rows].join('\n'))}\n`;
}

const HEADER = [
  '<!-- Écrit par « node scripts/document-configuration.ts » depuis src/platform/config/variables.ts. -->',
  '',
  '# Configuration',
  '',
  'Parvis se règle par des variables d’environnement, et par elles seules. Une valeur refusée arrête le démarrage avec le',
  'nom de chaque variable en cause et ce qui est attendu. En démonstration (`npm start`), aucune n’est nécessaire.',
  '',
  'La colonne « production » dit ce que `PARVIS_MODE=production` exige. Voir aussi le guide de',
  '[mise en production](guide/mise-en-production.md).',
  '',
  '| Variable | À quoi elle sert | Attendu | Sans elle | Production |',
  '|---|---|---|---|---|',
];

function row(name: string, { schema, attendu, doc }: Variable, required: boolean): string {
  const missing = asTyped(schema.safeParse(undefined).data);
  const cells = [`\`${name}\``, doc, attendu, missing === undefined ? '' : `\`${missing}\``, required ? 'exigée' : ''];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** A switch is set by a word. */
function asTyped(value: unknown): unknown {
  return typeof value === 'boolean' ? (value ? 'oui' : 'non') : value;
}

/** Asked from the program rather than from a list: what does it say of a production where nothing is set? */
function requiredInProduction(): ReadonlySet<string> {
  try {
    readConfig({ PARVIS_MODE: 'production' });
  } catch (error) {
    if (error instanceof InvalidConfiguration) return new Set(error.problems.map((line) => line.split(/\s/)[0] ?? ''));
    throw error;
  }
  throw new Error('A production without any variable was accepted');
}

if (import.meta.main) {
  writeFileSync(DOCUMENT, configurationDocument());
  console.log('Écrit : docs/configuration.md');
}
