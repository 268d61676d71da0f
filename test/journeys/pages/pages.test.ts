import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeApp } from '../../../src/app.ts';
import { CANTINE, errorsOf, signInAsAgent } from '../../support/cantine.ts';
import { startDemonstration } from '../../support/demonstration.ts';
import { checkPage } from '../../support/page-invariants.ts';
import type { RunningParvis } from '../../support/running-parvis.ts';
import { createVisitor, linksOf, shownIn, textOfPage, type Visite, type Visitor } from '../../support/visitor.ts';
import { type Lieux, openLieux, type Visiteurs } from './lieux.ts';
import { NOT_PAGES, VISITS } from './visits.ts';

/** Every page for every role: valid, named, in good French, under a strict policy. A page without a visit fails. */
let parvis: RunningParvis;
let visiteurs: Visiteurs;
let lieux: Lieux;

beforeAll(async () => {
  parvis = await startDemonstration();
  ({ visiteurs, lieux } = await openLieux(parvis));
}, 120_000);

afterAll(() => parvis?.stop());

test('every page of the application has its visit', () => {
  const provider = { issuer: 'https://a.example', clientId: 'a', clientSecret: 'b', alg: 'ES256' as const };
  const redirects = { redirectUri: 'https://p.example/r', postLogoutRedirectUri: 'https://p.example/d' };
  const providers = { franceconnect: { ...provider, ...redirects }, proconnect: { ...provider, ...redirects } };
  // Composing does no input or output: what it is given is only used when a page answers.
  const services = { mail: { mailbox: {} } } as never;
  const url = 'https://api.example';
  const referentiels = { rechercheEntreprisesUrl: url, banUrl: url, geoUrl: url };
  const options = { providers, apiParticulierUrl: url, referentiels, secret: 'de quoi composer' };
  const { pages } = composeApp(services, options);
  const asked = pages.filter((page) => page.GET).map((page) => page.path);
  expect(asked.toSorted()).toEqual([...Object.keys(VISITS), ...NOT_PAGES].toSorted());
});

describe.each(Object.entries(VISITS))('%s', (_pattern, visits) => {
  test.each(visits.map(([who, where], index) => ({ index, who, where })))('visit $index', async ({ who, where }) => {
    const visite = await visiteurs[who].visit(typeof where === 'string' ? where : where(lieux));
    expect(visite.status).toBe(200);
    expectGood(visite);
  });
});

test('a message of the mailbox is a good page', async () => {
  const { personne } = visiteurs;
  const [first] = linksOf(await personne.visit('/courriers')).filter(({ href }) =>
    /^\/courriers\/./.test(href.pathname),
  );
  expectGood(await personne.visit(first?.href ?? '/aucun'));
});

test('what is refused is a good page too', async () => {
  const { usager, agent } = visiteurs;
  for (const [address, status] of [
    ['/une-commune-absente', 404],
    ['/poitiers/demarches/rien', 404],
    [`/dossiers/${crypto.randomUUID()}`, 404],
    ['/instruction/creuse', 404],
    ['/administration/creuse', 404],
    ['/administration/poitiers', 403],
    ['/administration/poitiers/membres', 403],
    ['/poitiers-absent/mentions-legales', 404],
    ['/administration/creuse/habilitations', 404],
    ['/connexion/franceconnect/retour?state=a&code=b', 403],
    ['/mandats/inconnu', 404],
    ['/adresse-de-contact/remettre/inconnu', 404],
  ] as const) {
    const visite = await (/^\/(instruction|administration)/.test(address) ? agent : usager).visit(address);
    expect([address, visite.status]).toEqual([address, status]);
    expectGood(visite);
  }
});

