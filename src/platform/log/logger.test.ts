import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { Conflict } from '../errors.ts';
import { createLogger, type Logger, type LoggerOptions } from './logger.ts';

/** One person, everything about whom must stay out of the logs. Distinct strings, so that a leak names itself. */
const person = {
  nom: 'Quillévéré',
  prenom: 'Maïwenn',
  email: 'maiwenn.q@exemple.bzh',
  telephone: '06 12 34 56 78',
  adresse: { voie: '3 venelle du Puits', codePostal: '29590', latitude: 48.2871 },
  dateNaissance: '1987-04-05',
  nir: '2870429046123',
  iban: 'FR7630006000011234567890189',
  quotientFamilial: 613.37,
  motDePasse: 'galette-saucisse',
};
const secrets = [
  ...['Quillévéré', 'Maïwenn', 'maiwenn', '34 56 78', 'venelle', '29590', '48.2871', '1987-04-05', '2870429046123'],
  ...['30006000011234567890189', '613.37', 'galette', 'sésame'],
];

function recorder(options: Partial<LoggerOptions> = {}): { logger: Logger; lines: () => string } {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  const logger = createLogger({ level: 'trace', format: 'json', destination, ...options });
  return { logger, lines: () => written.join('') };
}

function expectNoLeak(output: string): void {
  expect(output).not.toBe('');
  expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
}

describe('personal data', () => {
  test.each([
    ['at the root', person],
    ['deep inside', { demande: { etapes: [{ deposant: person }, [person]] } }],
    [
      'as the value of another case',
      { X_USER_NAME: person.nom, 'Adresse-Electronique': person.email, IPAddress: 'sésame' },
    ],
    [
      'in a map, a set, a URL',
      { m: new Map([['x', person]]), s: new Set([person]), u: new URL(`https://a.fr/?e=${person.email}`) },
    ],
    [
      'in HTTP',
      { headers: { cookie: 'sid=sésame', authorization: 'Bearer sésame' }, body: person, query: { code: 'sésame' } },
    ],
    [
      'in secrets',
      { token: 'sésame', accessToken: 'sésame', apiKey: 'sésame', session: { id: 'sésame' }, code: 'sésame' },
    ],
    ['under a key that says nothing', { note: `Rappeler ${person.email} au ${person.telephone}`, nir: person.nir }],
    ['as a key', { parAdresse: {}, compte: { [person.email]: 3 } }],
    [
      'inside an unknown class',
      {
        porteur: new (class Porteur {
          readonly identite = person.nom;
        })(),
      },
    ],
  ])('stay out %s', (_where, fields) => {
    const { logger, lines } = recorder();
    logger.info(fields, 'dossier deposited');
    expectNoLeak(lines());
    expect(lines()).toContain('dossier deposited');
  });

  test.each([
    ['an e-mail', `écrit à ${person.email}`],
    ['an e-mail in a URL', 'GET /x/maiwenn.q%40exemple.bzh'],
    ['a phone number', `appelle le ${person.telephone}`],
    ['an international phone number', 'appelle le +33 6 12 34 56 78'],
    ['an IBAN in groups', 'verse à FR76 3000 6000 0112 3456 7890 189'],
    ['a NIR in groups', 'assuré 2 87 04 29 046 123 45'],
    ['a query string', 'GET /retour?code=sésame&state=12'],
    ['a password in a URL', 'smtp://relais:sésame@exemple.fr:25'],
    ['a bearer token', 'Authorization: Bearer c-est-sésame'],
    ['a JWT', 'reçu eyJhbGciOiJub25lIn0.eyJub20iOiJRdWlsbCJ9.x'],
  ])('stay out of a message that holds %s', (_what, message) => {
    const { logger, lines } = recorder();
    logger.info(message);
    expectNoLeak(lines());
    expect(lines()).toContain('[masqué]');
    expect(lines()).not.toMatch(/34 56 78|3456 7890|046 123|eyJub20/);
  });

  test('stay out of a message put together by placeholders', () => {
    const { logger, lines } = recorder();
    logger.info('bonjour %s, dossier %d', person.nom, 42);
    logger.info({ a: 1 }, 'bonjour %s', person.nom);
    expectNoLeak(lines());
    expect(lines()).toContain('bonjour [masqué], dossier 42');
  });

  test('stay out of children and of the serialisers that they bring', () => {
    const { logger, lines } = recorder();
    const child = logger.child(
      { usager: person, dossierId: 7 },
      { serializers: { piece: () => ({ nom: person.nom }) } },
    );
    child.info({ piece: 1 }, 'opened');
    expectNoLeak(lines());
    expect(lines()).toContain('"dossierId":7');
  });

  test('stay out when lines are pretty and messages of errors are shown', () => {
    const { logger, lines } = recorder({ format: 'pretty', errorMessages: 'shown' });
    logger.error({ err: new Error(`refusé par ${person.email}`), usager: person }, 'mail not sent');
    expectNoLeak(lines());
    expect(lines()).toContain('refusé par [masqué]');
  });
});

