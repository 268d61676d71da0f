// `npm start`: builds when needed, then runs the server on the Node that the project pins.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from '../scripts/build.js';

if (typeof Temporal === 'undefined') {
  console.error('Parvis demande le Node du projet : lancez « npm start », ou « node_modules/.bin/node bin/start.js ».');
  process.exit(1);
}
if (await ensureBuilt()) console.log('  Construction du programme… fait');
await import(pathToFileURL(join(import.meta.dirname, '..', 'build', 'main.js')).href);
