#!/usr/bin/env node
// `parvis`: builds when needed, then runs the command on the Node that the project pins. Plain JavaScript that any Node
// from 20.19 runs. `verify` stays on the Node that is there: a proof must not depend on what the project installs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command, ...args] = process.argv.slice(2);

try {
  const { ensureBuilt } = await import('../scripts/build.js');
  await ensureBuilt();
} catch (error) {
  const reason = error instanceof Error ? error.message : error;
  if (!existsSync(join(root, 'build', 'parvis.js'))) {
    console.error(`Parvis n’a pas pu être construit : ${reason}`);
    process.exit(1);
  }
  // An installation without the tools that build, or a source being edited: what is there serves.
  console.error(`Attention : la dernière construction sert, une nouvelle a échoué (${reason}).`);
}
if (command === 'verify') {
  const verifier = join(root, 'build', 'parvis-verify.mjs');
  process.argv = [process.argv[0], verifier, ...args];
  await import(pathToFileURL(verifier).href);
} else {
  runOnPinnedNode(join(root, 'build', 'parvis.js'), process.argv.slice(2));
}

function runOnPinnedNode(file, argv) {
  const pinned = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  const node = existsSync(pinned) ? pinned : process.execPath;
  const child = spawn(node, ['--enable-source-maps', file, ...argv], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  // The terminal sends Ctrl-C to both: the command ends in its own way, and this process reports how.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(`Parvis n’a pas pu démarrer : ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
  });
}
