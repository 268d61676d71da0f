// `npm run bench [name…]`: bundles each benchmark of bench/ with esbuild, then runs it on the Node of the project.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ensureBuilt } from './build.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const asked = process.argv.slice(2);
const names = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .filter((name) => asked.length === 0 || asked.includes(name));

// What a benchmark starts as a program or as a thread is the one that is shipped.
await ensureBuilt();
await build({
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node26',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  outdir: 'build/bench',
  entryPoints: Object.fromEntries(names.map((name) => [name, `bench/${name}.ts`])),
});
for (const name of names) {
  console.log(`\n${name}`);
  const { run } = await import(pathToFileURL(join(root, 'build', 'bench', `${name}.js`)).href);
  await run(({ what, value, unit, limit, goal }) => {
    const verdict =
      limit === undefined
        ? goal === undefined
          ? ''
          : value >= goal
            ? `  (but ${goal} : atteint)`
            : `  (but ${goal} : MANQUÉ)`
        : value <= limit
          ? `  (limite ${limit} : tenue)`
          : `  (limite ${limit} : DÉPASSÉE)`;
    console.log(`  ${what.padEnd(60)} ${value.toLocaleString('fr')} ${unit}${verdict}`);
  });
}
