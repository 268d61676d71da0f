import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { systemClock } from '../../../platform/clock.ts';
import { type Database, openDatabase } from '../../../platform/db/database.ts';
import { createLogger } from '../../../platform/log/logger.ts';
import { orThrow } from '../../../values/result.ts';
import { parseSiret } from '../../../values/siret.ts';
import { demandeurEmploi } from '../domain/routes/demandeur-emploi.ts';
import { quotientFamilial } from '../domain/routes/quotient-familial.ts';
import { scolarite } from '../domain/routes/scolarite.ts';
import { type Fournisseur, refuse, repond, silence, startFournisseur } from '../testing/fournisseur.ts';
import { ADELE } from '../testing/personnes.ts';
import { REPONSES } from '../testing/reponses.ts';
import { makeRetenue } from '../use-cases/retenue.ts';
import { type ApiParticulier, apiParticulier, type DemandeApi } from './api-particulier.ts';

let base: TestDatabase;
let second: Database;
let fournisseur: Fournisseur;
let journal: string;
let api: ApiParticulier;
let other: ApiParticulier;

const clock = { ...systemClock, today: () => Temporal.PlainDate.from('2026-11-24') };
const recipient = orThrow(parseSiret('21860194600013'));
const JETON = 'eyJ-jeton-de-l-habilitation';

beforeEach(async () => {
  base = await createTestDatabase();
  second = openDatabase({ url: base.appUrl, poolSize: 2 });
  fournisseur = await startFournisseur();
  journal = '';
  api = client(base.db);
  other = client(second);
});
afterEach(async () => {
  await fournisseur.close();
  await second.close();
  await base.close();
});

function client(db: Database, timeoutMs = 1_500): ApiParticulier {
  const destination = {
    write(line: string) {
      journal += line;
    },
  };
  return apiParticulier({
    baseUrl: fournisseur.url,
    clock,
    logger: createLogger({ level: 'debug', format: 'json', errorMessages: 'hidden', destination }),
    retenue: makeRetenue(db, 'api_particulier', { parMinute: 1000, parSeconde: 20 }),
    timeoutMs,
  });
}

const quotient: DemandeApi<unknown> = {
  route: quotientFamilial,
  identifiant: { par: 'france_connect', accessToken: 'jeton-de-la-personne' },
  personne: ADELE,
  recipient,
};

const nomOf = async (asked: ReturnType<ApiParticulier['demander']>) => {
  const reponse = await asked;
  return reponse.type === 'obtenue' ? 'obtenue' : reponse.nom;
};

test('a good answer gives the useful result, its date and the number of the call', async () => {
  fournisseur.repondre(repond(200, REPONSES['quotient_familial']));
  expect(await api.demander(quotient)).toMatchObject({
    type: 'obtenue',
    resultat: { quotient: { valeur: 731 } },
    preuve: { requete: 'appel-1' },
  });
  expect(fournisseur.appels).toEqual([
    {
      url: '/v3/dss/quotient_familial/france_connect?recipient=21860194600013',
      authorization: 'Bearer jeton-de-la-personne',
    },
  ]);
});

test('by civil status, the habilitation’s token and the identity go; what cannot be asked is not', async () => {
  fournisseur.repondre(repond(200, REPONSES['scolarite']));
  const demande: DemandeApi<unknown> = {
    ...quotient,
    route: scolarite,
    identifiant: { par: 'identite', jeton: JETON },
    parametres: { anneeScolaire: '2026', 'codesBcnRegions[]': '75,76' },
  };
  expect(await nomOf(api.demander(demande))).toBe('obtenue');
  expect(decodeURIComponent(fournisseur.appels[0]?.url ?? '')).toBe(
    '/v4/men/scolarites/identite?recipient=21860194600013&anneeScolaire=2026&codesBcnRegions[]=75&codesBcnRegions[]=76' +
      '&nomNaissance=D’ARC-LEMAÎTRE&prenoms[]=Adèle&prenoms[]=Rose&prenoms[]=Marie' +
      '&anneeDateNaissance=1990&moisDateNaissance=3&jourDateNaissance=8&sexeEtatCivil=F',
  );
  expect(fournisseur.appels[0]?.authorization).toBe(`Bearer ${JETON}`);
  const presumed = { ...demande, personne: { ...ADELE, dateNaissance: '1990-00-00' } };
  expect(await nomOf(api.demander(presumed))).toBe('etat_civil');
  expect(fournisseur.appels).toHaveLength(1);
  await expect(api.demander({ ...demande, parametres: {} })).rejects.toThrow('anneeScolaire');
});

test('by a login, an answer that names nobody is not believed', async () => {
  const { data } = REPONSES['demandeur_emploi'] as { data: object };
  fournisseur.repondre(repond(200, { data: { ...data, identite: undefined } }), repond(200, { data }));
  const identifiant = { par: 'identifiant', jeton: JETON, identifiant: 'adele.v86' } as const;
  const demande = { ...quotient, route: demandeurEmploi, identifiant };
  expect(await nomOf(api.demander(demande))).toBe('non_verifiable');
  expect(await nomOf(api.demander(demande))).toBe('obtenue');
});

