import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Database } from '../../platform/db/database.ts';
import { ok, type Result, refuse } from '../../values/result.ts';
import type { AuditReport } from './domain/audit-report.ts';
import { isHex } from './domain/bytes.ts';
import { formatKeyId } from './domain/describe-receipt.ts';
import { isCount, isPlainObject } from './domain/shape.ts';
import { type AuditOptions, audit } from './use-cases/audit.ts';

export type AuditCommandIo = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void };

const USAGE = `Recalcule tout le journal et dit s’il est intact.

Usage\u00a0: parvis journal audit [--tetes <fichier>]… [--cle <empreinte>]… [--certificat <fichier>]…

  --tetes <fichier>       têtes publiées, ou accusé, que vous avez gardés (JSON)\u00a0: sans cela, un journal
                          entièrement réécrit par qui détient la clé passerait pour intact. Peut être répété.
  --cle <empreinte>       clé qui avait le droit de signer. Peut être répété.
  --certificat <fichier>  autorité d’horodatage de confiance (PEM). Peut être répété.

Code de sortie\u00a0: 0 journal intact, 1 journal altéré, 2 fichier illisible ou commande mal écrite.
`;

/** `parvis journal audit`. @returns the exit code: 0 intact, 1 altered, 2 unreadable or wrong usage */
export async function auditCommand(args: readonly string[], io: AuditCommandIo, db: Database): Promise<0 | 1 | 2> {
  const options = await readOptions(args);
  if (!options.ok) {
    io.stderr(`${options.error}\n\n${USAGE}`);
    return 2;
  }
  const report = await audit(db, options.value);
  io.stdout(describe(report, options.value));
  return report.ok ? 0 : 1;
}

function describe(report: AuditReport, { anchors, trustedKeys }: AuditOptions): string {
  if (!report.ok) {
    const { expected, found, position, reason } = report.broken;
    const lines = [`ALTÉRÉ. ${reason}`];
    if (position >= 0) lines.push(`  Position   ${position}`);
    if (expected) lines.push(`  Attendu    ${expected}`);
    if (found) lines.push(`  Trouvé     ${found}`);
    return `${lines.join('\n')}\n`;
  }
  const lines = [
    'INTACT. Chaque écriture, chaque nœud et chaque tête ont été recalculés.',
    `  Écritures    ${report.entries}, et ${report.waiting} en attente de leur place`,
    `  Têtes        ${report.heads}, dont ${report.timestamps} horodatées`,
    ...(report.root === null ? [] : [`  Racine       ${report.root}`]),
    ...(trustedKeys ?? []).map((keyId) => `  Clé          ${formatKeyId(keyId)}`),
  ];
  if (!anchors)
    lines.push(
      '',
      'Sans têtes gardées ailleurs (--tetes), une réécriture complète par qui détient la clé ne se verrait pas.',
    );
  return `${lines.join('\n')}\n`;
}

async function readOptions(args: readonly string[]): Promise<Result<AuditOptions>> {
  const parsed = parse(args);
  if (!parsed) return refuse('Cette commande n’est pas comprise.');
  const keys = parsed.cle?.map((key) => key.replace(/[\s:-]/g, '').toLowerCase());
  if (keys?.some((key) => !isHex(key, 16))) return refuse('Une empreinte de clé a 32 chiffres hexadécimaux.');
  try {
    const certificates = parsed.certificat && (await readTexts(parsed.certificat));
    const kept = parsed.tetes && (await readTexts(parsed.tetes)).map(readAnchors);
    if (kept?.some((anchors) => anchors.length === 0))
      return refuse('Un des fichiers ne contient pas de têtes publiées.');
    return ok({
      ...(keys && { trustedKeys: keys }),
      ...(certificates && { trustedCertificates: certificates }),
      ...(kept && { anchors: kept.flat() }),
    });
  } catch {
    return refuse('Un des fichiers ne peut pas être lu.');
  }
}

function parse(args: readonly string[]) {
  try {
    const several = { type: 'string', multiple: true } as const;
    return parseArgs({ args: [...args], options: { tetes: several, cle: several, certificat: several } }).values;
  } catch {
    return undefined;
  }
}

function readTexts(files: readonly string[]): Promise<string[]> {
  return Promise.all(files.map((file) => readFile(file, 'utf8')));
}

/**
 * A list of published heads, a single one, or a receipt, whose head is as good; only their size and root matter here.
 *
 * @returns none when anything else is among them
 */
function readAnchors(text: string): { size: number; root: string }[] {
  const json: unknown = JSON.parse(text);
  const heads = (Array.isArray(json) ? json : [json]).map((item: unknown) =>
    isPlainObject(item) && isPlainObject(item['head']) ? item['head'] : item,
  );
  const anchors = heads.flatMap((head: unknown) =>
    isPlainObject(head) && isCount(head['size']) && isHex(head['root'], 32)
      ? [{ size: head['size'], root: head['root'] }]
      : [],
  );
  return anchors.length === heads.length ? anchors : [];
}
