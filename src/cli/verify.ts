import { createPublicKey } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { describeReceipt, formatKeyId, printable } from '../modules/journal/domain/describe-receipt.ts';
import { keyIdOf, parsePublicKey, publicKeyHex } from '../modules/journal/domain/head.ts';
import { type Verdict, verifyReceipt } from '../modules/journal/domain/receipt-verify.ts';
import { ok, type Result, refuse } from '../values/result.ts';

/** Where a command writes. Each call is a whole text, with its newlines. */
export type CommandIo = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void };

const AUTHENTIC = 0;
const NOT_AUTHENTIC = 1;
const UNREADABLE = 2;

const USAGE = `Vérifie un accusé remis par Parvis, sans serveur ni base de données.

Usage\u00a0: parvis verify <fichier> [--cle <clé>]…

  --cle <clé>   clé à laquelle vous faites confiance\u00a0: son empreinte, ou un fichier
                qui contient la clé publique (PEM). Peut être répété.
  --aide        affiche cette aide.

Code de sortie\u00a0: 0 accusé authentique, 1 accusé refusé, 2 fichier illisible ou commande mal écrite.
`;

/**
 * `parvis verify <file> [--cle <key>]`. Imports nothing but Node and the pure domain: bundled, it is one file to hand
 * over to whoever doubts, and runs on any Node from 20.19.
 *
 * @returns the exit code: 0 authentic, 1 not, 2 unreadable or wrong usage
 */
export async function verifyCommand(args: readonly string[], io: CommandIo): Promise<0 | 1 | 2> {
  const asked = readArguments(args);
  if (!asked.ok) {
    io.stderr(`${asked.error}\n\n${USAGE}`);
    return UNREADABLE;
  }
  if (asked.value.help) {
    io.stdout(USAGE);
    return AUTHENTIC;
  }
  const bytes = await readReceipt(asked.value.file);
  const trustedKeys = await readKeys(asked.value.keys);
  if (!bytes.ok || !trustedKeys.ok) {
    for (const input of [bytes, trustedKeys]) if (!input.ok) io.stderr(`${input.error}\n`);
    return UNREADABLE;
  }
  const verdict = verifyReceipt(bytes.value, trustedKeys.value.length > 0 ? { trustedKeys: trustedKeys.value } : {});
  io.stdout(describeVerdict(verdict));
  return verdict.ok ? AUTHENTIC : NOT_AUTHENTIC;
}

type Arguments = { readonly help: boolean; readonly file: string; readonly keys: readonly string[] };

function readArguments(args: readonly string[]): Result<Arguments> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { cle: { type: 'string', multiple: true }, aide: { type: 'boolean' }, help: { type: 'boolean' } },
    });
    const help = values.aide === true || values.help === true;
    const [file, ...others] = positionals;
    if (help) return ok({ help, file: '', keys: [] });
    if (file === undefined) return refuse('Indiquez le fichier de l’accusé à vérifier.');
    if (others.length > 0) return refuse('Indiquez un seul fichier à la fois.');
    return ok({ help, file, keys: values.cle ?? [] });
  } catch {
    return refuse('Cette commande n’est pas comprise.');
  }
}

/** A file this big is no receipt; it is not even read. */
const LARGEST_FILE = 64 * 1024 * 1024;

async function readReceipt(file: string): Promise<Result<Uint8Array>> {
  try {
    if ((await stat(file)).size > LARGEST_FILE) return refuse(`${printable(file)} est trop gros pour être un accusé.`);
    return ok(await readFile(file));
  } catch (error) {
    return refuse(`${printable(file)} ne peut pas être lu${reasonOf(error)}.`);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return '\u00a0: ce fichier n’existe pas';
  if (code === 'EISDIR') return '\u00a0: c’est un dossier';
  if (code === 'EACCES' || code === 'EPERM') return '\u00a0: l’accès est refusé';
  return '';
}

async function readKeys(keys: readonly string[]): Promise<Result<string[]>> {
  const ids: string[] = [];
  for (const key of keys) {
    const id = fingerprint(key) ?? (await keyIdOfFile(key));
    if (id === undefined) {
      return refuse(
        `${printable(key)} n’est ni l’empreinte d’une clé, ni un fichier qui contient une clé publique Ed25519.`,
      );
    }
    ids.push(id);
  }
  return ok(ids);
}

/** A fingerprint as it is published or read aloud: capitals, spaces and colons do not matter. */
function fingerprint(text: string): string | undefined {
  const id = text.replace(/[\s:-]/g, '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(id) ? id : undefined;
}

async function keyIdOfFile(file: string): Promise<string | undefined> {
  try {
    const text = (await readFile(file, 'utf8')).trim();
    const hex = parsePublicKey(text).ok ? text : publicKeyHex(createPublicKey(text));
    return parsePublicKey(hex).ok ? keyIdOf(hex) : undefined;
  } catch {
    return undefined;
  }
}

function describeVerdict(verdict: Verdict): string {
  if (!verdict.ok) return `REFUSÉ. ${printable(verdict.reason)}\n`;
  const { receipt, keyId, keyTrusted } = verdict;
  const lines = describeReceipt(receipt).map(({ label, text }) => `  ${label.padEnd(13)} ${text}`);
  const key = `  ${'Clé'.padEnd(13)} ${formatKeyId(keyId)}`;
  const title = keyTrusted
    ? 'AUTHENTIQUE. L’accusé est intact et signé par une clé à laquelle vous faites confiance.'
    : 'INTACT. L’accusé est cohérent et signé, mais rien ne dit encore par qui\u00a0: voyez ci-dessous.';
  return `${[title, '', ...lines, key, ...(keyTrusted ? [] : ['', warning(receipt.head.origin)])].join('\n')}\n`;
}

function warning(origin: string): string {
  return `ATTENTION\u00a0: aucune clé de confiance n’a été donnée, et n’importe qui peut fabriquer un accusé
avec une clé à lui. Comparez l’empreinte de la clé avec celle publiée sur
  ${printable(origin)}/journal/cles
en tapant vous-même cette adresse si vous la reconnaissez, ou relancez avec --cle <empreinte>.`;
}
