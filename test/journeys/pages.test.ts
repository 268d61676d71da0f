import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeApp } from '../../src/app.tsx';
import { beginCantine, CANTINE, depositCantine, dossierOf, signInAsAgent } from '../support/cantine.ts';
import { checkPage } from '../support/page-invariants.ts';
import { type RunningParvis, startParvis } from '../support/running-parvis.ts';
import { createVisitor, linksOf, type Visite, type Visitor } from '../support/visitor.ts';

/** Every page for every role: valid, named, in good French, under a strict policy. A page without a visit fails. */
const CONCOURS = '/grand-poitiers/demarches/fonds-de-concours';

let parvis: RunningParvis;
let personne: Visitor;
let brouillon: Visitor;
let usager: Visitor;
let agent: Visitor;
let gestionnaire: Visitor;
/** `/dossiers/<id>` of a draft, and of a dossier decided. */
let draft = '';
/** `/dossiers/<id>` of a draft that the agent's organisation carries. */
let porte = '';
let decided = '';
/** An usager who acts for another; a mandate given, one offered, and the link of the latter. */
let aidant: Visitor;
const mandats = { donne: '', propose: '', lien: '' };

beforeAll(async () => {
  parvis = await startParvis();
  [personne, brouillon, usager, agent] = [1, 2, 3, 4].map(() => createVisitor(parvis.url)) as [
    Visitor,
    Visitor,
    Visitor,
    Visitor,
  ];
  draft = dossierOf(await beginCantine(brouillon, 'sophie-garnier'));
  decided = dossierOf(await depositCantine(usager));
  await signInAsAgent(agent, 'sandrine-auger');
  gestionnaire = createVisitor(parvis.url);
  await signInAsAgent(gestionnaire, 'nadia-khelifi');
  porte = dossierOf(await agent.submit(await agent.visit(`${CONCOURS}/commencer`), {}, 'porteur'));
  await takeUpAndDecide(agent, `/instruction/poitiers${decided}`);
  await giveMandats();
}, 120_000);

afterAll(() => parvis?.stop());

