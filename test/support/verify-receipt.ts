import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../src/platform/root.ts';

/** Runs the verifier that anyone can run, on a receipt alone. @returns its exit code: 0 when it proves its deposit */
export async function verifyReceipt(receipt: Uint8Array): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-accuse-'));
  try {
    const file = join(folder, 'accuse.json');
    await writeFile(file, receipt);
    const verifier = spawn(process.execPath, [join(ROOT, 'build/parvis-verify.mjs'), file], { stdio: 'ignore' });
    const [code] = await once(verifier, 'exit');
    return Number(code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
