import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type ApiParticulierDEssai,
  openApiParticulier,
  QF,
  RECIPIENT,
  refusal,
} from '../test-support/api-particulier.ts';
import { createWorld } from '../test-support/world.ts';

let api: ApiParticulierDEssai;

beforeAll(async () => {
  api = await openApiParticulier();
});

afterEach(() => api.world.simulators.control.clear());
afterAll(() => api.world.close());

describe('quotient familial with a FranceConnect token', () => {
  test('tells the family, the address and the quotient', async () => {
    const response = await api.quotientOf('camille-moreau');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      data: {
        allocataires: [
          {
            nom_naissance: 'MOREAU',
            nom_usage: 'BENALI',
            prenoms: 'Camille Jeanne',
            date_naissance: '1989-04-17',
            sexe: 'F',
          },
          { nom_naissance: 'BENALI', nom_usage: null, prenoms: 'Mehdi', date_naissance: '1987-11-02', sexe: 'M' },
        ],
        enfants: [
          { nom_naissance: 'BENALI', nom_usage: null, prenoms: 'Inaya', date_naissance: '2017-06-21', sexe: 'F' },
          { nom_naissance: 'BENALI', nom_usage: null, prenoms: 'Malo Karim', date_naissance: '2021-09-09', sexe: 'M' },
        ],
        adresse: {
          destinataire: 'Madame et Monsieur Mehdi BENALI',
          complement_information: null,
          complement_information_geographique: null,
          numero_libelle_voie: '14 RUE DES FEUILLANTS',
          lieu_dit: null,
          code_postal_ville: '86000 POITIERS',
          pays: 'FRANCE',
        },
        quotient_familial: { fournisseur: 'CNAF', valeur: 845, ...thisMonth(), ...thisMonth('_calcul') },
      },
      links: {},
      meta: {},
    });
  });

  test.each([
    ['openid identite_pivot cnaf_quotient_familial', ['quotient_familial']],
    ['openid identite_pivot cnaf_enfants cnaf_adresse', ['adresse', 'enfants']],
  ])('leaves out the keys that %s does not open', async (scope, keys) => {
    const { data } = await (await api.quotientOf('camille-moreau', { scope })).json();
    expect(Object.keys(data).sort()).toEqual(keys);
  });

  test('says so when no data scope was granted', async () => {
    const response = await api.quotientOf('camille-moreau', { scope: 'openid identite_pivot' });
    expect(await refusal(response)).toEqual([403, '00100']);
  });

  test('wants the whole pivot identity behind the token', async () => {
    const scope = 'openid given_name family_name birthdate cnaf_quotient_familial';
    expect(await refusal(await api.quotientOf('camille-moreau', { scope }))).toEqual([401, '00101']);
  });

  test('refuses a token older than sixty seconds', async () => {
    const token = await api.tokenOf('camille-moreau');
    api.world.elapse(58);
    expect((await api.call(QF, token)).status).toBe(200);
    api.world.elapse(3);
    expect(await refusal(await api.call(QF, token))).toEqual([401, '50002']);
  });

  test('refuses an unknown token, and no token', async () => {
    expect(await refusal(await api.call(QF, 'inconnu'))).toEqual([401, '50002']);
    expect(await refusal(await api.call(QF, undefined))).toEqual([401, '00101']);
  });

  test.each([
    '',
    '?recipient=',
    '?recipient=218601946',
    '?recipient=2186019460001A',
  ])('wants a recipient of fourteen digits, not « %s »', async (query) => {
    const response = await api.call(`${QF}${query || '?'}`, await api.tokenOf('camille-moreau'));
    const body = await response.json();
    expect(response.status).toBe(422);
    expect(body.errors[0]).toMatchObject({ code: '00203', source: { parameter: 'recipient' } });
  });

  test.each([
    ['hugo-lambert', 404, '37003'],
    ['lina-cherif', 404, '37003'],
    ['nathalie-rousseau', 504, '37002'],
    ['kevin-dupuis', 429, '00429'],
  ])('%s → %i %s', async (person, status, code) => {
    expect(await refusal(await api.quotientOf(person))).toEqual([status, code]);
  });

  test('the 429 says when to come back', async () => {
    expect((await api.quotientOf('kevin-dupuis')).headers.get('retry-after')).toBe('60');
  });

  test('knows the MSA, children born on impossible dates, and the same child in two homes', async () => {
    expect((await api.dataOf('elodie-perichon')).quotient_familial).toMatchObject({ fournisseur: 'MSA', valeur: 612 });
    expect((await api.dataOf('ousmane-traore')).enfants[1].date_naissance).toBe('2020-00-00');
    const [mother, father] = [await api.dataOf('sophie-garnier'), await api.dataOf('julien-lefevre')];
    expect(mother.enfants).toEqual(father.enfants);
    expect(mother.quotient_familial.valeur).not.toBe(father.quotient_familial.valeur);
  });
});