/** Visits of every page that answers GET, by its pattern. */
const VISITS: Readonly<Record<string, readonly (readonly [() => Visitor, () => string])[]>> = {
  '/': [
    [() => personne, () => '/'],
    [() => personne, () => '/?q=poit'],
    [() => personne, () => '/?q=introuvable-vraiment'],
    [() => usager, () => '/'],
    [() => agent, () => '/'],
  ],
  '/connexion': [[() => personne, () => '/connexion?retour=/mes-dossiers']],
  '/connexion/agents': [[() => personne, () => '/connexion/agents']],
  '/connexion/lien/:jeton': [[() => personne, () => '/connexion/lien/inconnu']],
  '/compte': [
    [() => usager, () => '/compte'],
    [() => agent, () => '/compte'],
  ],
  '/compte/reunir': [
    [() => usager, () => '/compte/reunir'],
    [() => agent, () => '/compte/reunir'],
  ],
  '/compte/mandats': [
    [() => brouillon, () => '/compte/mandats'],
    [() => usager, () => '/compte/mandats'],
  ],
  '/compte/mandats/:mandat': [
    [() => brouillon, () => mandats.donne],
    [() => brouillon, () => mandats.propose],
  ],
  '/compte/personnes-aidees': [
    [() => usager, () => '/compte/personnes-aidees'],
    [() => brouillon, () => '/compte/personnes-aidees'],
  ],
  '/mandats/:jeton': [
    [() => personne, () => mandats.lien],
    [() => usager, () => mandats.lien],
    [() => brouillon, () => mandats.lien],
  ],
  '/accessibilite': [[() => personne, () => '/accessibilite']],
  '/mentions-legales': [[() => personne, () => '/mentions-legales']],
  '/donnees-personnelles': [[() => personne, () => '/donnees-personnelles']],
  '/code-source': [[() => personne, () => '/code-source']],
  '/:organisation': [
    [() => personne, () => '/poitiers'],
    [() => personne, () => '/creuse'],
    [() => agent, () => '/poitiers'],
  ],
  '/:organisation/demarches/:demarche': [
    [() => personne, () => CANTINE],
    [() => usager, () => '/poitiers/demarches/occupation-domaine-public'],
    [() => personne, () => CONCOURS],
  ],
  '/:organisation/demarches/:demarche/commencer': [
    [() => personne, () => `${CANTINE}/commencer`],
    [() => usager, () => '/poitiers/demarches/occupation-domaine-public/commencer'],
    [() => agent, () => `${CANTINE}/commencer`],
    [() => personne, () => `${CONCOURS}/commencer`],
    [() => agent, () => `${CONCOURS}/commencer`],
  ],
  '/dossiers/:dossier/etapes/:etape': [
    ...['vous', 'adresse', 'quotient', 'enfants', 'prix', 'personnes', 'engagements'].map(
      (etape) => [() => brouillon, () => `${draft}/etapes/${etape}`] as const,
    ),
    ...['commune', 'financement'].map((etape) => [() => agent, () => `${porte}/etapes/${etape}`] as const),
  ],
  '/dossiers/:dossier/verification': [
    [() => brouillon, () => `${draft}/verification`],
    [() => agent, () => `${porte}/verification`],
  ],
  '/dossiers/:dossier': [[() => usager, () => decided]],
  '/dossiers/:dossier/depot': [[() => usager, () => `${decided}/depot`]],
  '/mes-dossiers': [
    [() => usager, () => '/mes-dossiers'],
    [() => brouillon, () => '/mes-dossiers'],
    [() => aidant, () => '/mes-dossiers'],
    [() => agent, () => '/mes-dossiers'],
  ],
  '/instruction': [[() => agent, () => '/instruction']],
  '/instruction/:organisation': [
    [() => agent, () => '/instruction/poitiers'],
    [() => agent, () => '/instruction/poitiers?statut=accepte&q=moreau'],
    [() => agent, () => '/instruction/poitiers?q=personne-de-ce-nom'],
  ],
  '/instruction/:organisation/dossiers/:dossier': [[() => agent, () => `/instruction/poitiers${decided}`]],
  // A decided dossier has no decision to take: the page leads back to it.
  '/instruction/:organisation/dossiers/:dossier/decision': [
    [() => agent, () => `/instruction/poitiers${decided}/decision`],
  ],
  '/fonds/:organisation': [[() => gestionnaire, () => '/fonds/dinum']],
  '/fonds/:organisation/programme': [[() => gestionnaire, () => '/fonds/dinum/programme']],
  '/opendata/:organisation/imports': [[() => gestionnaire, () => '/opendata/dinum/imports']],
  '/courriers': [[() => personne, () => '/courriers']],
  '/composants': [[() => personne, () => '/composants']],
};

/** Answers that are not pages: files, JSON, and addresses that only lead elsewhere. */
const NOT_PAGES = [
  // Visited by tests of their own: these addresses are only known from a list.
  '/courriers/:courrier',
  '/fonds/:organisation/axes/:axe/enveloppe',
  '/fonds/:organisation/enveloppes/:enveloppe',
  '/fonds/:organisation/enveloppes/:enveloppe/credits',
  '/fonds/:organisation/enveloppes/:enveloppe/virement',
  '/opendata/:organisation/imports/:import',
  '/opendata/:organisation/imports/:import/defauts.csv',
  '/connexion/franceconnect/cles',
  '/connexion/franceconnect/retour',
  '/connexion/proconnect/cles',
  '/connexion/proconnect/retour',
  '/deconnexion/retour',
  '/mandats/reprendre',
  '/journal/tete',
  '/journal/tetes',
  '/journal/cles',
  '/journal/coherence',
  '/journal/parvis-verify.mjs',
  '/dossiers/:dossier/accuse',
  '/dossiers/:dossier/pieces/:piece',
  '/instruction/:organisation/dossiers/:dossier/pieces/:piece',
  '/courriers/:courrier/pieces/:rang',
];

