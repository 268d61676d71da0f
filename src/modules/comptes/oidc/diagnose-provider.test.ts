import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Simulators, type SimulatorsOptions, startSimulators } from '../../../../simulators/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import { type Diagnostic, diagnostiquerFournisseur } from './diagnose-provider.ts';
import { makeProviders } from './providers.ts';

const SECRET = 'un-secret-de-test-assez-long-pour-franceconnect';
const SITE = 'https://demarches.exemple.fr';

let stateDir: string;
let simulators: Simulators | undefined;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'doctor-'));
});
afterEach(async () => {
  await simulators?.close();
  simulators = undefined;
});
afterAll(() => rm(stateDir, { recursive: true, force: true }));

type Fournisseur = 'franceconnect' | 'proconnect';
type Clients = SimulatorsOptions['clients'];

async function start(changes: Partial<Clients['franceConnect']> = {}): Promise<Simulators> {
  const client = (fournisseur: Fournisseur) => ({
    clientId: 'parvis',
    clientSecret: SECRET,
    redirectUris: [`${SITE}/connexion/${fournisseur}/retour`],
    postLogoutRedirectUris: [`${SITE}/deconnexion/retour`],
    ...changes,
  });
  const clients = { franceConnect: client('franceconnect'), proConnect: client('proconnect') };
  simulators = await startSimulators({ port: 0, publicUrl: 'http://localhost:0', stateDir, clients });
  return simulators;
}

/** @param change what is configured otherwise @param ahead seconds of our clock */
async function diagnose(fournisseur: Fournisseur, change: Partial<Diagnostic> = {}, ahead = 0): Promise<string[]> {
  const issuers = { franceconnect: simulators?.franceConnectIssuer, proconnect: simulators?.proConnectIssuer };
  const now = () => Temporal.Now.instant().add({ seconds: ahead });
  const clock: Clock = { now, today: () => now().toZonedDateTimeISO('Europe/Paris').toPlainDate() };
  const options = (name: Fournisseur) => ({
    issuer: issuers[name] ?? 'http://127.0.0.1:9/api/v2',
    clientId: 'parvis',
    clientSecret: SECRET,
    alg: 'ES256' as const,
    redirectUri: `${SITE}/connexion/${name}/retour`,
    postLogoutRedirectUri: `${SITE}/deconnexion/retour`,
  });
  const both = { franceconnect: options('franceconnect'), proconnect: options('proconnect') };
  const constats = await diagnostiquerFournisseur({
    ...both[fournisseur],
    ...(fournisseur === 'proconnect'
      ? { nom: 'ProConnect', variables: 'PROCONNECT' }
      : { nom: 'FranceConnect', variables: 'FRANCECONNECT' }),
    provider: makeProviders(both, clock)[fournisseur],
    clock,
    ...change,
  });
  const told = constats.map(({ etat, texte }) => `${etat} ${texte.replaceAll('\u00a0', ' ')}`);
  expect(told.join()).not.toContain(SECRET);
  return told;
}

const wrong = (told: readonly string[]) => told.filter((line) => !line.startsWith('bon '));

