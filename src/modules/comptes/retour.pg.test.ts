import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textOfPage, type Visite, type Visitor } from '../../../test/support/visitor.ts';
import { answerOf, cookieHeader, leaveFor, type Service, signInWith, startService } from './testing/service.tsx';

/** The return of the browser: its transaction, its browser, its provider, its time, and once. */
let service: Service;
let visitor: Visitor;

beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  visitor = service.visitor();
  service.events();
  await service.base.owner.query('delete from sessions');
});
afterEach(() => service.simulators.control.clear());
afterAll(() => service?.close());

const PERSONNE = 'camille-moreau';
const UNKNOWN = 'a expiré, ou a commencé dans un autre navigateur';

async function expectRefusal(page: Visite, event: string, status: number, says: string): Promise<void> {
  expect(service.events()).toEqual([event]);
  expect([page.status, textOfPage(page).includes(says) || textOfPage(page)]).toEqual([status, true]);
  expect(visitor.cookies.has('session')).toBe(false);
  expect(await service.sessions()).toBe(0);
}

/** The answer, changed on the way. */
async function changed(change: (answer: URLSearchParams) => void): Promise<URL> {
  const answer = await answerOf(service, visitor, 'franceconnect', PERSONNE);
  change(answer.searchParams);
  return answer;
}

test('an honest answer opens one session', async () => {
  const page = await signInWith(service, visitor, 'franceconnect', PERSONNE);
  expect([page.status, page.url.pathname]).toEqual([200, '/compte']);
  expect(textOfPage(page)).toContain('Camille BENALI');
  expect(await service.sessions()).toBe(1);
  expect(service.events()).toEqual([]);
});

describe('7. state', () => {
  test('none, and nothing is in progress', async () => {
    const page = await visitor.visit('/connexion/franceconnect/retour?code=abc');
    await expectRefusal(page, 'retour_sans_etat', 403, UNKNOWN);
  });

  test.each([
    ['taken away', (answer: URLSearchParams) => answer.delete('state'), 'retour_sans_etat'],
    ['empty', (answer: URLSearchParams) => answer.set('state', ''), 'retour_sans_etat'],
    ['invented', (answer: URLSearchParams) => answer.set('state', 'a'.repeat(43)), 'retour_inconnu'],
    ['twice', (answer: URLSearchParams) => answer.append('state', 'b'.repeat(43)), 'retour_sans_etat'],
  ] as const)('%s', async (_what, change, event) => {
    await expectRefusal(await visitor.visit(await changed(change)), event, 403, UNKNOWN);
  });

  test('of another browser (login CSRF): refused there, and still good here', async () => {
    const answer = await answerOf(service, visitor, 'franceconnect', PERSONNE);
    const victim = service.visitor();
    await victim.visit('/connexion');
    await expectRefusal(await victim.visit(answer), 'retour_autre_navigateur', 403, UNKNOWN);
    expect(victim.cookies.has('session')).toBe(false);
    const page = await visitor.visit(answer);
    expect(page.url.pathname).toBe('/compte');
  });

  test('of another browser, after it served: refused, not « already done »', async () => {
    const answer = await answerOf(service, visitor, 'franceconnect', PERSONNE);
    await visitor.visit(answer);
    const thief = service.visitor();
    await thief.visit('/connexion');
    const page = await thief.visit(answer);
    expect([page.status, thief.cookies.has('session'), await service.sessions()]).toEqual([403, false, 1]);
    expect(service.events()).toEqual(['retour_autre_navigateur']);
  });

  test('a browser that lost its cookies', async () => {
    const answer = await answerOf(service, visitor, 'franceconnect', PERSONNE);
    visitor.cookies.clear();
    await expectRefusal(await visitor.visit(answer), 'retour_sans_etat', 403, UNKNOWN);
  });

  test('half an hour late', async () => {
    const answer = await answerOf(service, visitor, 'franceconnect', PERSONNE);
    service.advance(31 * 60);
    try {
      await expectRefusal(await visitor.visit(answer), 'retour_perime', 403, UNKNOWN);
    } finally {
      service.advance(-31 * 60);
    }
  });
});

