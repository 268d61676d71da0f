import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shownIn, textOfPage, type Visite, type Visitor } from '../../../test/support/visitor.ts';
import { saltedDigest } from '../journal/index.ts';
import { envoyerCourrierAdresse } from './tasks/envoyer-courrier-adresse.ts';
import { makeAide } from './testing/aide.ts';
import { type Service, signInWith, startService } from './testing/service.tsx';

/** The contact address of an account: changed once proved, in the browser that asked, and told to the old one. */
let stateDir: string;
let service: Service;
let visitor: Visitor;
const { advance, principalOf, rows, reset, compte, accepted, act, sendMails } = makeAide(() => service);

const PAGE = '/compte/adresse-de-contact';
const [ANCIENNE, NOUVELLE] = ['avant@exemple.test', 'apres@exemple.test'];

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'comptes-'));
  service = await startService(stateDir);
});
beforeEach(async () => {
  await rows('delete from liens_connexion');
  await reset();
  visitor = service.visitor();
});
afterAll(async () => {
  await service.close();
  await rm(stateDir, { recursive: true, force: true });
});

const lastLink = () => /http\S+\/lien\/\S+/.exec(service.mails.at(-1)?.text ?? '')?.[0] ?? '';
const open = async (who: Visitor, link: string) => who.submit(await who.visit(link), {}, new URL(link).pathname);

async function signInByLink(who: Visitor, email: string): Promise<void> {
  await who.submit(await who.visit('/connexion?retour=/compte'), { email }, 'email');
  await open(who, lastLink());
}

/** @returns the link that was mailed to the new address */
async function ask(who: Visitor, email = NOUVELLE): Promise<string> {
  const answer = await who.submit(await who.visit(PAGE), { email }, 'email');
  expect([answer.status, answer.url.pathname]).toEqual([200, '/compte']);
  return lastLink();
}

const personneOf = async (who: Visitor) => {
  const principal = await principalOf(who);
  return principal.type === 'anonyme' ? undefined : principal.personneId;
};
const emailOf = async (who: Visitor) =>
  (await rows<{ email: string }>('select email from personnes where id = $1', [await personneOf(who)]))[0]?.email;
const subsOf = async (who: Visitor) =>
  (await rows<{ sub: string }>(`select sub from identites where personne_id = $1`, [await personneOf(who)])).map(
    ({ sub }) => sub,
  );
const jobs = () => rows<{ payload: object }>('select payload from graphile_worker._private_jobs');

describe('an account that only the link opens', () => {
  test('the link follows to the address that was proved; sessions stay, the old address is told', async () => {
    await signInByLink(visitor, ANCIENNE);
    const personne = await personneOf(visitor);
    const link = await ask(visitor, 'Apres@Exemple.test');
    expect([service.mails.at(-1)?.to, await emailOf(visitor)]).toEqual(['Apres@exemple.test', ANCIENNE]);
    for (const _scanner of [1, 2]) await visitor.visit(link);
    expect([await emailOf(visitor), await subsOf(visitor)]).toEqual([ANCIENNE, [ANCIENNE]]);

    const page = await open(visitor, link);
    expect(textOfPage(page)).toContain('votre lien de connexion vous sera envoyé');
    expect([await emailOf(visitor), await subsOf(visitor)]).toEqual([NOUVELLE, [NOUVELLE]]);
    expect([await personneOf(visitor), await service.sessions()]).toEqual([personne, 1]);

    expect(JSON.stringify(await jobs())).not.toContain('exemple.test');
    const { to, text } = await mailOfTheChange();
    expect([to, text.includes('n’ouvre plus votre compte'), text.includes(NOUVELLE)]).toEqual([ANCIENNE, true, false]);

    const [fait] = await rows<{ contenu: { adresse: string }; canonical: string }>(
      `select canonical, canonical::jsonb -> 'contenu' as contenu from journal_entries
       where type = 'compte.adresse_changee' order by seq desc limit 1`,
    );
    const [{ sel } = { sel: '' }] = await rows<{ sel: string }>(
      `select encode(email_sel, 'hex') as sel from personnes`,
    );
    const digest = saltedDigest({ nom: 'Adresse de contact', salt: sel, valeur: NOUVELLE });
    expect([fait?.contenu.adresse, fait?.canonical.includes('exemple.test')]).toEqual([digest, false]);

    expect((await open(visitor, link)).status).toBe(403);
    const [ici, ailleurs] = [service.visitor(), service.visitor()];
    await signInByLink(ici, NOUVELLE);
    await signInByLink(ailleurs, ANCIENNE);
    expect([await personneOf(ici), (await personneOf(ailleurs)) === personne]).toEqual([personne, false]);
  });

  test('the link is bound to the browser and to the account that asked, and to its use, for 15 minutes', async () => {
    await signInByLink(visitor, ANCIENNE);
    const link = await ask(visitor);
    const elsewhere = service.visitor();
    await signInByLink(elsewhere, ANCIENNE);
    expect((await open(elsewhere, link)).status).toBe(403);
    // The same browser, after somebody else has signed in there.
    const { cookies } = visitor;
    const mine = cookies.get('session') ?? '';
    cookies.delete('session');
    await signInByLink(visitor, 'autre@exemple.test');
    expect((await open(visitor, link)).status).toBe(403);
    // As a link to sign in, and the other way round.
    const token = link.split('/').at(-1);
    expect((await open(visitor, `${service.url}/connexion/lien/${token}`)).status).toBe(403);
    service.mails.length = 0;
    await visitor.submit(await visitor.visit('/compte/reunir'), { email: 'tiers@exemple.test' }, 'email');
    const signIn = lastLink().split('/').at(-1);
    expect(signIn).toMatch(/^[\w-]{43}$/);
    expect((await open(visitor, `${service.url}${PAGE}/lien/${signIn}`)).status).toBe(403);
    expect(await rows('select email from personnes where email_prouve_at is not null')).toEqual([]);

    cookies.set('session', mine);
    advance(15 * 60 + 1);
    expect((await open(visitor, link)).status).toBe(403);
    expect(await emailOf(visitor)).toBe(ANCIENNE);
  });

  test('an address that opens another account is told to its holder, and not to who asks', async () => {
    await signInByLink(service.visitor(), NOUVELLE);
    await signInByLink(visitor, ANCIENNE);
    const free = await visitor.submit(await visitor.visit(PAGE), { email: 'libre@exemple.test' }, 'email');
    const taken = await visitor.submit(await visitor.visit(PAGE), { email: NOUVELLE }, 'email');
    const said = (page: Visite) => textOfPage(page).replaceAll(/\s+/g, ' ');
    expect(said(taken)).toBe(said(free));
    expect(service.mails.at(-1)).toMatchObject({ to: NOUVELLE, text: expect.stringContaining('/compte/reunir') });
    expect([lastLink(), await emailOf(visitor)]).toEqual(['', ANCIENNE]);
  });

  test('an address that came to open another account meanwhile stays with it', async () => {
    await signInByLink(visitor, ANCIENNE);
    const link = await ask(visitor);
    await signInByLink(service.visitor(), NOUVELLE);
    const page = await open(visitor, link);
    expect([page.status, textOfPage(page).includes('ouvre déjà un autre compte')]).toEqual([403, true]);
    expect([await emailOf(visitor), await subsOf(visitor)]).toEqual([ANCIENNE, [ANCIENNE]]);
  });
});

