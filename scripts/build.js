// Bundles the server, the command line, the verifier and the browser's files with esbuild: some 0.2 s, only when a
// source changed. Plain JavaScript, so that any Node can run it before anything is built.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'build', 'stamp');

/** The style sheets, for the browsers of 2021: old phones read every page with its colours. Tests weigh what this makes. */
export const STYLES = {
  absWorkingDir: root,
  entryPoints: {
    parvis: 'src/platform/html/styles/parvis.css',
    wide: 'src/platform/html/styles/wide.css',
    dossier: 'src/platform/html/styles/dossier.css',
  },
  bundle: true,
  minify: true,
  charset: 'utf8',
  target: ['chrome90', 'firefox90', 'safari14.1'],
  loader: { '.woff2': 'file' },
  logLevel: 'warning',
};

/** What runs in every page. What only some pages need is a file of its own, which they ask for. */
export const SCRIPTS = {
  absWorkingDir: root,
  entryPoints: { page: 'web/page.ts' },
  bundle: true,
  minify: true,
  target: 'es2020',
  format: 'esm',
  splitting: true,
  chunkNames: '[name]-[hash]',
  logLevel: 'warning',
};

/** Builds when a source is newer than the last build. Two processes may do it at once: both write the same. */
export async function ensureBuilt() {
  const stamp = sourcesStamp();
  const current = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
  if (!current) await build(stamp);
  return !current;
}

async function build(stamp) {
  const esbuild = await import('esbuild');
  rmSync(join(root, 'build', 'assets'), { recursive: true, force: true });
  const common = {
    absWorkingDir: root,
    bundle: true,
    logLevel: 'warning',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  };
  const node = { ...common, platform: 'node', format: 'esm', sourcemap: 'linked' };
  const browser = { outdir: 'build/assets', entryNames: '[name]-[hash]', assetNames: '[name]-[hash]' };
  await Promise.all([
    esbuild.build({
      ...node,
      entryPoints: {
        main: 'src/main.ts',
        parvis: 'src/cli/main.ts',
        // Threads are files of their own.
        'fil-de-lecture': 'src/modules/opendata/fichiers/fil-de-lecture.ts',
      },
      outdir: 'build',
      target: 'node26',
      packages: 'external',
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
    }),
    esbuild.build({
      ...node,
      sourcemap: false,
      entryPoints: { 'parvis-verify': 'src/cli/verify-main.ts' },
      outdir: 'build',
      outExtension: { '.js': '.mjs' },
      target: 'node20',
    }),
    esbuild.build({ ...STYLES, ...browser }),
    esbuild.build({ ...SCRIPTS, ...browser }),
  ]);
  writeFileSync(stampFile, stamp);
}

/** Names, sizes and times of every source: cheap, and changed by any edit, addition or removal. */
function sourcesStamp() {
  const lines = [];
  for (const folder of ['src', 'web', 'simulators', 'scripts']) collect(join(root, folder), lines);
  for (const file of ['package.json', 'package-lock.json']) describe(join(root, file), lines);
  return lines.join('\n');
}

function collect(folder, lines) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) collect(path, lines);
    else if (!/\.test\.tsx?$/.test(entry.name)) describe(path, lines);
  }
}

function describe(path, lines) {
  const { mtimeMs, size } = statSync(path);
  lines.push(`${path} ${size} ${mtimeMs}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const built = await ensureBuilt();
  console.log(built ? 'Construit dans build/.' : 'Rien n’a changé : build/ est à jour.');
}