describe('errors', () => {
  const circular = Object.assign(new Error('x'), { owner: person });
  circular.cause = circular;

  test.each([
    ['a message', new Error(`pas de compte pour ${person.nom}`)],
    ['a message on several lines, one of which looks like a frame', new Error(`a\n    at Maïwenn (/quimper/x.js:1:1)`)],
    ['properties', Object.assign(new Error('x'), { person, response: { data: person } })],
    ['a cause', new Error('x', { cause: new TypeError(person.nom, { cause: person }) })],
    ['the errors of an aggregate', new AggregateError([new Error(person.nom), person], person.nom)],
    ['a circle', circular],
    ['a JSON parser’s quotation', jsonError(`{"nom": ${person.nom}`)],
    ['a name', Object.assign(new Error('x'), { name: `Erreur de ${person.nom}` })],
    ['what PostgreSQL quotes', postgresError()],
  ])('leak nothing through %s', (_what, error) => {
    const { logger, lines } = recorder();
    logger.error(error);
    logger.error({ err: error });
    logger.error({ err: error }, 'it failed');
    logger.error({ deep: { inside: [error] } }, 'it failed');
    logger.child({ err: error, other: error }).error('it failed');
    logger
      .child({})
      .child({ other: error }, {})
      .error(error, error instanceof Error ? error.message : undefined);
    expectNoLeak(lines());
  });

  test('leak nothing when they are not errors but texts', () => {
    const { logger, lines } = recorder();
    logger.error({ err: person.nom }, 'it failed');
    expectNoLeak(lines());
    expect(lines()).toContain('"err":{"type":"string"}');
  });

  test('say what they are and where', () => {
    const { logger, lines } = recorder();
    logger.error({ err: postgresError() }, 'insert failed');
    const { err } = JSON.parse(lines());
    expect(err).toMatchObject({ type: 'Error', errorCode: '23505', table: 'usager', constraint: 'usager_email_key' });
    expect(err.stack[0]).toMatch(/^at postgresError \(.*logger\.test\.ts:\d+:\d+\)$/);
  });

  test('say their message when nobody’s data can be in it', () => {
    const { logger, lines } = recorder();
    logger.error(new Conflict('Ce dossier a changé entre-temps.'));
    logger.error({ err: engineError() });
    expect(lines()).toContain('Ce dossier a changé entre-temps.');
    expect(lines()).toContain("Cannot read properties of undefined (reading 'length')");
  });
});

describe('a request through Fastify', () => {
  test('is its method and the pattern of its route', async () => {
    const { logger, lines } = recorder();
    const app = Fastify({ loggerInstance: logger });
    app.post('/retour/:jeton', (request) => {
      request.log.info({ req: request.raw, usager: request.body }, 'received');
      throw new Error(person.nom);
    });
    const response = await app.inject({
      method: 'POST',
      url: `/retour/sésame?code=sésame&email=${person.email}`,
      headers: { cookie: 'sid=sésame', 'user-agent': 'sésame' },
      payload: person,
    });
    await app.close();
    expect(response.statusCode).toBe(500);
    expectNoLeak(lines());
    expect(decodeURIComponent(lines())).not.toContain('sésame');
    expect(lines()).toContain('{"method":"POST","route":"/retour/:jeton"}');
    expect(lines()).toContain('"statusCode":500');
  });
});

describe('what explains', () => {
  test('stays', () => {
    const { logger, lines } = recorder();
    const fields = {
      dossierId: '018f',
      sha256: '0612345678ab',
      codeInsee: '86194',
      siret: '21860194300018',
      ms: 0.612345678,
    };
    logger.warn({ ...fields, when: Temporal.Instant.from('2026-11-24T08:00:00Z'), bytes: new Uint8Array(3) }, 'slow');
    expect(JSON.parse(lines())).toMatchObject({
      ...fields,
      level: 'warn',
      msg: 'slow',
      when: '2026-11-24T08:00:00Z',
      bytes: '[3 octets]',
    });
  });

  test('is bounded: deep, long or endless values cost little', () => {
    const { logger, lines } = recorder();
    const deep: { inner?: unknown } = {};
    deep.inner = deep;
    logger.info({ deep, list: Array.from({ length: 10_000 }, (_, i) => i), long: 'a'.repeat(1_000_000) }, 'big');
    expect(lines().length).toBeLessThan(5_000);
    expect(lines()).toContain('[9950 de plus]');
  });

  test('reads as one line a fact in development', () => {
    const { logger, lines } = recorder({ format: 'pretty' });
    logger.info({ dossierId: 42, statut: 'en instruction' }, 'dossier submitted');
    expect(lines()).toMatch(/^\d\d:\d\d:\d\d INFO {2}dossier submitted {2}dossierId=42 {2}statut="en instruction"\n$/);
  });

  test('is kept below the level', () => {
    const { logger, lines } = recorder({ level: 'warn' });
    logger.info('quiet');
    expect(lines()).toBe('');
  });
});

function postgresError(): Error {
  return Object.assign(new Error(`duplicate key: ${person.nom}`), {
    ...{ code: '23505', schema: 'public', table: 'usager', constraint: 'usager_email_key', severity: 'ERROR' },
    ...{ detail: `Key (nom)=(${person.nom}) already exists.`, where: person.nom, hint: person.nom, column: person.nom },
    ...{ internalQuery: `select '${person.nom}'`, parameters: [person.nom] },
  });
}

function jsonError(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

function engineError(): unknown {
  try {
    const absent: Record<string, string[]> = {};
    return (absent['x'] as string[]).length;
  } catch (error) {
    return error;
  }
}
