import { verifyCommand } from './verify.ts';

/** The verifier alone: built into one file, it runs on any Node from 20.19 and may be handed to whoever doubts. */
process.exitCode = await verifyCommand(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
});
