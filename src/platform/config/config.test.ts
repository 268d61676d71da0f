import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InvalidConfiguration, readConfig } from './config.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'parvis-config-'));

const PRODUCTION = {
  PARVIS_MODE: 'production',
  DATA_DIR,
  PUBLIC_URL: 'https://demarches.example.fr/',
  DATABASE_URL: 'postgres://app@db/parvis',
  DATABASE_OWNER_URL: 'postgres://owner@db/parvis',
  SECRET: 'nV2k8sQzW1uJ5rT7bXcY0eLmA4pHgD6f',
  FRANCECONNECT_ISSUER: 'https://oidc.franceconnect.gouv.fr/api/v2',
  FRANCECONNECT_CLIENT_ID: 'id',
  FRANCECONNECT_CLIENT_SECRET: 's'.repeat(32),
  PROCONNECT_ISSUER: 'https://auth.agentconnect.gouv.fr/api/v2',
  PROCONNECT_CLIENT_ID: 'id',
  PROCONNECT_CLIENT_SECRET: 's'.repeat(32),
  API_PARTICULIER_URL: 'https://particulier.api.gouv.fr',
  SMTP_URL: 'smtps://relay.example.fr',
  MAIL_FROM: 'Ville d’Exemple <ne-pas-repondre@ville.example.fr>',
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
}

describe('readConfig', () => {
  test('needs nothing in demonstration, and keeps its secret from one start to the next', () => {
    const first = readConfig({ DATA_DIR });
    expect(first).toMatchObject({ production: false, publicUrl: 'http://localhost:3000', secure: false });
    expect(first.secret).toMatch(/^[0-9a-f]{64}$/);
    expect(readConfig({ DATA_DIR }).secret).toBe(first.secret);
  });

  test('names every wrong variable at once, with what is expected', () => {
    expect(problemsOf({ DATA_DIR, PORT: 'abc', LOG_LEVEL: 'verbose', SECRET: 'court' })).toEqual([
      'PORT : attendu un port, de 0 à 65535',
      'SECRET : attendu au moins 32 caractères aléatoires',
      'LOG_LEVEL : attendu debug, info, warn, error ou silent',
    ]);
  });

  test('tells once of a value that is wrong and that others, or production, need', () => {
    const short = ['FRANCECONNECT_CLIENT_SECRET : attendu au moins 32 caractères, sans espace'];
    expect(problemsOf({ ...PRODUCTION, FRANCECONNECT_CLIENT_SECRET: `${'s'.repeat(40)} ` })).toEqual(short);
    expect(problemsOf({ ...PRODUCTION, FRANCECONNECT_CLIENT_SECRET: 'court' })).toEqual(short);
    expect(problemsOf({ ...PRODUCTION, PARVIS_MODE: 'demonstration', FRANCECONNECT_CLIENT_SECRET: 'court' })).toEqual(
      short,
    );
  });

  test.each([
    ['PORT', ' '],
    ['PORT', '0x50'],
    ['PORT', '70000'],
    ['HOST', 'deux mots'],
    ['PUBLIC_URL', 'https://exemple.fr/demarches'],
    ['PUBLIC_URL', 'https://compte:secret@exemple.fr'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '10.0.0.0/99'],
    ['TRUST_PROXY', '10.0.0.1, '],
    ['DATABASE_POOL', '1e2'],
    ['ADRESSE_RETABLISSABLE_JOURS', ' '],
    ['SECRET', 'x'.repeat(40)],
    ['SECRET', 'change-me-change-me-change-me-change-me'],
    ['MAIL_FROM', 'Ville d’Exemple'],
    ['MAIL_FROM', 'a@exemple.fr\nBcc: b@exemple.fr'],
    ['MAIL_FROM', 'Parvis <ne-pas-repondre@parvis.example>'],
    ['SMTP_URL', 'smtp://'],
    ['CLAMD', '127.0.0.1:99999'],
    ['S3_REGION', ' '],
    ['DATA_DIR', ' '],
  ])('refuses %s=%j, and nothing else', (name, value) => {
    const problems = problemsOf({ ...PRODUCTION, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} : .*attendu `));
  });

  test.each(['127.0.0.1', '10.0.0.0/8, fd00::/8, ::1', 'loopback'])('believes the proxies %s', (TRUST_PROXY) => {
    expect(problemsOf({ ...PRODUCTION, TRUST_PROXY })).toEqual([]);
  });

  test('forgives a slash at the end of an address', () => {
    const config = readConfig({ ...PRODUCTION, FRANCECONNECT_ISSUER: `${PRODUCTION.FRANCECONNECT_ISSUER}/` });
    expect(config.FRANCECONNECT_ISSUER).toBe(PRODUCTION.FRANCECONNECT_ISSUER);
  });

  test('accepts a complete production', () => {
    expect(readConfig(PRODUCTION)).toMatchObject({
      production: true,
      secure: true,
      publicUrl: 'https://demarches.example.fr',
    });
  });

  test.each(
    Object.keys(PRODUCTION).filter((name) => !['PARVIS_MODE', 'DATA_DIR'].includes(name)),
  )('refuses a production without %s', (name) => {
    const problems = problemsOf({ ...PRODUCTION, [name]: '' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
  });

  test('refuses plain http in production', () => {
    expect(problemsOf({ ...PRODUCTION, PUBLIC_URL: 'http://demarches.example.fr' })).toEqual([
      'PUBLIC_URL : doit être en https en production',
    ]);
  });

  test('takes the address of a socket', () => {
    const DATABASE_URL = 'postgres://app@%2Frun%2Fpostgresql:5432/parvis';
    expect(readConfig({ ...PRODUCTION, DATABASE_URL })).toMatchObject({ DATABASE_URL });
  });

  test('refuses half a pair', () => {
    expect(problemsOf({ DATA_DIR, DATABASE_URL: 'postgres://app@db/parvis' })).toEqual([
      'DATABASE_OWNER_URL : obligatoire avec DATABASE_URL',
    ]);
  });
});

describe('private keys', () => {
  const file = (name: string, content: string) => {
    const path = join(DATA_DIR, name);
    writeFileSync(path, content);
    return path;
  };
  const pem = (curve: string) =>
    generateKeyPairSync('ec', { namedCurve: curve }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

  test('a key stands for a secret, and is read at the start', () => {
    const { FRANCECONNECT_CLIENT_SECRET: _, ...others } = PRODUCTION;
    expect(problemsOf(others)).toEqual([
      'FRANCECONNECT_CLIENT_SECRET : obligatoire en production, attendu au moins 32 caractères, sans espace',
    ]);
    const key = pem('P-256');
    const config = readConfig({ ...others, FRANCECONNECT_CLE: file('fc.pem', key) });
    expect(config.cles).toEqual({ franceconnect: { signature: key }, proconnect: {} });
  });

  test.each([
    ['absent', () => join(DATA_DIR, 'absente.pem')],
    ['not a key', () => file('texte.pem', 'bonjour')],
    ['another curve', () => file('courbe.pem', pem('P-384'))],
  ])('%s: refused with its variable', (_what, path) => {
    expect(problemsOf({ ...PRODUCTION, PROCONNECT_CLE: path() })).toEqual([
      'PROCONNECT_CLE : attendu un fichier PEM lisible, avec une clé privée EC P-256 ou RSA',
    ]);
  });
});
