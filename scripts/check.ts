// `npm run check`: the checks of package.json at once, for most are alone on one core. What one says is told in one piece
// when it ends, and only when it fails.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { styleText } from 'node:util';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };
const checks = Object.entries(scripts).filter(([name]) => name.startsWith('check:'));

const env = {
  ...process.env,
  // As npm does: the programs of the project before those of the machine.
  PATH: [resolve('node_modules', '.bin'), process.env['PATH']].join(delimiter),
  ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
};

const passed = await Promise.all(checks.map(([name, command]) => check(name, command)));
const failed = checks.filter((_, index) => !passed[index]).map(([name]) => name);
if (failed.length > 0) {
  console.log(styleText('red', `Failed: ${failed.join(', ')}.`));
  process.exitCode = 1;
}

/** Not through `node --run`, for which a program that a signal stops has passed. */
function check(name: string, command: string): Promise<boolean> {
  const begun = performance.now();
  const told: Buffer[] = [];
  const child = spawn(command, { env, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => told.push(chunk));
  return new Promise((ended) => {
    child.on('close', (code) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      if (code === 0) console.log(`${styleText('green', '✓')} ${name}, ${seconds} s`);
      else console.log(`${styleText('red', '✗')} ${name}, ${seconds} s\n\n${Buffer.concat(told)}`);
      ended(code === 0);
    });
  });
}