test('a wrong answer is a good page too', async () => {
  const { personne, brouillon, usager, administrateur } = visiteurs;
  const { draft, membre, habilitation, mandats } = lieux;
  const commencer = await personne.visit(`${CANTINE}/commencer`);
  const unanswered = await personne.submit(commencer, {}, 'avec');
  const email = await personne.submit(await personne.visit('/connexion'), { email: 'pas une adresse' }, 'email');
  const empty = await brouillon.submit(
    await brouillon.visit(`${draft}/etapes/vous`),
    { courriel: 'a@@b', action: 'continuer' },
    'action',
  );
  const mandat = await brouillon.submit(await brouillon.visit('/compte/mandats'), { email: 'a@@b' }, 'email');
  const adresse = await usager.submit(await usager.visit('/compte/adresse-de-contact'), { email: 'a@@b' }, 'email');
  const code = await usager.submit(await usager.visit(mandats.lien), { code: '12', action: 'accepter' }, 'code');
  const admin = (path: string) => administrateur.visit(`/administration/poitiers/${path}`);
  const invitation = await administrateur.submit(await admin('membres/inviter'), { email: 'x' }, 'email');
  const roles = await administrateur.submit(
    await admin(membre.split('poitiers/')[1] ?? ''),
    { roles: undefined },
    'roles',
  );
  const theme = { brand: 'rouge', accent: '#fffbe0', action: 'apercu' };
  const look = await administrateur.submit(await admin('apparence'), theme, 'brand');
  const legal = await administrateur.submit(await admin('mentions'), { dpo: 'le dpo', telephone: '15' }, 'dpo');
  const grid = { 'p.grille': '0 | 350', 'p.prix_panier': 'gratuit', action: 'publier' };
  const tariff = await administrateur.submit(await admin('demarches/cantine'), grid, 'p.grille');
  const declaration = await administrateur.visit('/administration/poitiers/habilitations/nouvelle');
  const undeclared = await administrateur.submit(declaration, { scopes: 'Éa' }, 'scopes');
  const token = await administrateur.submit(await administrateur.visit(habilitation), { jeton: 'a b é' }, 'jeton');
  const ofUsagers = [unanswered, email, empty, mandat, adresse, code];
  for (const visite of [...ofUsagers, invitation, roles, look, legal, tariff, undeclared, token]) {
    expect(visite.status).toBe(422);
    expectGood(visite);
  }
});

test('one step saved in two tabs: the page that asks which answers to keep is a good one, and says what to choose', async () => {
  const { brouillon } = visiteurs;
  const vous = `${lieux.draft}/etapes/vous`;
  const [one, other] = [await brouillon.visit(vous), await brouillon.visit(vous)];
  const send = (tab: Visite, courriel: string) =>
    brouillon.submit(tab, { courriel, telephone: '06 12 34 56 78', action: 'continuer' }, 'action');
  await send(one, 'un@exemple.test');
  const asked = await send(other, 'deux@exemple.test');
  const unsaid = await brouillon.submit(asked, { action: 'choisir' }, 'action');
  for (const visite of [asked, unsaid]) {
    expect(visite.status).toBe(409);
    expect(textOfPage(visite)).toContain('un@exemple.test');
    expect(textOfPage(visite)).toContain('deux@exemple.test');
    expectGood(visite);
  }
  const chosen = await brouillon.submit(unsaid, { '_choix.courriel': 'ecrite', action: 'choisir' }, 'action');
  expect(chosen.status).toBe(200);
  expect(shownIn(await brouillon.visit(vous), 'courriel')).toEqual(['deux@exemple.test']);
});

test('an administrator sets the look, the mentions and a démarche, and everybody sees them', async () => {
  const { personne, administrateur } = visiteurs;
  const admin = (path: string) => administrateur.visit(`/administration/poitiers/${path}`);
  const tried = await administrateur.submit(await admin('apparence'), { brand: '#5b1a3a', action: 'apercu' }, 'brand');
  expect([tried.status, tried.html.includes('apercu.css?brand=%235b1a3a')]).toEqual([200, true]);
  expectGood(tried);
  expectGood(await administrateur.submit(tried, { action: 'enregistrer' }, 'brand'));
  expect((await personne.visit('/themes/poitiers.css')).html).toContain('#5b1a3a');

  expect(textOfPage(await admin(''))).not.toContain('Écrivez ce que la loi demande');
  const accueil = { courriel: 'accueil@poitiers.exemple.test', telephone: '05 36 49 01 01' };
  const mentions = {
    ...accueil,
    dpo: 'dpo@poitiers.exemple.test',
    hebergeur: 'Parvis\nPoitiers',
    accessibilite: 'non',
  };
  expectGood(await administrateur.submit(await admin('mentions'), mentions, 'dpo'));
  expect((await personne.visit('/poitiers/donnees-personnelles')).html).toContain('dpo@poitiers.exemple.test');
  const legal = await personne.visit('/poitiers/mentions-legales');
  expect(legal.html).toContain('Parvis\nPoitiers');
  expectGood(legal);
  // Help stands at the foot of every page; the declaration says who to tell, and what was never checked.
  expect(legal.html).toMatch(/Besoin d’aide.*href="tel:\+33536490101">05\u00a036\u00a049.* ou .*mailto:accueil@/);
  const declaration = await personne.visit('/poitiers/accessibilite');
  expect(textOfPage(declaration)).toMatch(/non conforme .*accueil@poitiers.*Défenseur des droits/);
  expectGood(declaration);

  // The pages of the habilitations are in the administration, and lead back to it.
  const habilitations = linksOf(await admin('habilitations')).map(({ href }) => href.pathname);
  expect(habilitations).toContain('/administration/poitiers');
  expect(habilitations).toContain('/instruction/poitiers');

  const demarche = 'demarches/occupation-domaine-public';
  const published = { 'p.delai_semaines': '10', action: 'publier' };
  expectGood(await administrateur.submit(await admin(demarche), published, 'p.tribunal'));
  expect((await personne.visit('/poitiers/demarches/occupation-domaine-public')).html).toContain('10');
  await administrateur.submit(await admin(demarche), { action: 'clore' }, '/occupation-domaine-public');
  const closed = await personne.visit('/poitiers/demarches/occupation-domaine-public');
  expect(closed.html).toContain('ne reçoit plus de demandes');
  expectGood(await admin(demarche));
  await administrateur.submit(await admin(demarche), { action: 'rouvrir' }, '/occupation-domaine-public');
  expect((await personne.visit('/poitiers')).html).toContain('occupation-domaine-public');
});

