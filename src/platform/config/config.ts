import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from '../root.ts';
import { type Keys, readKeys } from './keys.ts';
import { type Values, type VariableName, variables } from './variables.ts';

export type Config = Values & {
  readonly production: boolean;
  /** Absolute path of the local data. */
  readonly dataDir: string;
  /** Address that browsers see, without a final slash. */
  readonly publicUrl: string;
  /** True when browsers come over https: `__Host-` cookies and HSTS. */
  readonly secure: boolean;
  readonly secret: string;
  readonly cles: Keys;
};

/** One line per wrong variable; `message` lists them all, so that a start fails once, not one variable at a time. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`Configuration refusée :\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Reads and checks the whole configuration.
 * @throws InvalidConfiguration naming every wrong variable and what it should be.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const { values, refused } = parseValues(env, problems);
  problems.push(
    ...(values.PARVIS_MODE === 'production' ? productionProblems(values, refused) : []),
    ...pairProblems(values, refused),
  );
  const cles = readKeys(values, problems);
  if (problems.length > 0) throw new InvalidConfiguration(problems);
  const dataDir = resolve(ROOT, values.DATA_DIR);
  const publicUrl = (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, '');
  return {
    ...values,
    production: values.PARVIS_MODE === 'production',
    dataDir,
    publicUrl,
    secure: publicUrl.startsWith('https://'),
    secret: values.SECRET ?? demonstrationSecret(dataDir),
    cles,
  };
}

/** @returns with the values, the variables that were given and are wrong: they are told of once. */
function parseValues(env: Readonly<Record<string, string | undefined>>, problems: string[]) {
  const refused = new Set<VariableName>();
  const entries = (Object.keys(variables) as VariableName[]).map((name) => {
    const raw = env[name];
    const parsed = variables[name].schema.safeParse(raw === '' ? undefined : raw);
    if (!parsed.success) {
      problems.push(`${name} : attendu ${variables[name].attendu}`);
      refused.add(name);
    }
    return [name, parsed.data] as const;
  });
  return { values: Object.fromEntries(entries) as Values, refused };
}

const REQUIRED_IN_PRODUCTION: readonly VariableName[] = [
  'PUBLIC_URL',
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'SECRET',
  'FRANCECONNECT_ISSUER',
  'FRANCECONNECT_CLIENT_ID',
  'FRANCECONNECT_CLIENT_SECRET',
  'PROCONNECT_ISSUER',
  'PROCONNECT_CLIENT_ID',
  'PROCONNECT_CLIENT_SECRET',
  'API_PARTICULIER_URL',
  'SMTP_URL',
  'MAIL_FROM',
];

const HTTPS_IN_PRODUCTION: readonly VariableName[] = [
  'PUBLIC_URL',
  'FRANCECONNECT_ISSUER',
  'PROCONNECT_ISSUER',
  'API_PARTICULIER_URL',
  'API_ENTREPRISE_URL',
  'RECHERCHE_ENTREPRISES_URL',
  'BAN_URL',
  'GEO_URL',
  'S3_ENDPOINT',
];

/** Production refuses simulators, default secrets and plain http. */
function productionProblems(values: Values, refused: Refused): string[] {
  const missing = REQUIRED_IN_PRODUCTION.filter((name) => !isGiven(values, name, refused));
  const plain = HTTPS_IN_PRODUCTION.filter((name) => String(values[name] ?? 'https:').startsWith('http:'));
  return [
    ...missing.map((name) => `${name} : obligatoire en production, attendu ${variables[name].attendu}`),
    ...plain.map((name) => `${name} : doit être en https en production`),
  ];
}

/** A private key may stand for a secret. */
const INSTEAD: Partial<Record<VariableName, VariableName>> = {
  FRANCECONNECT_CLIENT_SECRET: 'FRANCECONNECT_CLE',
  PROCONNECT_CLIENT_SECRET: 'PROCONNECT_CLE',
};

/** The sender of the demonstration: no relay takes a message from a domain that does not exist. */
const EXEMPLE = /@parvis\.example>?$/;

type Refused = ReadonlySet<VariableName>;

function isGiven(values: Values, name: VariableName, refused: Refused): boolean {
  const other = INSTEAD[name];
  const isExample = name === 'MAIL_FROM' && EXEMPLE.test(values.MAIL_FROM ?? '');
  return (
    refused.has(name) ||
    (values[name] !== undefined && !isExample) ||
    (other !== undefined && values[other] !== undefined)
  );
}

/** Variables that only make sense together. */
function pairProblems(values: Values, refused: Refused): string[] {
  const groups: readonly (readonly VariableName[])[] = [
    ['DATABASE_URL', 'DATABASE_OWNER_URL'],
    ['FRANCECONNECT_ISSUER', 'FRANCECONNECT_CLIENT_ID', 'FRANCECONNECT_CLIENT_SECRET'],
    ['PROCONNECT_ISSUER', 'PROCONNECT_CLIENT_ID', 'PROCONNECT_CLIENT_SECRET'],
    ['API_ENTREPRISE_URL', 'API_ENTREPRISE_JETON'],
    ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  ];
  // What production demands anyway is told once.
  const told: readonly VariableName[] = values.PARVIS_MODE === 'production' ? REQUIRED_IN_PRODUCTION : [];
  return groups.flatMap((names) => {
    const given = names.filter((name) => isGiven(values, name, refused));
    if (given.length === 0 || given.length === names.length) return [];
    const absent = names.filter((name) => !isGiven(values, name, refused) && !told.includes(name));
    return absent.map((name) => `${name} : obligatoire avec ${given.join(' et ')}`);
  });
}

/** A secret of this installation, drawn once: never one that everybody knows, even in demonstration. */
function demonstrationSecret(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'secret');
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}
