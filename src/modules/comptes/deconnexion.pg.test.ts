import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { linksOf, shownIn, textOfPage, type Visite, type Visitor } from '../../../test/support/visitor.ts';
import { envoyerCourrierConnexion } from './tasks/envoyer-courrier-connexion.ts';
import { makeAdresses } from './testing/adresses.ts';
import { makeAide } from './testing/aide.ts';
import { leaveFor, type Service, signInWith, startService } from './testing/service.tsx';
import { removeConnexion } from './use-cases/remove-connexion.ts';
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

describe('a way to sign in that is removed', () => {
  const LIEN = 'camille@exemple.test';
  const { advance, rows, reset, jetonOf, journalOf } = makeAide(() => service);
  const { signInByLink, personneOf } = makeAdresses(
    () => service,
    makeAide(() => service),
  );

  /** Two accounts of Camille that were made one: signed in with FranceConnect in `visitor`, by link in the other. */
  async function twoWays(): Promise<Visitor> {
    await reset();
    await service.base.owner.query('delete from liens_connexion');
    await signInWith(service, visitor, 'franceconnect', PERSONNE);
    const personne = await personneOf(visitor);
    await rows(`insert into identites (issuer, sub, personne_id) values ('lien', $1, $2)`, [LIEN, personne]);
    const byLink = service.visitor();
    await signInByLink(byLink, LIEN);
    return byLink;
  }

  const ways = async () => (await rows<{ issuer: string }>('select issuer from identites order by issuer')).length;
  const hrefs = async (who: Visitor) =>
    linksOf(await who.visit('/compte/connexions')).flatMap(({ text, href }) =>
      text.startsWith('Retirer') ? { text, path: href.pathname } : [],
    );
  const pathOf = async (who: Visitor, named: string) =>
    (await hrefs(who)).find(({ text }) => text.includes(named))?.path ?? '';
  const remove = async (who: Visitor, path: string) => who.submit(await who.visit(path), {}, '/retirer');

  test('is listed, since when and last used, and goes with the sessions that it opened; the person is told', async () => {
    const byLink = await twoWays();
    const shown = textOfPage(await visitor.visit('/compte/connexions'));
    for (const said of ['FranceConnect', `Lien reçu à ${LIEN}`, 'Depuis', 'Dernière fois'])
      expect(shown).toContain(said);
    const confirm = await visitor.visit(await pathOf(visitor, 'lien'));
    expect(textOfPage(confirm)).toMatch(/Ce qui ouvrira encore votre compte\s*FranceConnect/);
    expect(await ways()).toBe(2);
    const done = await visitor.submit(confirm, {}, '/retirer');
    expect(textOfPage(done)).toContain('La session qui était ouverte ainsi est fermée');
    expect([await ways(), await service.sessions(), await personneOf(byLink)]).toEqual([1, 1, undefined]);
    const personne = (await personneOf(visitor)) ?? '';
    expect(await journalOf(personne)).toMatchObject([
      { type: 'compte.connexion_retiree', acteur: personne, contenu: { fournisseur: 'lien', sessionsFermees: 1 } },
    ]);
    // The address that does not open it any more is told at once, the contact address by a job that holds no address.
    expect(service.mails.at(-1)).toMatchObject({
      to: LIEN,
      text: expect.stringContaining('un lien reçu par courriel'),
    });
    const [job] = await rows<{ payload: object }>(
      `select payload from graphile_worker._private_jobs where payload::jsonb ? 'fournisseur'`,
    );
    expect(JSON.stringify(job)).not.toContain('@');
    const task = envoyerCourrierConnexion(service.deps);
    await task.run(task.parse(job?.payload), { logger: service.deps.logger, signal: new AbortController().signal });
    expect(service.mails.at(-1)).toMatchObject({ to: 'famille.benali@exemple.test' });
    // Used again, it opens another account.
    await signInByLink(byLink, LIEN);
    expect(await personneOf(byLink)).not.toBe(personne);
  });

  test('the one by which one came: signed out here, and at the provider', async () => {
    const byLink = await twoWays();
    const path = await pathOf(visitor, 'FranceConnect');
    const left = await remove(visitor, path);
    expect(textOfPage(left)).toContain('retirée de votre compte, et vous êtes déconnecté');
    expect([await personneOf(visitor), await ways()]).toEqual([undefined, 1]);
    expect(await personneOf(byLink)).toBeDefined();
    expect((await byLink.visit(path)).status).toBe(404);
  });

  test('never the last, nor the last that leads somewhere, whoever insists', async () => {
    await twoWays();
    await rows(`update identites set issuer = 'https://ancien.exemple.test' where issuer = 'lien'`);
    expect((await hrefs(visitor)).map(({ text }) => text)).toEqual(['Retirer un ancien service de connexion']);
    const path = await pathOf(visitor, 'ancien');
    const [fc] = await rows<{ id: string }>(`select id from identites where issuer not like '%ancien%'`);
    const insists = (id = '') => post(visitor, `/compte/connexions/${id}/retirer`);
    expect([(await insists(fc?.id)).status, await ways()]).toEqual([422, 2]);
    await remove(visitor, path);
    expect([(await insists(fc?.id)).status, await ways(), await hrefs(visitor)]).toEqual([422, 1, []]);
  });

  test('two removals at the same instant leave one', async () => {
    await twoWays();
    // By a session that neither removal ends: only the ways themselves can stop the second.
    await rows(`update sessions set identite_id = null, fournisseur = 'proconnect'`);
    const personneId = (await personneOf(visitor)) ?? '';
    const [session] = await rows<{ id: string }>('select id from sessions');
    const demande = { personneId, type: 'usager', sessionId: session?.id ?? '' } as const;
    for (let round = 0; round < 5; round += 1) {
      const ids = await rows<{ id: string }>('select id from identites');
      const done = await Promise.all(
        ids.map(({ id }) => removeConnexion(service.deps, { ...demande, identiteId: id })),
      );
      expect(done.map((one) => (one.ok ? 'retirée' : one.error)).toSorted()).toEqual(['derniere', 'retirée']);
      await rows(`insert into identites (issuer, sub, personne_id) values ('lien', $1, $2)`, [
        `${round}@exemple.test`,
        personneId,
      ]);
    }
  });

  test('nothing without the token of this browser, from another site, or for somebody else’s way', async () => {
    await twoWays();
    const path = await pathOf(visitor, 'lien');
    const thief = service.visitor();
    await signInWith(service, thief, 'franceconnect', 'sophie-garnier');
    expect((await thief.visit(path)).status).toBe(404);
    expect((await post(thief, path)).url.pathname).toBe('/compte/connexions');
    expect((await post(visitor, path, { _jeton: await jetonOf(thief) })).status).toBe(403);
    expect((await post(visitor, path, { _jeton: '' })).status).toBe(403);
    expect((await post(visitor, path, {}, { origin: 'https://ailleurs.exemple.test' })).status).toBe(403);
    expect((await post(service.visitor(), path)).url.pathname).toBe('/connexion');
    expect(await rows(`select 1 from identites where sub = $1`, [LIEN])).toHaveLength(1);
  });

  test('a sign-in of more than 15 minutes is proved again', async () => {
    await twoWays();
    const path = await pathOf(visitor, 'lien');
    const form = await visitor.visit(path);
    advance(15 * 60 + 1);
    const late = await visitor.submit(form, {}, '/retirer');
    expect([late.status, shownIn(late, 'retour').includes(path), await ways()]).toEqual([403, true, 2]);
    advance(-15 * 60 - 1);
  });

  async function post(who: Visitor, path: string, typed = {}, headers = {}): Promise<Visite> {
    const body = new URLSearchParams({ _jeton: await jetonOf(who), ...typed });
    return who.send(path, { method: 'POST', body, headers });
  }
});
