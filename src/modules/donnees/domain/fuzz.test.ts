import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../../platform/root.ts';
import { mulberry32 } from '../../../values/seeded-random.ts';
import { contexteDe } from '../testing/personnes.ts';
import { REPONSES } from '../testing/reponses.ts';
import { issueOf } from './issue.ts';
import type { ContexteLecture } from './lecture.ts';
import type { RouteApi } from './route.ts';
import { routes, tableDesRoutes } from './routes/index.ts';

/**
 * Answers of API Particulier, spoilt in every way: 10 000 of them, from a seed, so that a failure comes back. None may
 * throw, none may give a value of a wrong shape, and none that names somebody else may pass for the person's.
 */
const CASES = 10_000;
const SEED = Number(process.env['GRAINE'] ?? 20_261_124);

const SANDBOX = ['..', join('..', '..')]
  .map((above) => join(ROOT, above, 'shared', 'data', 'api-particulier'))
  .find((folder) => existsSync(folder));

if (!SANDBOX) {
  process.stderr.write(
    '\nFUZZ: the sandbox of API Particulier is not in ../shared/data: only our own answers are spoilt.\n\n',
  );
}

type Graine = { readonly route: RouteApi; readonly text: string };

const SANDBOX_SEEDS = sandbox();

// Some two seconds; the limit is for machines that do much else.
test(`${CASES} spoilt answers`, () => {
  const random = mulberry32(SEED);
  const seeds = [...ours(), ...SANDBOX_SEEDS];
  expect(seeds.length).toBeGreaterThan(SANDBOX ? 200 : 15);
  const outcomes = new Map<string, number>();
  for (let n = 0; n < CASES; n += 1) {
    const seed = pick(random, seeds);
    const spoilt = spoil(random, seed.text);
    const contexte = pick(random, CONTEXTES)(seed.route);
    const about = () => `seed ${SEED}, case ${n}, ${seed.route.id}: ${spoilt.slice(0, 2000)}`;
    const outcome = read(seed.route, spoilt, contexte, about);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  // A fuzz that never reaches what it guards would prove nothing.
  for (const reached of ['lue', 'autre_personne', 'illisible']) {
    expect(outcomes.get(reached) ?? 0, JSON.stringify([...outcomes])).toBeGreaterThan(100);
  }
}, 20_000);

test('a name, a first name or a birth that differs by one letter is never certified', () => {
  const random = mulberry32(SEED + 1);
  let tried = 0;
  for (const { route, text } of ours()) {
    for (let n = 0; n < 100; n += 1) {
      const body = JSON.parse(text);
      const leaves = leavesOf(body).filter(({ key, holder }) => isIdentite(key) && Object.keys(holder).length > 1);
      const kinds = [...new Set(leaves.map(({ key }) => kindOf(key)))];
      if (kinds.length === 0) break;
      // One thing of everybody who is named: no adult of the household is the person any more.
      const kind = kinds[n % kinds.length];
      for (const { holder, key, value } of leaves) {
        if (kindOf(key) !== kind || typeof value !== 'string') continue;
        holder[key] = kind === 'naissance' ? '1901-02-03' : swap(random, value, 0);
      }
      const { type } = route.lire(body, contexteFor(route));
      expect(type, `${route.id}: ${JSON.stringify(body)}`).not.toBe('lue');
      tried += 1;
    }
  }
  expect(tried).toBeGreaterThan(400);
});

test.skipIf(!SANDBOX)('whatever else is spoilt, an answer that names somebody else is never certified', () => {
  const random = mulberry32(SEED + 2);
  let tried = 0;
  for (const { route, text } of SANDBOX_SEEDS) {
    if (!/"(nom_naissance|prenoms?)":\s*["[]/.test(text)) continue;
    for (let n = 0; n < 10; n += 1) {
      const body = JSON.parse(text);
      const others = leavesOf(body).filter(({ holder }) => !Object.keys(holder).some((key) => IDENTITE.test(key)));
      for (const { holder, key } of others) if (random() < 0.3) holder[key] = pick(random, VALUES);
      expect(route.lire(body, contexteFor(route)).type, `${route.id}: ${JSON.stringify(body)}`).not.toBe('lue');
      tried += 1;
    }
  }
  expect(tried).toBeGreaterThan(500);
});

const isIdentite = (key: string | number) => IDENTITE.test(String(key));
const kindOf = (key: string | number) =>
  /^date/.test(String(key)) ? 'naissance' : /^prenom/.test(String(key)) ? 'prenoms' : 'nom';
const IDENTITE = /^(nom|nom_naissance|nom_de_naissance|prenom|prenoms|date_naissance|date_de_naissance)$/;

function read(route: RouteApi, text: string, contexte: ContexteLecture, about: () => string): string {
  try {
    const issue = issueOf({ status: 200, entetes: new Headers(), text }, 'habilitation');
    if (issue.type !== 'obtenue') return issue.nom;
    const lecture = route.lire(issue.body, contexte);
    if (lecture.type !== 'lue') return lecture.type;
    const wrong = wrongValue(lecture.resultat) ?? wrongShape(route, lecture.resultat);
    if (wrong !== undefined) throw new Error(wrong);
    return 'lue';
  } catch (error) {
    throw new Error(about(), { cause: error });
  }
}

/** What any result may hold: readable texts of a bounded length, finite numbers, no null, nothing undefined. */
function wrongValue(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value.length > 0 && value.length <= 600 && !CONTROLS.test(value)
      ? undefined
      : `text ${JSON.stringify(value)}`;
  }
  if (typeof value === 'number') return Math.abs(value) <= 10_000_000 ? undefined : `number ${value}`;
  if (typeof value === 'boolean') return undefined;
  if (Array.isArray(value)) return value.length > 50 ? 'endless list' : firstOf(value);
  if (typeof value !== 'object' || value === null) return `${String(value)} kept`;
  return Object.keys(value).every((key) => /^[a-zA-Z]+$/.test(key)) ? firstOf(Object.values(value)) : 'strange key';
}

function firstOf(values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const wrong = wrongValue(value);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const CONTROLS = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;

const DATES = /^(depuis|jusqua|debut|fin|rentree|radieLe|dateNaissance|date)$/;

/** Nothing that the route did not announce, and dates that exist. */
function wrongShape(route: RouteApi, resultat: unknown): string | undefined {
  if (typeof resultat !== 'object' || resultat === null) return 'no object';
  for (const { key, value } of leavesOf(resultat)) {
    if (DATES.test(String(key)) && typeof value === 'string' && !isDate(value)) return `${String(key)}: ${value}`;
  }
  const quotient = (resultat as { quotient?: { valeur?: unknown } }).quotient;
  if (route.id === 'quotient_familial' && quotient) {
    const v = quotient.valeur;
    if (typeof v !== 'number' || !Number.isInteger(v) || v < 0 || v > 100_000) return `quotient ${String(v)}`;
  }
  return undefined;
}

function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

const contexteFor = (route: RouteApi, exigeIdentite = false): ContexteLecture =>
  contexteDe(undefined, { exigeIdentite, parametres: PARAMETRES[route.id] ?? {} });
const CONTEXTES = [(route: RouteApi) => contexteFor(route), (route: RouteApi) => contexteFor(route, true)];
const PARAMETRES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  scolarite: { anneeScolaire: '2026' },
  scolarite_v3: { anneeScolaire: '2026' },
  immatriculation_vehicule: { immatriculation: 'AB-123-CD' },
};

function ours(): readonly Graine[] {
  return routes.flatMap((route) => {
    const reponse = REPONSES[route.id];
    return reponse === undefined ? [] : [{ route, text: JSON.stringify(reponse) }];
  });
}

/** Successful cases only: errors are read by the table, which has its own tests. */
function sandbox(): readonly Graine[] {
  if (!SANDBOX) return [];
  const openapi = parse(readFileSync(join(SANDBOX, 'openapi_files', 'api_particulier.yaml'), 'utf8'));
  const paths: Record<string, { get: unknown }> = openapi.paths;
  const described: Record<string, string> = Object.fromEntries(
    Object.entries(paths).map(([path, { get }]) => [path, JSON.stringify(get)]),
  );
  const payloads = join(SANDBOX, 'payloads');
  const folders = readdirSync(payloads).filter((name) => /^api_particulier_v[34]/.test(name));
  return folders.flatMap((folder) => {
    // The operation is named somewhere in its description, not always at the same place.
    const named = `"x-operationId":"${folder}"`;
    const chemin = Object.keys(paths).find((path) => described[path]?.includes(named));
    const route = tableDesRoutes.find((line) => line.chemin === chemin)?.route;
    if (!route) throw new Error(`No route for the folder ${folder}`);
    const files = readdirSync(join(payloads, folder)).filter((name) => /\.ya?ml$/.test(name));
    return files.flatMap((file) => {
      const { status, payload } = parse(readFileSync(join(payloads, folder, file), 'utf8'));
      return status === 200 && typeof payload === 'string' ? [{ route, text: payload }] : [];
    });
  });
}

/** None to four spoilings of the tree, then now and then one of its text. Sometimes nothing: a good answer stays good. */
function spoil(random: () => number, text: string): string {
  const body: unknown = JSON.parse(text);
  for (let left = Math.floor(random() * 5); left > 0; left -= 1) spoilTree(random, body);
  const spoilt = JSON.stringify(body);
  return random() < 0.15 ? pick(random, TEXTS)(random, spoilt) : spoilt;
}

function spoilTree(random: () => number, body: unknown): void {
  const leaves = leavesOf(body, true);
  if (leaves.length === 0) return;
  const { holder, key, value } = pick(random, leaves);
  const change = random();
  if (change < 0.2) delete holder[key];
  else if (change < 0.3 && Array.isArray(holder)) holder.push(structuredClone(value), structuredClone(value));
  else if (change < 0.4) holder[key] = structuredClone(pick(random, leaves).value);
  else if (change < 0.5) holder[key] = [value];
  else if (change < 0.6) holder[key] = { [String(key)]: value };
  else if (change < 0.65 && typeof value === 'string') holder[key] = swap(random, value);
  else if (change < 0.75 && typeof value === 'string') holder[key] = `${value}${pick(random, INTRUDERS)}`;
  else holder[key] = structuredClone(pick(random, VALUES));
}

const INTRUDERS = ['\u0000', '\u001b[31m', '\u202e', '\r\nX: 1', '\u2066', 'x'.repeat(700)];

const VALUES: readonly unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  -0,
  0.5,
  1e9,
  1e308,
  '731',
  '-731',
  'NaN',
  true,
  false,
  [],
  {},
  [null],
  { toString: 1 },
  '2020-00-00',
  '2023-02-30',
  '9999-12-31',
  '0000-01-01',
  '2026-11-24T08:00:00Z',
  'CNAF',
  'AUTRE',
  '\u0000',
  '\u202eABC',
  '<script>alert(1)</script>',
  'é'.normalize('NFD'),
  'x'.repeat(5000),
  '\ud800',
  '__proto__',
  Array.from({ length: 200 }, () => ({ nom_naissance: 'X' })),
];

const TEXTS: readonly ((random: () => number, text: string) => string)[] = [
  (random, text) => text.slice(0, Math.floor(random() * text.length)),
  (random, text) => {
    const at = Math.floor(random() * text.length);
    return text.slice(0, at) + String.fromCharCode(Math.floor(random() * 0x2100)) + text.slice(at + 1);
  },
  (_random, text) => text.replace('{', '{"__proto__":{"data":1},"constructor":{"prototype":1},'),
  (_random, text) => `[${text}]`,
  (_random, text) => text.replace('"data"', '"errors":[],"data"'),
  (_random, text) => `\ufeff${text}`,
];

type Leaf = {
  readonly holder: Record<string | number, unknown>;
  readonly key: string | number;
  readonly value: unknown;
};

/** @param inner also the branches */
function leavesOf(node: unknown, inner = false): Leaf[] {
  if (typeof node !== 'object' || node === null) return [];
  const holder = node as Record<string | number, unknown>;
  return Object.entries(holder).flatMap(([name, value]) => {
    const key = Array.isArray(node) ? Number(name) : name;
    const isBranch = typeof value === 'object' && value !== null;
    return [...(isBranch && !inner ? [] : [{ holder, key, value }]), ...leavesOf(value, inner)];
  });
}

/** One letter for another, far from it: accents and case alone make nobody else. */
function swap(random: () => number, text: string, place?: number): string {
  const at = place ?? Math.floor(random() * text.length);
  const other = /[qxz]/i.test(text[at] ?? '') ? 'B' : 'Q';
  return text.slice(0, at) + other + text.slice(at + 1);
}

function pick<T>(random: () => number, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)] as T;
}