describe('8. the same answer again', () => {
  test('the Back button: a calm page, one session', async () => {
    const answer = await answerOf(service, visitor, 'franceconnect', PERSONNE);
    await visitor.visit(answer);
    const again = await visitor.visit(answer);
    expect([again.status, await service.sessions()]).toEqual([200, 1]);
    expect(textOfPage(again)).toContain('vous êtes connecté');
    expect(service.events()).toEqual([]);
  });

  test('twice at once: one session, one person, no error', async () => {
    const before = await service.personnes();
    const answer = await answerOf(service, visitor, 'franceconnect', 'thi-mai-nguyen');
    const open = () =>
      fetch(answer, { redirect: 'manual', headers: { cookie: cookieHeader(visitor), accept: 'text/html' } });
    const answers = await Promise.all(Array.from({ length: 8 }, open));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array.from({ length: 7 }, () => 200), 303]);
    expect([await service.sessions(), (await service.personnes()) - before]).toEqual([1, 1]);
    expect(service.events()).toEqual([]);
  });

  test('a first sign-in from two browsers at once makes one person', async () => {
    const before = await service.personnes();
    const other = service.visitor();
    const answers = await Promise.all([
      answerOf(service, visitor, 'franceconnect', 'julien-lefevre'),
      answerOf(service, other, 'franceconnect', 'julien-lefevre'),
    ]);
    await Promise.all([visitor.visit(answers[0]), other.visit(answers[1])]);
    expect([await service.sessions(), (await service.personnes()) - before]).toEqual([2, 1]);
  });

  test('the code of one sign-in in the answer of another', async () => {
    const first = await answerOf(service, visitor, 'franceconnect', PERSONNE);
    const second = await answerOf(service, visitor, 'franceconnect', PERSONNE);
    const code = first.searchParams.get('code') ?? '';
    await visitor.visit(first);
    visitor.cookies.delete('session');
    await service.base.owner.query('delete from sessions');
    second.searchParams.set('code', code);
    await expectRefusal(await visitor.visit(second), 'jeton_refuse', 403, 'n’a pas pu être vérifiée');
  });

  test('the code of somebody else: its nonce is not ours', async () => {
    const thief = service.visitor();
    const stolen = await answerOf(service, thief, 'franceconnect', 'mehdi-benali');
    const page = await visitor.visit(
      await changed((answer) => answer.set('code', stolen.searchParams.get('code') ?? '')),
    );
    await expectRefusal(page, 'jeton_nonce', 403, 'n’a pas pu être vérifiée');
  });
});

describe('9. mixed-up providers', () => {
  test.each([
    ['no issuer', (answer: URLSearchParams) => answer.delete('iss')],
    ['another issuer', (answer: URLSearchParams) => answer.set('iss', 'https://ailleurs.exemple.test/api/v2')],
    ['two issuers', (answer: URLSearchParams) => answer.append('iss', 'https://ailleurs.exemple.test/api/v2')],
    ['the other provider', (answer: URLSearchParams) => answer.set('iss', service.simulators.proConnectIssuer)],
  ] as const)('%s', async (_what, change) => {
    await expectRefusal(await visitor.visit(await changed(change)), 'retour_emetteur', 403, 'vérifiée');
  });

  test('an answer brought to the other provider’s address', async () => {
    const answer = await answerOf(service, visitor, 'franceconnect', PERSONNE);
    answer.pathname = '/connexion/proconnect/retour';
    await expectRefusal(await visitor.visit(answer), 'retour_autre_fournisseur', 403, UNKNOWN);
  });

  test('the code and issuer of ProConnect in the transaction of FranceConnect', async () => {
    const agent = await answerOf(service, visitor, 'proconnect', 'fatou-sow');
    const page = await visitor.visit(
      await changed((answer) => {
        for (const name of ['code', 'iss']) answer.set(name, agent.searchParams.get(name) ?? '');
      }),
    );
    await expectRefusal(page, 'retour_emetteur', 403, 'vérifiée');
  });
});