test('a village never publishes the schools, the prices and the court of another town', async () => {
  const { personne } = visiteurs;
  const martine = createVisitor(parvis.url);
  await signInAsAgent(martine, 'martine-jouhandeau');
  const administration = await martine.visit('/administration/flayat');
  for (const left of ['second administrateur', 'sur vos pages : l’adresse électronique', 'une première démarche']) {
    expect(textOfPage(administration)).toContain(left);
  }
  expectGood(administration);
  const first = await martine.visit('/administration/flayat/demarches/cantine');
  const shown = (name: string) => shownIn(first, `p.${name}`);
  expect([shown('nom_commune'), shown('code_commune'), shown('jours')]).toEqual([
    ['Flayat'],
    ['23081'],
    ['Lundi\nMardi\nJeudi\nVendredi'],
  ]);
  for (const own of ['ecoles', 'tribunal', 'grille', 'prix_exterieur']) expect(shown(own)).toEqual(['']);
  expectGood(first);
  const refused = await martine.submit(first, { action: 'publier' }, 'p.tribunal');
  expect(refused.status).toBe(422);
  expect(errorsOf(refused)).toContain('Le tribunal administratif compétent – Écrivez cette information.');
  expectGood(refused);
  const own = {
    'p.deliberation': 'la délibération du 29 juin 2026',
    'p.avertissement_tarif': 'Tarifs votés le 29 juin 2026.',
    'p.tribunal': 'tribunal administratif de Limoges',
    'p.ecoles': 'École du bourg',
    'p.grille': '0 | | 3,50',
    'p.prix_exterieur': '4,50',
    'p.prix_panier': '1',
    action: 'publier',
  };
  expect((await martine.submit(refused, own, 'p.tribunal')).status).toBe(200);
  expect((await personne.visit('/flayat')).html).toContain('Inscription à la cantine');
  expect(textOfPage(await martine.visit('/administration/flayat'))).not.toContain('une première démarche');
});

test('an agent who is removed while signed in sees nothing more at their next request', async () => {
  const { administrateur } = visiteurs;
  const yannick = createVisitor(parvis.url);
  await signInAsAgent(yannick, 'yannick-le-goff');
  expect((await yannick.visit('/instruction/poitiers')).status).toBe(200);
  const list = await administrateur.visit('/administration/poitiers/membres');
  const page = linksOf(list).find(({ text }) => /le goff/i.test(text))?.href.pathname ?? '';
  const after = await administrateur.submit(await administrateur.visit(`${page}/retirer`), {}, '/retirer');
  expect(after.html).toContain('ne fait plus partie de l’organisation');
  expect((await yannick.visit('/instruction/poitiers')).status).toBe(404);
  const chooser = await yannick.visit('/instruction');
  expect(chooser.html).toContain('Aucun de vos rôles');
  expectGood(chooser);
  const mail = await parvis.courrier(({ to }) => to.startsWith('yannick'));
  expect(mail.subject).toBe('Vous ne faites plus partie de Poitiers');
});