describe('the month asked for', () => {
  test('an older month has its own value', async () => {
    const token = await api.tokenOf('camille-moreau');
    const { data } = await (await api.call(`${QF}?recipient=${RECIPIENT}&annee=2026&mois=3`, token)).json();
    expect(data.quotient_familial).toMatchObject({ valeur: 1010, annee: 2026, mois: 3 });
  });

  test('a year alone keeps the current month', async () => {
    const { annee, mois } = thisMonth();
    const { data } = await (
      await api.call(`${QF}?recipient=${RECIPIENT}&annee=${Number(annee) - 1}`, await api.tokenOf('camille-moreau'))
    ).json();
    expect(data.quotient_familial).toMatchObject({ annee: Number(annee) - 1, mois });
  });

  test.each(['annee=2100', 'mois=13', 'mois=0', 'annee=26', 'annee=abcd'])('%s is refused', async (query) => {
    const response = await api.call(`${QF}?recipient=${RECIPIENT}&${query}`, await api.tokenOf('camille-moreau'));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'bad_request' });
  });

  test('nothing is kept beyond twenty-four months', async () => {
    const response = await api.call(
      `${QF}?recipient=${RECIPIENT}&annee=2020&mois=1`,
      await api.tokenOf('camille-moreau'),
    );
    expect(await refusal(response)).toEqual([404, '37003']);
  });
});

describe('quotient familial with a civil status', () => {
  const IDENTITE = '/v3/dss/quotient_familial/identite';
  const camille = {
    nomNaissance: 'Moreau',
    'prenoms[]': 'camille',
    anneeDateNaissance: '1989',
    sexeEtatCivil: 'F',
    codeCogInseePaysNaissance: '99100',
    codeCogInseeCommuneNaissance: '86194',
  };

  test.each<[string, Record<string, string>]>([
    ['the year alone', {}],
    ['the whole date', { moisDateNaissance: '4', jourDateNaissance: '17' }],
    [
      'the name of the commune',
      { codeCogInseeCommuneNaissance: '', nomCommuneNaissance: 'POITIERS', codeCogInseeDepartementNaissance: '86' },
    ],
  ])('finds somebody by %s', async (_what, more) => {
    const response = await identite({ ...camille, ...more });
    expect((await response.json()).data.quotient_familial.valeur).toBe(845);
  });

  test('finds somebody born abroad, whatever the accents', async () => {
    const response = await identite({
      nomNaissance: 'diallo',
      'prenoms[]': 'Aicha',
      sexeEtatCivil: 'F',
      codeCogInseePaysNaissance: '99330',
    });
    expect((await response.json()).data.quotient_familial.valeur).toBe(320);
  });

  test.each<[string, Record<string, string>]>([
    ['another first name', { 'prenoms[]': 'Jeanne' }],
    ['another year', { anneeDateNaissance: '1990' }],
    ['another commune', { codeCogInseeCommuneNaissance: '86066' }],
    ['the other sex', { sexeEtatCivil: 'M' }],
  ])('finds nobody with %s', async (_what, more) => {
    expect(await refusal(await identite({ ...camille, ...more }))).toEqual([404, '37003']);
  });

  test.each<[string, Record<string, string>]>([
    ['no name', { nomNaissance: '' }],
    ['no first name', { 'prenoms[]': '' }],
    ['the sex in FranceConnect’s words', { sexeEtatCivil: 'female' }],
    ['no country', { codeCogInseePaysNaissance: '' }],
    ['no place of birth in France', { codeCogInseeCommuneNaissance: '' }],
  ])('refuses %s', async (_what, more) => {
    expect(await refusal(await identite({ ...camille, ...more }))).toEqual([422, '00366']);
  });

  test('wants the habilitation’s token, and not a FranceConnect one', async () => {
    const token = await api.tokenOf('camille-moreau');
    expect(await refusal(await api.call(`${IDENTITE}?recipient=${RECIPIENT}`, token))).toEqual([401, '00101']);
    expect(await refusal(await api.call(QF, api.world.simulators.apiParticulierToken))).toEqual([401, '50002']);
  });

  test('says that the habilitation’s token is over after eighteen months', async () => {
    const old = await createWorld();
    old.elapse(549 * 86_400);
    const query = new URLSearchParams({ recipient: RECIPIENT, ...camille });
    const response = await fetch(`${old.simulators.apiParticulierUrl}${IDENTITE}?${query}`, {
      headers: { authorization: `Bearer ${old.simulators.apiParticulierToken}` },
    });
    expect(await refusal(response)).toEqual([401, '00103']);
    await old.close();
  });

  function identite(params: Record<string, string>): Promise<Response> {
    const query = new URLSearchParams({ recipient: RECIPIENT, ...params });
    return api.call(`${IDENTITE}?${query}`, api.world.simulators.apiParticulierToken);
  }
});