describe('12. errors brought back', () => {
  const error =
    (name: string, description = 'x') =>
    (answer: URLSearchParams) => {
      answer.delete('code');
      answer.set('error', name);
      answer.set('error_description', description);
    };

  test.each([
    ['invalid_scope', 'retour_en_erreur', 403],
    ['invalid_acr', 'retour_en_erreur', 403],
    ['invalid_request', 'retour_en_erreur', 403],
    ['<script>alert(1)</script>', 'retour_en_erreur', 403],
    ['temporarily_unavailable', 'retour_en_panne', 503],
    ['access_denied', 'retour_annule', 200],
  ])('%s', async (name, event, status) => {
    const page = await visitor.visit(await changed(error(name)));
    await expectRefusal(page, event, status, 'Recommencer');
    expect(page.html).not.toContain('<script>alert');
  });

  test('an error and a code together', async () => {
    const page = await visitor.visit(await changed((answer) => answer.set('error', 'access_denied')));
    await expectRefusal(page, 'retour_en_erreur', 403, 'vérifiée');
  });

  test.each([
    ['no code at all', (answer: URLSearchParams) => answer.delete('code'), 'retour_sans_code'],
    ['an empty code', (answer: URLSearchParams) => answer.set('code', ''), 'retour_sans_code'],
    ['two codes', (answer: URLSearchParams) => answer.append('code', 'x'), 'retour_sans_code'],
    ['an invented code', (answer: URLSearchParams) => answer.set('code', 'x'.repeat(43)), 'jeton_refuse'],
    ['a JARM answer', (answer: URLSearchParams) => answer.set('response', 'a.b.c'), 'jeton_invalide'],
  ] as const)('%s', async (_what, change, event) => {
    await expectRefusal(await visitor.visit(await changed(change)), event, 403, 'vérifiée');
  });

  test('an error with a state that is not ours changes nothing', async () => {
    const answer = await answerOf(service, visitor, 'franceconnect', PERSONNE);
    const forged = new URL(answer);
    error('access_denied')(forged.searchParams);
    forged.searchParams.set('state', 'c'.repeat(43));
    await expectRefusal(await visitor.visit(forged), 'retour_inconnu', 403, UNKNOWN);
    expect((await visitor.visit(answer)).url.pathname).toBe('/compte');
  });

  test('13. what the provider writes is neither shown nor logged', async () => {
    const evil = `<img src=x onerror=alert(1)>\r\nSet-Cookie: vol=1 ${'e'.repeat(5000)} \u202Egro \u0000`;
    const page = await visitor.visit(await changed(error('server_error', evil)));
    await expectRefusal(page, 'retour_en_panne', 503, 'indisponible');
    expect(page.html).not.toContain('onerror');
    expect(service.log()).not.toMatch(/onerror|Set-Cookie|e{40}/);
    expect(visitor.cookies.has('vol')).toBe(false);
  });

  test('13. names full of traps are shown as text, and logged nowhere', async () => {
    await service.simulators.control.set({ system: 'franceconnect', behaviour: 'userinfo_evil' });
    const page = await signInWith(service, visitor, 'franceconnect', 'nathalie-rousseau');
    expect([page.status, page.url.pathname]).toEqual([200, '/compte']);
    expect(page.html).toContain('&lt;script>alert(1)&lt;/script>');
    for (const trap of ['<script>alert', '\u202E', '\u0000']) expect(page.html).not.toContain(trap);
    expect(visitor.cookies.has('vol')).toBe(false);
    expect(service.log()).not.toContain('alert(1)');
  });
});

test('two tabs, two sign-ins, each with its own state', async () => {
  const first = await answerOf(service, visitor, 'franceconnect', PERSONNE);
  const second = await answerOf(service, visitor, 'franceconnect', 'mehdi-benali');
  expect(textOfPage(await visitor.visit(first))).toContain('Camille BENALI');
  expect(textOfPage(await visitor.visit(second))).toContain('Mehdi BENALI');
  // The second took the place of the first: one browser is one person.
  expect(await service.sessions()).toBe(1);
});

test('cancelled half-way, then Back to an earlier sign-in: that one is still good', async () => {
  const answer = await answerOf(service, visitor, 'franceconnect', PERSONNE);
  await service.simulators.control.set({ system: 'franceconnect', behaviour: 'access_denied', times: 1 });
  const cancelled = await signInWith(service, visitor, 'franceconnect', PERSONNE);
  await expectRefusal(cancelled, 'retour_annule', 200, 'interrompu');
  expect((await visitor.visit(answer)).url.pathname).toBe('/compte');
});

describe('what we ask', () => {
  test('nothing outside the white list, long state and nonce, new each time', async () => {
    const [first, second] = [
      await leaveFor(service, visitor, 'franceconnect'),
      await leaveFor(service, visitor, 'franceconnect'),
    ];
    const names = ['acr_values', 'client_id', 'nonce', 'redirect_uri', 'response_type', 'scope', 'state'];
    expect([...first.searchParams.keys()].toSorted()).toEqual(names);
    for (const name of ['state', 'nonce']) {
      expect(first.searchParams.get(name)?.length).toBeGreaterThanOrEqual(32);
      expect(first.searchParams.get(name)).not.toBe(second.searchParams.get(name));
    }
    const agent = await leaveFor(service, visitor, 'proconnect');
    const ofAgents = ['claims', 'client_id', 'nonce', 'redirect_uri', 'response_type', 'scope', 'state'];
    expect([...agent.searchParams.keys()].toSorted()).toEqual(ofAgents);
    expect(JSON.parse(agent.searchParams.get('claims') ?? '')).toEqual({
      id_token: { acr: { essential: true, values: ['eidas0-mfa', 'eidas1-mfa', 'eidas2', 'eidas3'] } },
    });
  });

  test('Host and X-Forwarded-Host do not move the address of return', async () => {
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'host=evil.example',
    };
    const departure = await leaveFor(service, visitor, 'franceconnect', headers);
    expect(departure.searchParams.get('redirect_uri')).toBe(`${service.url}/connexion/franceconnect/retour`);
  });

  test('14. the page where to come back is one of ours', async () => {
    for (const evil of [
      '//evil.example',
      '/\\evil.example',
      'https:evil.example',
      '/%09/evil.example',
      'javascript:1',
    ]) {
      const page = await visitor.visit(`/connexion?retour=${encodeURIComponent(evil)}`);
      expect(page.html).not.toMatch(/value="[^"]*(?:\/\/|\\|javascript:)/);
    }
  });
});
