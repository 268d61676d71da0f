// `npm run dev`: builds, starts the server, and does both again when a source changes. A build that fails leaves the
// running server as it is. Plain JavaScript, for the Node that the project pins.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.js';

const root = join(import.meta.dirname, '..');
const SOURCES = ['src', 'web', 'simulators', 'catalogue'];
/** Editors write a file in several steps, and a branch changes many files at once. */
const QUIET_MS = 100;

let server;
let stopping = false;
let working = Promise.resolve();
let timer;

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
for (const folder of SOURCES) watch(join(root, folder), { recursive: true }, soon);
restart();

function soon(_event, file) {
  if (file && /\.test\.tsx?$/.test(file)) return;
  clearTimeout(timer);
  timer = setTimeout(restart, QUIET_MS);
}

/** One restart at a time; changes that arrive meanwhile make one more. */
function restart() {
  working = working.then(async () => {
    if (stopping || !(await built())) return;
    await stopServer();
    if (!stopping) startServer();
  });
}

/** esbuild says itself what it does not understand. */
async function built() {
  try {
    await ensureBuilt();
    return true;
  } catch (error) {
    if (!Array.isArray(error?.errors)) throw error;
    console.error('\n  La construction a échoué : le serveur reste tel qu’il était. Corrigez, puis enregistrez.\n');
    return false;
  }
}

function startServer() {
  const child = spawn(process.execPath, [join(root, 'build', 'main.js')], { cwd: root, stdio: 'inherit' });
  child.once('exit', (code) => {
    if (server === child) server = undefined;
    if (!stopping && code) console.error(`\n  Le serveur s’est arrêté (code ${code}). Corrigez, puis enregistrez.\n`);
  });
  server = child;
}

async function stopServer() {
  const child = server;
  if (!child) return;
  server = undefined;
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

/** On Ctrl-C the terminal tells the server too: it is given the time to finish, and nothing is cut. */
async function stop() {
  if (stopping) return;
  stopping = true;
  clearTimeout(timer);
  await working;
  await stopServer();
  process.exit(0);
}