describe.each([
  ['franceconnect', 'FranceConnect', 'FRANCECONNECT'],
  ['proconnect', 'ProConnect', 'PROCONNECT'],
] as const)('%s', (fournisseur, nom, variables) => {
  const declare = expect.stringMatching(
    new RegExp(`^remarque Déclarez à ${nom}.*${fournisseur}/retour .*/deconnexion/retour`),
  );

  test('all is well', async () => {
    await start();
    const told = await diagnose(fournisseur);
    expect(wrong(told)).toEqual([declare]);
    expect(told).toContain(`bon ${nom} reconnaît ce service et son secret.`);
    expect(told).toContain(`bon ${nom} accepte l’adresse de retour et les données demandées.`);
  });

  test('a wrong secret', async () => {
    await start();
    expect(wrong(await diagnose(fournisseur, { clientSecret: 'x'.repeat(40) }))).toEqual([
      declare,
      expect.stringMatching(new RegExp(`^mauvais .*invalid_client.*${variables}_CLIENT_SECRET`)),
    ]);
  });

  test('an address of return that was not declared', async () => {
    await start({ redirectUris: [`${SITE}/connexion/${fournisseur}/retour/`] });
    const told = wrong(await diagnose(fournisseur));
    expect(told.at(-1)).toMatch(
      /^mauvais .*ne connaît pas l’adresse de retour .*\((?:Y04C013C|Y030031)\).*corrigez PUBLIC_URL/,
    );
  });

  test('a service that it does not know', async () => {
    await start();
    expect(wrong(await diagnose(fournisseur, { clientId: 'inconnu' }))).toEqual([
      declare,
      expect.stringMatching(/^mauvais .*invalid_client/),
      expect.stringMatching(/^mauvais /),
    ]);
  });

  test('silence is one finding, and nothing else is asked', async () => {
    expect(await diagnose(fournisseur)).toEqual([
      expect.stringMatching(new RegExp(`^mauvais ${nom} ne répond pas.*${variables}_ISSUER`)),
    ]);
  });

  test.each([
    [-25, 'remarque Ce serveur retarde de 2[45] s'],
    [25, 'remarque Ce serveur avance de 2[56] s'],
    [95, 'mauvais Ce serveur avance de 9[56] s'],
  ])('our clock off by %i s', async (seconds, says) => {
    await start();
    expect(wrong(await diagnose(fournisseur, {}, seconds))).toEqual([
      declare,
      expect.stringMatching(new RegExp(`^${says} .*NTP`)),
    ]);
  });

  test.each([
    ['discovery_503', 'mauvais .* est en panne .*réponse 503'],
    ['discovery_other_issuer', 'mauvais .* s’annonce comme .*/autre'],
    ['jwks_empty', 'mauvais .* ne publie pas de clé ES256'],
    ['jwks_html', 'mauvais Les clés de .* ne se lisent pas'],
    ['token_html', 'remarque .* n’a pas permis de vérifier le secret'],
  ] as const)('%s', async (behaviour, says) => {
    const { control } = await start();
    await control.set({ system: fournisseur, behaviour });
    expect(wrong(await diagnose(fournisseur)).at(-1)).toMatch(new RegExp(`^${says}`));
  });
});

test.each([
  [
    'an address cut short',
    (issuer: string) => issuer.replace('/v2', ''),
    'n’est pas à cette adresse .*réponse 404.*/api/v2',
  ],
  [
    'a host that does not exist',
    () => 'https://fcp-low.exemple.invalid/api/v2',
    'Ce nom n’est pas connu.*FRANCECONNECT_ISSUER',
  ],
])('%s', async (_what, change, says) => {
  const { franceConnectIssuer } = await start();
  const told = await diagnose('franceconnect', { issuer: change(franceConnectIssuer) });
  expect(told).toEqual([expect.stringMatching(new RegExp(`^mauvais .*${says}`))]);
});

test('scopes that were not granted are told, with where to ask for them', async () => {
  await start({ scopes: ['openid', 'email'] });
  expect(wrong(await diagnose('franceconnect')).at(-1)).toMatch(/^mauvais .*identite_pivot.*DataPass/);
});

test('FranceConnect asked for a level that only FranceConnect+ has', async () => {
  await start();
  const provider = makeProviders(
    { franceconnect: { ...base(), niveau: 'eidas2' }, proconnect: base() },
    { now: () => Temporal.Now.instant(), today: () => Temporal.Now.plainDateISO() },
  ).franceconnect;
  expect(wrong(await diagnose('franceconnect', { provider }))).toContainEqual(
    expect.stringMatching(/^mauvais .*n’annonce pas le niveau eidas2.*FRANCECONNECT_NIVEAU/),
  );
});

test.each([
  ['https://intranet/retour', 'mauvais .*corrigez PUBLIC_URL'],
  ['http://localhost:3000/retour', 'remarque .*En production, PUBLIC_URL doit être publique'],
])('an address that the public cannot reach: %s', async (redirectUri, says) => {
  await start();
  expect(await diagnose('franceconnect', { redirectUri })).toContainEqual(
    expect.stringMatching(new RegExp(`^${says}`)),
  );
});

function base() {
  return { issuer: '', clientId: '', alg: 'ES256', redirectUri: '', postLogoutRedirectUri: '' } as const;
}
