import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textOfPage, type Visite, type Visitor } from '../../../test/support/visitor.ts';
import { leaveFor, type Service, signInWith, startService } from './testing/service.tsx';
import { signOut as endSession } from './use-cases/sign-out.ts';

/** 15. The session: whose it is, and how it ends, on a computer that others use. */
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

/** A sign-out as a browser lives it, every redirection followed. @returns the page where it ends */
async function signOut(page: Visite): Promise<Visite> {
  return visitor.submit(page, {}, '/deconnexion');
}

/** The same, stopped at the provider's door. @returns where the browser is sent */
async function leaveByTheDoor(page: Visite): Promise<URL> {
  const seen: URL[] = [];
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.pathname.endsWith('/session/end')) {
      seen.push(url);
      return new Response('stopped here');
    }
    return real(input, init);
  };
  try {
    await signOut(page);
  } finally {
    globalThis.fetch = real;
  }
  const [door] = seen;
  if (!door) throw new Error('the browser was not sent to the provider');
  return door;
}

describe('a session', () => {
  test('that was planted before a sign-in is not the one that opens', async () => {
    visitor.cookies.set('session', 'plantee-par-quelqu-un-d-autre');
    await signInWith(service, visitor, 'franceconnect', PERSONNE);
    const first = visitor.cookies.get('session');
    expect(first).not.toBe('plantee-par-quelqu-un-d-autre');
    await signInWith(service, visitor, 'franceconnect', PERSONNE);
    expect(visitor.cookies.get('session')).not.toBe(first);
  });

  test('that no session is named like is not found', async () => {
    await signInWith(service, visitor, 'franceconnect', PERSONNE);
    const { html } = await visitor.visit('/compte/connexions');
    const jeton = /name="_jeton" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const body = new URLSearchParams({ _jeton: jeton });
    const closed = await visitor.send('/compte/sessions/autre/fermer', { method: 'POST', body });
    expect(closed.status).toBe(404);
  });

  test('of who was there before ends when somebody else signs in on the same browser', async () => {
    await signInWith(service, visitor, 'franceconnect', PERSONNE);
    const before = visitor.cookies.get('session') ?? '';
    await signInWith(service, visitor, 'franceconnect', 'mehdi-benali');
    expect(await service.sessions()).toBe(1);
    const thief = service.visitor();
    thief.cookies.set('session', before);
    expect((await thief.visit('/compte')).url.pathname).toBe('/connexion');
  });

  test('is in a cookie that no script reads, and that comes back from the provider', async () => {
    await signInWith(service, visitor, 'franceconnect', PERSONNE);
    const cookie = visitor.received.find((header) => header.startsWith('session='));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
  });
});

describe('a sign-out', () => {
  test('ends here and at the provider, with the id_token and a state of its own; nobody else gets in after', async () => {
    const page = await signInWith(service, visitor, 'franceconnect', PERSONNE);
    const stolen = visitor.cookies.get('session') ?? '';
    const door = await leaveByTheDoor(page);
    expect(door.href.startsWith(`${service.simulators.franceConnectIssuer}/session/end?`)).toBe(true);
    expect(door.searchParams.get('id_token_hint')?.split('.')).toHaveLength(3);
    expect(door.searchParams.get('post_logout_redirect_uri')).toBe(`${service.url}/deconnexion/retour`);
    expect(door.searchParams.get('state')?.length).toBeGreaterThanOrEqual(22);
    expect(visitor.cookies.has('session')).toBe(false);
    visitor.cookies.set('session', stolen);
    expect((await visitor.visit('/compte')).url.pathname).toBe('/connexion');
  });

  test('says nothing to the next person, who has another name for us', async () => {
    const page = await signInWith(service, visitor, 'franceconnect', PERSONNE);
    const named = visitor.cookies.get('navigateur');
    await leaveByTheDoor(page);
    expect(visitor.cookies.get('navigateur')).not.toBe(named);
  });

  test('while the provider is down ends here all the same', async () => {
    await signInWith(service, visitor, 'franceconnect', PERSONNE);
    const { rows } = await service.base.owner.query('select id, personne_id from sessions');
    const { providers } = service.deps;
    const down = async () => {
      throw new Error('nobody answers');
    };
    const franceconnect = { ...providers.franceconnect, party: { ...providers.franceconnect.party, logoutUrl: down } };
    const sortie = await endSession(
      service.deps,
      { ...providers, franceconnect },
      { sessionId: rows[0].id, personneId: rows[0].personne_id },
    );
    expect(sortie).toEqual({ type: 'fournisseur_muet', fournisseur: 'franceconnect' });
    expect(await service.sessions()).toBe(0);
    expect((await visitor.visit('/compte')).url.pathname).toBe('/connexion');
  });

  test('a return that nobody left for ends nothing, twice', async () => {
    await signInWith(service, visitor, 'franceconnect', PERSONNE);
    for (const address of ['/deconnexion/retour', '/deconnexion/retour?state=devine', '/deconnexion/retour?state=']) {
      const page = await visitor.visit(address);
      expect(textOfPage(page)).not.toContain('Vous êtes déconnecté');
    }
    expect(service.events()).toEqual(['deconnexion_forgee', 'deconnexion_forgee', 'deconnexion_forgee']);
    expect((await visitor.visit('/compte')).url.pathname).toBe('/compte');
  });

  test('of one account leaves the departure of the next one clean', async () => {
    const page = await signInWith(service, visitor, 'franceconnect', PERSONNE);
    const departure = await leaveFor(service, visitor, 'franceconnect');
    await leaveByTheDoor(page);
    // Begun by the one who left: the browser is nobody's any more, and cannot finish it.
    const answer = new URL(`${service.url}/connexion/franceconnect/retour`);
    answer.search = String(
      new URLSearchParams({
        code: 'un-code',
        state: departure.searchParams.get('state') ?? '',
        iss: service.simulators.franceConnectIssuer,
      }),
    );
    service.events();
    expect((await visitor.visit(answer)).status).toBe(403);
    expect(service.events()).toHaveLength(1);
  });
});
