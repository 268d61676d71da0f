import { run } from './run.ts';

/** `parvis`, on the Node that the project pins: see bin/parvis.js. */
process.exitCode = await run(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  env: process.env,
});
