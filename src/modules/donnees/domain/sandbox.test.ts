import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../../platform/root.ts';
import { contexteDe } from '../testing/personnes.ts';
import { numeroEtVoie } from './foyer.ts';
import { issueOf } from './issue.ts';
import { tableDesRoutes } from './routes/index.ts';
import { findErreur } from './table-des-erreurs.ts';

/**
 * The official sandbox of API Particulier (MIT), beside the project and never copied into it: a check that the tables
 * are complete. Where it is absent, this says so and checks nothing.
 */
const SANDBOX = ['..', join('..', '..')]
  .map((above) => join(ROOT, above, 'shared', 'data', 'api-particulier'))
  .find((folder) => existsSync(folder));

describe.skipIf(!SANDBOX)('the official description of API Particulier', () => {
  let paths: Record<string, { get: Operation }>;
  beforeAll(() => {
    paths = parse(readFileSync(join(SANDBOX ?? '', 'openapi_files', 'api_particulier.yaml'), 'utf8')).paths;
  });

  test('every route is in our table, and ours are all in it', () => {
    const theirs = Object.keys(paths).filter((path) => /^\/v[34]\//.test(path));
    expect(theirs.length).toBeGreaterThan(30);
    expect(tableDesRoutes.map(({ chemin }) => chemin).toSorted()).toEqual(theirs.toSorted());
  });

  test('every parameter that a route demands, we send', () => {
    const wrong: string[] = [];
    for (const { chemin, identification, route } of tableDesRoutes) {
      const parameters = paths[chemin]?.get.parameters ?? [];
      const known = parameters.map(({ name }) => name);
      const sent = new Set([
        'recipient',
        ...(identification === 'ine' ? ['ine'] : identification === 'identifiant' ? ['identifiant'] : []),
        ...(route.parametres?.obligatoires ?? []),
        ...(identification === 'identite' ? civilOf(route.etatCivil?.obligatoires ?? []) : []),
      ]);
      const may = [
        ...(route.parametres?.facultatifs ?? []),
        ...(identification === 'identite' ? civilOf(route.etatCivil?.facultatives ?? []) : []),
      ];
      const required = parameters.filter(({ required, in: place }) => required && place === 'query');
      for (const { name } of required) if (!sent.has(name)) wrong.push(`${chemin} demands ${name}`);
      for (const name of [...sent, ...may]) if (!known.includes(name)) wrong.push(`${chemin} does not know ${name}`);
    }
    expect(wrong).toEqual([]);
  });

  test('every error that it documents has its line', () => {
    const missing = new Set<string>();
    let seen = 0;
    for (const { get } of Object.values(paths)) {
      for (const [status, { content }] of Object.entries(get.responses)) {
        if (status === '200') continue;
        for (const { code, title } of errorsIn(content)) {
          seen += 1;
          if (!findErreur(Number(status), { code, titre: title })) missing.add(`${status} ${code} ${title}`);
        }
      }
    }
    expect(seen).toBeGreaterThan(400);
    expect([...missing].toSorted()).toEqual([]);
  });

  test('every case of the sandbox is read or explained, and none throws', () => {
    const folders = readdirSync(join(SANDBOX ?? '', 'payloads')).filter((name) => /^api_particulier_v[34]/.test(name));
    const outcomes = new Map<string, number>();
    const voies = new Set<string>();
    for (const name of folders) {
      const line = lineOfFolder(name, paths);
      if (!line) throw new Error(`No route for the folder ${name}`);
      for (const file of readdirSync(join(SANDBOX ?? '', 'payloads', name)).filter((one) => /\.ya?ml$/.test(one))) {
        const { status, payload } = parse(readFileSync(join(SANDBOX ?? '', 'payloads', name, file), 'utf8'));
        const issue = issueOf({ status, entetes: new Headers(), text: payload }, 'habilitation');
        for (const [, given = ''] of String(payload).matchAll(/"numero_libelle_voie":\s*"([^"]+)"/g)) voies.add(given);
        const outcome = issue.type === 'obtenue' ? line.route.lire(issue.body, contexteDe()).type : issue.nom;
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        // Nobody in the sandbox is Adèle: an answer that names somebody is never hers.
        const names = issue.type === 'obtenue' && /"(nom_naissance|prenoms?)":\s*["[]/.test(payload);
        if (names) expect(outcome, `${name}/${file}`).not.toBe('lue');
      }
    }
    expect(outcomes.get('illisible') ?? 0).toBe(0);
    // In the sandbox a number always stands before a way: each is split off, and what one reads does not change.
    expect(voies.size).toBeGreaterThan(3);
    for (const given of voies) {
      const { numero, voie } = numeroEtVoie(given);
      expect([numero, voie].filter(Boolean).join(' '), given).toBe(given);
      expect(numero !== undefined, given).toBe(/^\d/.test(given));
    }
    expect([...outcomes.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThan(200);
  });
});

if (!SANDBOX) {
  test('the official sandbox is not here', () => {
    process.stderr.write('\nNOT CHECKED: the sandbox of API Particulier is not in ../shared/data/api-particulier.\n\n');
    expect(SANDBOX).toBeUndefined();
  });
}

type Operation = {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly responses: Readonly<Record<string, { readonly content?: unknown }>>;
};

const CIVIL: Readonly<Record<string, readonly string[]>> = {
  nomUsage: ['nomUsage'],
  date: ['anneeDateNaissance', 'moisDateNaissance', 'jourDateNaissance'],
  sexe: ['sexeEtatCivil'],
  pays: ['codeCogInseePaysNaissance'],
  commune: ['codeCogInseeCommuneNaissance'],
};

function civilOf(parts: readonly string[]): readonly string[] {
  return ['nomNaissance', 'prenoms[]', ...parts.flatMap((part) => CIVIL[part] ?? [])];
}

/** Every `{ code, title }` in the examples, wherever they stand. */
function errorsIn(node: unknown): { code: string; title: string }[] {
  if (typeof node !== 'object' || node === null) return [];
  const { code, title } = node as Record<string, unknown>;
  const own = typeof code === 'string' && typeof title === 'string' ? [{ code, title }] : [];
  return [...own, ...Object.values(node).flatMap(errorsIn)];
}

function lineOfFolder(name: string, paths: Record<string, { get: Operation }>) {
  const found = Object.entries(paths).find(([, { get }]) =>
    JSON.stringify(get).includes(`"x-operationId":"${name}"`),
  )?.[0];
  return tableDesRoutes.find(({ chemin }) => chemin === found);
}
