import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../src/platform/root.ts';

type Manifest = { readonly scripts: { readonly start: string } };

/** What `npm start` gives to Node, for whoever starts the program in its place. */
export const START_FLAGS: readonly string[] = flagsOf(
  (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest).scripts.start,
);

/** The options of Node in a command: those before its script. */
export function flagsOf(command: string): readonly string[] {
  return command.split(' ').filter((word) => word.startsWith('--'));
}