test('every page of the application has its visit', () => {
  const provider = { issuer: 'https://a.example', clientId: 'a', clientSecret: 'b', alg: 'ES256' as const };
  const redirects = { redirectUri: 'https://p.example/r', postLogoutRedirectUri: 'https://p.example/d' };
  const providers = { franceconnect: { ...provider, ...redirects }, proconnect: { ...provider, ...redirects } };
  // Composing does no input or output: what it is given is only used when a page answers.
  const services = { mail: { mailbox: {} } } as never;
  const options = { providers, apiParticulierUrl: 'https://api.example', secret: 'de quoi composer' };
  const { pages } = composeApp(services, options);
  const asked = pages.filter((page) => page.GET).map((page) => page.path);
  expect(asked.toSorted()).toEqual([...Object.keys(VISITS), ...NOT_PAGES].toSorted());
});

describe.each(Object.entries(VISITS))('%s', (_pattern, visits) => {
  test.each(visits.map(([who, where], index) => ({ index, who, where })))('visit $index', async ({ who, where }) => {
    const visite = await who().visit(where());
    expect(visite.status).toBe(200);
    expectGood(visite);
  });
});

test('a message of the mailbox is a good page', async () => {
  const [first] = linksOf(await personne.visit('/courriers')).filter(({ href }) =>
    /^\/courriers\/./.test(href.pathname),
  );
  expectGood(await personne.visit(first?.href ?? '/aucun'));
});

test('what is refused is a good page too', async () => {
  for (const [address, status] of [
    ['/une-commune-absente', 404],
    ['/poitiers/demarches/rien', 404],
    [`/dossiers/${crypto.randomUUID()}`, 404],
    ['/instruction/creuse', 404],
    ['/connexion/franceconnect/retour?state=a&code=b', 403],
    ['/mandats/inconnu', 404],
  ] as const) {
    const visite = await (address.startsWith('/instruction') ? agent : usager).visit(address);
    expect([address, visite.status]).toEqual([address, status]);
    expectGood(visite);
  }
});

test('a wrong answer is a good page too', async () => {
  const commencer = await personne.visit(`${CANTINE}/commencer`);
  const unanswered = await personne.submit(commencer, {}, 'avec');
  const email = await personne.submit(await personne.visit('/connexion'), { email: 'pas une adresse' }, 'email');
  const empty = await brouillon.submit(
    await brouillon.visit(`${draft}/etapes/vous`),
    { courriel: 'a@@b', action: 'continuer' },
    'action',
  );
  const mandat = await brouillon.submit(await brouillon.visit('/compte/mandats'), { email: 'a@@b' }, 'email');
  const code = await usager.submit(await usager.visit(mandats.lien), { code: '12', action: 'accepter' }, 'code');
  for (const visite of [unanswered, email, empty, mandat, code]) {
    expect(visite.status).toBe(422);
    expectGood(visite);
  }
});

test('cookies cannot be read by scripts nor sent by other sites', () => {
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

async function takeUpAndDecide(visitor: Visitor, address: string): Promise<void> {
  const taken = await visitor.submit(await visitor.visit(address), { action: 'passer_en_instruction' }, '/statut');
  const page = await visitor.visit(new URL(`${taken.url.pathname}/decision`, taken.url));
  await visitor.submit(page, { verdict: 'accepte', motif: 'Une place est libre.' }, 'verdict');
}

/** One is accepted, by who then acts in another browser; one waits. */
async function giveMandats(): Promise<void> {
  const typed = { portee: 'toutes', duree: 'mois', accord: 'oui' };
  const offer = async (email: string) => {
    const page = await brouillon.submit(await brouillon.visit('/compte/mandats'), { ...typed, email }, 'email');
    const { text } = await parvis.courrier(({ to }) => to === email);
    return { page, lien: /\/mandats\/\S+/.exec(text)?.[0] ?? '' };
  };
  const given = await offer('aidant@exemple.test');
  const code = /data-copy="(\d{6})"/.exec(given.page.html)?.[1] ?? '';
  const asked = await usager.visit(given.lien);
  const accepted = await usager.submit(asked, { code, action: 'accepter' }, 'code');
  mandats.donne = given.page.url.pathname;
  const waiting = await offer('autre.aidant@exemple.test');
  Object.assign(mandats, { propose: waiting.page.url.pathname, lien: waiting.lien });
  aidant = createVisitor(parvis.url);
  await beginCantine(aidant, 'camille-moreau');
  const helped = await aidant.visit('/compte/personnes-aidees');
  await aidant.submit(helped, {}, '/agir');
  expect(accepted.url.pathname).toBe(helped.url.pathname);
}