describe('a 429', () => {
  test('stops every server at once: no other question leaves', async () => {
    fournisseur.repondre(refuse(429, '00429', { 'retry-after': '30' }), repond(200, REPONSES['quotient_familial']));
    expect(await nomOf(api.demander(quotient))).toBe('trop_de_requetes');
    const after = await Promise.all(
      Array.from({ length: 30 }, (_, n) => nomOf((n % 2 ? api : other).demander(quotient))),
    );
    expect(new Set(after)).toEqual(new Set(['au_repos']));
    expect(fournisseur.appels).toHaveLength(1);
  });

  test('without a word keeps everybody away for a minute', async () => {
    fournisseur.repondre(refuse(429, '00429'));
    await api.demander(quotient);
    const { rows } = await base.owner.query(
      `select extract(epoch from repos_jusqua - now())::int as secondes from source_limites where cle like '%:adresse'`,
    );
    expect(rows[0].secondes).toBeGreaterThan(55);
  });

  test('is foreseen: the last answer of a window that says so is the last question', async () => {
    const headers = { 'ratelimit-remaining': '0', 'ratelimit-reset': String(Math.floor(Date.now() / 1000) + 20) };
    fournisseur.repondre(repond(200, REPONSES['quotient_familial'], headers));
    expect(await nomOf(api.demander(quotient))).toBe('obtenue');
    expect(await nomOf(other.demander(quotient))).toBe('au_repos');
  });

  test('of a provider leaves the other providers', async () => {
    fournisseur.repondre(refuse(504, '37008'), repond(200, REPONSES['scolarite']));
    expect(await nomOf(api.demander(quotient))).toBe('quota_fournisseur');
    expect(await nomOf(other.demander(quotient))).toBe('au_repos');
    const school = { ...quotient, route: scolarite, identifiant: { par: 'identite', jeton: JETON } as const };
    expect(await nomOf(other.demander({ ...school, parametres: { anneeScolaire: '2026' } }))).toBe('obtenue');
  });
});

describe('no storm', () => {
  test('a 409 is asked once more, and only once', async () => {
    fournisseur.repondre(refuse(409, '00015'), repond(200, REPONSES['quotient_familial']));
    expect(await nomOf(api.demander(quotient))).toBe('obtenue');
    expect(fournisseur.appels).toHaveLength(2);
    fournisseur.repondre(refuse(409, '00015'));
    expect(await nomOf(api.demander(quotient))).toBe('en_cours');
    expect(fournisseur.appels).toHaveLength(4);
  });

  test('what says « in ten seconds » is not asked again while a page waits', async () => {
    fournisseur.repondre(refuse(504, '00501', {}, { retry_in: 10 }));
    expect(await nomOf(api.demander(quotient))).toBe('panne_reseau');
    expect(fournisseur.appels).toHaveLength(1);
  });

  test('a refused token, or a person unknown, is never asked again, and breaks no circuit', async () => {
    fournisseur.repondre(refuse(404, '37003'));
    for (let n = 0; n < 8; n++) expect(await nomOf(api.demander(quotient))).toBe('inconnu');
    expect(fournisseur.appels).toHaveLength(8);
    fournisseur.repondre(refuse(401, '00101'));
    expect(await nomOf(other.demander(quotient))).toBe('identification');
    expect(fournisseur.appels).toHaveLength(9);
  });

  test('a provider that is down is left alone by all servers after five calls', async () => {
    fournisseur.repondre(refuse(502, '37999'));
    for (let n = 0; n < 8; n++) await (n % 2 ? api : other).demander(quotient);
    expect(fournisseur.appels).toHaveLength(5);
  });
});

describe('bounded', () => {
  test('in time: silence, and a body that drips', async () => {
    const quick = client(base.db, 400);
    fournisseur.repondre(silence);
    const before = performance.now();
    expect(await nomOf(quick.demander(quotient))).toBe('hors_delai');
    fournisseur.repondre(async (request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      while (!request.destroyed) {
        response.write(' ');
        await setTimeout(50);
      }
    });
    expect(await nomOf(quick.demander(quotient))).toBe('hors_delai');
    expect(performance.now() - before).toBeLessThan(2_500);
  });

  test('in size, also after gzip', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, ' '));
    expect(bomb.length).toBeLessThan(300_000);
    fournisseur.repondre(repond(200, bomb, { 'content-encoding': 'gzip' }));
    const before = process.memoryUsage().rss;
    expect(await nomOf(api.demander(quotient))).toBe('hors_delai');
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
    fournisseur.repondre(repond(200, gzipSync('{"data"'), { 'content-encoding': 'gzip' }));
    expect(await nomOf(api.demander(quotient))).toBe('illisible');
  });

  test('to the address of the configuration: a redirection is not followed', async () => {
    fournisseur.repondre(repond(302, '', { location: `${fournisseur.url}/ailleurs` }));
    expect(await nomOf(api.demander(quotient))).toBe('hors_delai');
    expect(fournisseur.appels).toHaveLength(1);
  });
});

test('what is logged says which route and which code, never who nor with which token', async () => {
  fournisseur.repondre(refuse(403, '00100'));
  await api.demander({ ...quotient, identifiant: { par: 'identite', jeton: JETON } });
  fournisseur.repondre(refuse(502, '37999'));
  await api.demander(quotient);
  const lines = journal
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { level: 'error', route: 'quotient_familial', issue: 'droits_insuffisants', error: '00100', requestId: 'appel-1' },
    { level: 'warn', route: 'quotient_familial', issue: 'reponse_inconnue', error: '37999' },
  ]);
  expect(journal).not.toMatch(/LEMA|Ad[eè]le|1990|jeton-de|2A004|recipient/i);
});