describe('an account that FranceConnect opens', () => {
  test('the address is no key, others may share it, and the next sign-in keeps it', async () => {
    await signInByLink(service.visitor(), NOUVELLE);
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    const ways = await subsOf(visitor);
    const page = await open(visitor, await ask(visitor));
    expect(textOfPage(page)).toContain('Votre adresse de contact est changée');
    expect(textOfPage(page)).toContain('vérifiée par un lien');
    const { to, text } = await mailOfTheChange();
    expect([to, text.includes('connectez-vous avec FranceConnect')]).toEqual(['famille.benali@exemple.test', true]);
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    expect([await emailOf(visitor), await subsOf(visitor)]).toEqual([NOUVELLE, ways]);
  });

  test('the last address that was asked for and proved is the one; those before serve no more', async () => {
    await signInWith(service, visitor, 'franceconnect', 'camille-moreau');
    const first = await ask(visitor, 'une@exemple.test');
    await open(visitor, await ask(visitor, 'deux@exemple.test'));
    expect([(await open(visitor, first)).status, await emailOf(visitor)]).toEqual([403, 'deux@exemple.test']);
  });
});

describe('refused', () => {
  test('what is no address, and the address that one has already, with what was typed', async () => {
    await signInByLink(visitor, ANCIENNE);
    for (const [email, said] of [
      ['apres@@exemple', 'adresse'],
      [ANCIENNE.toUpperCase(), 'C’est déjà votre adresse de contact'],
    ] as const) {
      const page = await visitor.submit(await visitor.visit(PAGE), { email }, 'email');
      expect([page.status, shownIn(page, 'email'), textOfPage(page).includes(said)]).toEqual([422, [email], true]);
    }
  });

  test('a sign-in of more than 15 minutes is proved again, and nothing typed is lost', async () => {
    await signInByLink(visitor, ANCIENNE);
    const form = await visitor.visit(PAGE);
    advance(15 * 60 + 1);
    const page = await visitor.submit(form, { email: NOUVELLE }, 'email');
    expect([page.status, textOfPage(page).includes('D’abord, reconnectez-vous')]).toEqual([403, true]);
    const retour = shownIn(page, 'retour').at(-1) ?? '';
    expect(retour).toMatch(/^\/compte\/adresse-de-contact\?reprise=/);
    expect(service.mails).toHaveLength(1);
  });

  test('beyond what may be asked for, of links of all kinds, nothing is sent and nothing tells', async () => {
    await signInByLink(visitor, ANCIENNE);
    await service.visitor().visit('/connexion');
    for (const _link of [1, 2, 3]) await ask(visitor);
    const sent = service.mails.length;
    await ask(visitor);
    expect([service.mails.length, service.events()]).toEqual([sent, expect.arrayContaining(['lien_trop_demande'])]);
  });

  test('an agent, and whoever acts for somebody else', async () => {
    const agent = await compte('Sandrine', { type: 'agent' });
    expect((await agent.visitor.visit(PAGE)).url.pathname).toBe('/connexion');
    const [camille, ines] = [await compte('Camille'), await compte('Ines')];
    await act(ines, await accepted(camille, ines));
    await sendMails();
    expect((await ines.visitor.visit(PAGE)).status).toBe(403);
  });
});

async function mailOfTheChange(): Promise<{ to: string; text: string }> {
  const task = envoyerCourrierAdresse(service.deps);
  const helpers = { logger: service.deps.logger, signal: new AbortController().signal };
  for (const { payload } of await jobs()) await task.run(task.parse(payload), helpers);
  return service.mails.at(-1) ?? { to: '', text: '' };
}