describe('headers, cache and limits', () => {
  test('every answer is numbered and counted', async () => {
    const first = await api.call(QF, undefined);
    const second = await api.call(QF, undefined);
    expect(first.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
    expect(first.headers.get('ratelimit-limit')).toBe('1000');
    expect(Number(first.headers.get('ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000);
  });

  test('a second answer comes from the cache for a day, unless it is told not to', async () => {
    await api.quotientOf('laetitia-santoni');
    const second = await api.quotientOf('laetitia-santoni');
    expect(second.headers.get('x-response-cached')).toBe('true');
    expect(Number(second.headers.get('x-cache-expires-in'))).toBeLessThanOrEqual(86_400);

    const token = await api.tokenOf('laetitia-santoni');
    const forced = await api.call(QF, token, { 'cache-control': 'no-cache' });
    expect(forced.headers.get('x-response-cached')).toBe('false');

    api.world.elapse(86_401);
    expect((await api.quotientOf('laetitia-santoni')).headers.get('x-response-cached')).toBe('false');
  });

  test('the twenty-first request of one second is refused', async () => {
    const token = await api.tokenOf('camille-moreau');
    api.world.freeze(true);
    const statuses: number[] = [];
    for (let i = 0; i < 21; i += 1) {
      statuses.push((await api.call(QF, token)).status);
    }
    api.world.freeze(false);
    expect(statuses.slice(0, 20)).not.toContain(429);
    expect(statuses[20]).toBe(429);
  });

  test('the same request twice at once is a conflict', async () => {
    await api.order('slow', { delayMs: 300, times: 1 });
    const token = await api.tokenOf('camille-moreau');
    const first = api.call(QF, token);
    // The order is used up once the first request is under way.
    await expect.poll(() => api.world.simulators.control.active()).toEqual([]);
    expect(await refusal(await api.call(QF, token))).toEqual([409, '00015']);
    expect((await first).status).toBe(200);
  });
});

describe('other paths', () => {
  test('health', async () => {
    expect(await (await api.call('/api/ping', undefined)).json()).toBe('pong');
    const { status } = await (await api.call('/api/cnaf_msa_quotient_familial/ping', undefined)).json();
    expect(status).toBe('ok');
  });

  test('introspection of the habilitation', async () => {
    const body = await (
      await api.call(`/api/introspect?token=${api.world.simulators.apiParticulierToken}`, undefined)
    ).json();
    expect(body.scopes).toContain('cnaf_quotient_familial');
    expect((await api.call('/api/introspect?token=faux', undefined)).status).toBe(401);
  });

  test.each(['/v3/dss/inconnu', '/v2/composition-familiale', '/'])('%s does not exist', async (path) => {
    expect((await api.call(path, undefined)).status).toBe(404);
  });

  test('nor does anything but GET', async () => {
    expect((await fetch(`${api.base}${QF}`, { method: 'POST' })).status).toBe(404);
  });
});

function thisMonth(suffix = ''): Record<string, number> {
  const [annee, mois] = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Paris', year: 'numeric', month: '2-digit' })
    .format()
    .split('-')
    .map(Number);
  return { [`annee${suffix}`]: annee ?? 0, [`mois${suffix}`]: mois ?? 0 };
}