test('an organisation is found by its SIRET, shown, and confirmed by going on', async () => {
  const { usager } = visiteurs;
  const begin = await usager.visit('/poitiers/demarches/occupation-domaine-public/commencer');
  const step = await usager.submit(begin, { avec: undefined }, 'avec');
  const answers = {
    nom_association: 'Les parents',
    'representant.nom': 'Moreau',
    'representant.prenoms': 'Camille',
    'representant.dateNaissance.jour': '17',
    'representant.dateNaissance.mois': '4',
    'representant.dateNaissance.annee': '1989',
    'representant.sexe': 'F',
    qualite: 'présidente',
    courriel: 'camille@exemple.test',
    telephone: '06 12 34 56 78',
  };
  const send = (siret: string) => usager.submit(step, { ...answers, siret, action: 'continuer' }, 'siret');
  const closed = await send('900 000 035 00015');
  expect(closed.status).toBe(422);
  expect(textOfPage(closed)).toContain('est fermé depuis le 30 juin 2024');
  const found = await send('900 000 019 00019');
  expect(found.status).toBe(200);
  expect(textOfPage(found)).toMatch(/C’est bien ASSOCIATION DES PARENTS D’ÉLÈVES DES FEUILLANTS.\?/);
  for (const visite of [closed, found]) expectGood(visite);
  expect((await send('900 000 019 00019')).url.pathname).toMatch(/\/etapes\/manifestation$/);
});

test('addresses are proposed to whoever fills in a form, and to nobody else', async () => {
  const { usager, agent } = visiteurs;
  const address = '/adresses?q=14%20rue%20des%20feu';
  expect(JSON.parse((await usager.visit(address)).html).adresses[0]).toEqual({
    label: '14 Rue des Feuillants 86000 Poitiers',
    numero: '14',
    voie: 'Rue des Feuillants',
    codePostal: '86000',
    commune: 'Poitiers',
  });
  expect(JSON.parse((await usager.visit(`/adresses?q=${'%22'.repeat(300)}`)).html)).toEqual({ adresses: [] });
  expect((await agent.visit(address)).html).toContain('Feuillants'); // They fill in what their organisation asks for.
  expect((await createVisitor(parvis.url).visit(address)).html).not.toContain('Feuillants');
});

test('addresses around a point too, which no address of a page holds', async () => {
  const { usager } = visiteurs;
  const around = async (who: Visitor, lat: string) => {
    const _jeton = shownIn(await who.visit('/connexion/agents'), '_jeton').at(-1) ?? '';
    return who.send('/adresses/autour', {
      method: 'POST',
      body: new URLSearchParams({ _jeton, lat, lon: '0.3462' }),
    });
  };
  const found = JSON.parse((await around(usager, '46.5783')).html).adresses;
  expect([found.length, found[0].voie]).toEqual([5, 'Rue des Feuillants']);
  for (const lat of ['', '146.5', 'NaN', '1e1', '46.57&lon=2']) expect((await around(usager, lat)).status).toBe(422);
  expect((await around(createVisitor(parvis.url), '46.5783')).status).toBe(403);
});

test('communes are proposed by name and by postcode', async () => {
  const { usager } = visiteurs;
  const names = async (q: string) =>
    JSON.parse((await usager.visit(`/adresses/communes?q=${encodeURIComponent(q)}`)).html).communes;
  expect(await names('poitie')).toContainEqual({ nom: 'Poitiers', codePostal: '86000' });
  expect(await names('86000')).toContainEqual({ nom: 'Poitiers', codePostal: '86000' });
  expect(await names('')).toEqual([]);
});

test('cookies cannot be read by scripts nor sent by other sites', () => {
  const { usager, agent } = visiteurs;
  for (const header of [...usager.received, ...agent.received].filter((text) => !/localhost:\d+$/.test(text))) {
    if (!/^(session|navigateur|message|deconnexion)=/.test(header)) continue;
    expect(header).toMatch(/HttpOnly/i);
    expect(header).toMatch(/SameSite=Lax/i);
  }
});

function expectGood(visite: Visite): void {
  expect(checkPage(visite.html), visite.url.href).toEqual([]);
  const policy = visite.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-');
  expect(visite.headers.get('x-content-type-options')).toBe('nosniff');
}
