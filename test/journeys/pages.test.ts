import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeApp } from '../../src/app.tsx';
import { beginCantine, CANTINE, depositCantine, dossierOf, signInAsAgent } from '../support/cantine.ts';
import { startDemonstration } from '../support/demonstration.ts';
import { checkPage } from '../support/page-invariants.ts';
import type { RunningParvis } from '../support/running-parvis.ts';
import { createVisitor, linksOf, shownIn, textOfPage, type Visite, type Visitor } from '../support/visitor.ts';

/** Every page for every role: valid, named, in good French, under a strict policy. A page without a visit fails. */
const CONCOURS = '/grand-poitiers/demarches/fonds-de-concours';

let parvis: RunningParvis;
let personne: Visitor;
let brouillon: Visitor;
let usager: Visitor;
let agent: Visitor;
let gestionnaire: Visitor;
let administrateur: Visitor;
/** The page of somebody of Poitiers, in the administration. */
let membre = '';
/** `/administration/poitiers/habilitations/<id>` of the cantine. */
let habilitation = '';
/** `/fonds/dinum/sessions/<id>` of the first session of the catalogue that has a grid. */
let sessionFonds = '';
/** `/dossiers/<id>` of a draft, and of a dossier decided. */
let draft = '';
/** `/dossiers/<id>` of a draft that the agent's organisation carries. */
let porte = '';
let decided = '';
/** An usager who acts for another; a mandate given, one offered, and the link of the latter. */
let aidant: Visitor;
const mandats = { donne: '', propose: '', lien: '' };
/** Links that put an address back: one that may, one that did. */
const adresses = { possible: '', faite: '' };

beforeAll(async () => {
  parvis = await startDemonstration();
  [personne, brouillon, usager, agent, administrateur] = [1, 2, 3, 4, 5].map(() => createVisitor(parvis.url)) as [
    Visitor,
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
  await changeAdresse();
  await signInAsAgent(administrateur, 'fatou-sow');
  membre = firstLink(await administrateur.visit('/administration/poitiers/membres'), /\/membres\/[0-9a-f-]{36}$/);
  const habilitations = linksOf(await administrateur.visit('/administration/poitiers/habilitations'));
  const sessions = await gestionnaire.visit('/fonds/dinum/sessions');
  sessionFonds = firstLink(sessions, /\/sessions\/[0-9a-f-]{36}$/);
  habilitation = habilitations.find(({ text }) => text.includes('cantine'))?.href.pathname ?? '';
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
  '/compte/adresse-de-contact': [
    [() => usager, () => '/compte/adresse-de-contact'],
    [() => brouillon, () => '/compte/adresse-de-contact'],
  ],
  '/compte/adresse-de-contact/lien/:jeton': [[() => usager, () => '/compte/adresse-de-contact/lien/inconnu']],
  '/adresse-de-contact/remettre/:jeton': [
    [() => personne, () => adresses.possible],
    [() => usager, () => adresses.faite],
  ],
  '/compte/connexions': [
    [() => usager, () => '/compte/connexions'],
    [() => agent, () => '/compte/connexions'],
  ],
  '/compte/donnees-recues': [
    [() => usager, () => '/compte/donnees-recues'],
    [() => brouillon, () => '/compte/donnees-recues'],
  ],
  '/compte/lectures': [
    [() => usager, () => '/compte/lectures'],
    [() => brouillon, () => '/compte/lectures'],
  ],
  '/compte/export': [
    [() => usager, () => '/compte/export'],
    [() => agent, () => '/compte/export'],
  ],
  '/compte/effacement': [
    [() => usager, () => '/compte/effacement'],
    [() => agent, () => '/compte/effacement'],
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
  '/compte/organisations': [[() => administrateur, () => '/compte/organisations']],
  '/compte/organisations/:organisation/quitter': [
    [() => administrateur, () => '/compte/organisations/poitiers/quitter'],
    [() => agent, () => '/compte/organisations/poitiers/quitter'],
  ],
  '/administration/:organisation': [[() => administrateur, () => '/administration/poitiers']],
  '/administration/:organisation/membres': [
    [() => administrateur, () => '/administration/poitiers/membres'],
    [() => administrateur, () => `/administration/poitiers/membres?apres=${membre.split('/').at(-1)}`],
  ],
  '/administration/:organisation/membres/inviter': [
    [() => administrateur, () => '/administration/poitiers/membres/inviter'],
  ],
  '/administration/:organisation/membres/:membre': [[() => administrateur, () => membre]],
  '/administration/:organisation/membres/:membre/retirer': [[() => administrateur, () => `${membre}/retirer`]],
  '/administration/:organisation/apparence': [[() => administrateur, () => '/administration/poitiers/apparence']],
  '/administration/:organisation/mentions': [[() => administrateur, () => '/administration/poitiers/mentions']],
  '/administration/:organisation/demarches': [[() => administrateur, () => '/administration/poitiers/demarches']],
  '/administration/:organisation/demarches/:demarche': [
    [() => administrateur, () => '/administration/poitiers/demarches/cantine'],
    [() => administrateur, () => '/administration/poitiers/demarches/occupation-domaine-public'],
  ],
  '/accessibilite': [[() => personne, () => '/accessibilite']],
  '/mentions-legales': [[() => personne, () => '/mentions-legales']],
  '/donnees-personnelles': [[() => personne, () => '/donnees-personnelles']],
  '/:organisation/accessibilite': [[() => personne, () => '/poitiers/accessibilite']],
  '/:organisation/mentions-legales': [
    [() => personne, () => '/poitiers/mentions-legales'],
    [() => personne, () => '/flayat/mentions-legales'],
  ],
  '/:organisation/donnees-personnelles': [[() => personne, () => '/poitiers/donnees-personnelles']],
  '/code-source': [[() => personne, () => '/code-source']],
  '/:organisation': [
    [() => personne, () => '/poitiers'],
    [() => personne, () => '/creuse'],
    [() => agent, () => '/poitiers'],
  ],
  // With figures: src/modules/demarches/pages/effet.pg.test.ts.
  '/:organisation/effet': [[() => personne, () => '/poitiers/effet']],
  '/effet': [[() => personne, () => '/effet']],
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
  // With a refusal to contest, these two are visited by src/modules/fonds/pages/suivi-du-demandeur.pg.test.ts.
  '/dossiers/:dossier/contester': [[() => usager, () => `${decided}/contester`]],
  '/instruction/:organisation/dossiers/:dossier/recours': [
    [() => agent, () => `/instruction/poitiers${decided}/recours`],
  ],
  '/dossiers/:dossier/depot': [[() => usager, () => `${decided}/depot`]],
  '/mes-dossiers': [
    [() => usager, () => '/mes-dossiers'],
    [() => brouillon, () => '/mes-dossiers'],
    [() => aidant, () => '/mes-dossiers'],
    [() => agent, () => '/mes-dossiers'],
  ],
  '/administration/:organisation/habilitations': [
    [() => administrateur, () => '/administration/poitiers/habilitations'],
  ],
  '/administration/:organisation/habilitations/nouvelle': [
    [() => administrateur, () => '/administration/poitiers/habilitations/nouvelle'],
  ],
  '/administration/:organisation/habilitations/:habilitation': [[() => administrateur, () => habilitation]],
  '/administration/:organisation/habilitations/:habilitation/modifier': [
    [() => administrateur, () => `${habilitation}/modifier`],
  ],
  '/administration/:organisation/demarches/:demarche/donnees': [
    [() => administrateur, () => '/administration/poitiers/demarches/cantine/donnees'],
    [() => administrateur, () => '/administration/poitiers/demarches/occupation-domaine-public/donnees'],
  ],
  '/instruction': [[() => agent, () => '/instruction']],
  '/instruction/:organisation': [
    [() => agent, () => '/instruction/poitiers'],
    [() => agent, () => '/instruction/poitiers?statut=accepte&q=moreau'],
    [() => agent, () => '/instruction/poitiers?q=personne-de-ce-nom'],
    [() => agent, () => '/instruction/poitiers?demarche=cantine&q=moreau'],
  ],
  '/instruction/:organisation/dossiers/:dossier': [[() => agent, () => `/instruction/poitiers${decided}`]],
  // A decided dossier has no decision to take: the page leads back to it.
  '/instruction/:organisation/dossiers/:dossier/decision': [
    [() => agent, () => `/instruction/poitiers${decided}/decision`],
  ],
  '/fonds/eligibilite': [
    [() => personne, () => '/fonds/eligibilite'],
    [() => personne, () => '/fonds/eligibilite?q=saint-r'],
    [() => personne, () => '/fonds/eligibilite?q=218601946'],
    [() => agent, () => '/fonds/eligibilite?collectivite=departement-23&le=2021-05-01'],
  ],
  '/fonds/:organisation': [[() => gestionnaire, () => '/fonds/dinum']],
  '/fonds/:organisation/candidatures': [
    [() => gestionnaire, () => '/fonds/dinum/candidatures'],
    [() => gestionnaire, () => '/fonds/dinum/candidatures?statut=deposee&tri=echeance&instructeur=moi&q=introuvable'],
  ],
  '/fonds/:organisation/candidatures/charge': [[() => gestionnaire, () => '/fonds/dinum/candidatures/charge']],
  // Nothing is chosen: it leads back to the list.
  '/fonds/:organisation/candidatures/lot': [[() => gestionnaire, () => '/fonds/dinum/candidatures/lot']],
  '/fonds/:organisation/comparaison': [[() => gestionnaire, () => '/fonds/dinum/comparaison']],
  '/fonds/:organisation/adoption': [[() => gestionnaire, () => '/fonds/dinum/adoption']],
  '/fonds/:organisation/programme': [[() => gestionnaire, () => '/fonds/dinum/programme']],
  '/fonds/:organisation/subventions': [
    [() => gestionnaire, () => '/fonds/dinum/subventions'],
    [() => gestionnaire, () => '/fonds/dinum/subventions?statut=proposee&q=introuvable'],
  ],
  '/fonds/:organisation/actes/modeles': [[() => gestionnaire, () => '/fonds/dinum/actes/modeles']],
  '/fonds/:organisation/subventions/nouvelle': [[() => gestionnaire, () => '/fonds/dinum/subventions/nouvelle']],
  '/fonds/:organisation/sessions': [[() => gestionnaire, () => '/fonds/dinum/sessions']],
  '/fonds/:organisation/sessions/:session': [[() => gestionnaire, () => sessionFonds]],
  '/fonds/:organisation/sessions/:session/repartition': [[() => gestionnaire, () => `${sessionFonds}/repartition`]],
  '/fonds/:organisation/sessions/:session/classement': [[() => gestionnaire, () => `${sessionFonds}/classement`]],
  '/fonds/:organisation/evaluations': [[() => gestionnaire, () => '/fonds/dinum/evaluations']],
  '/fonds/:organisation/paiements': [[() => gestionnaire, () => '/fonds/dinum/paiements']],
  '/fonds/:organisation/publication': [
    [() => gestionnaire, () => '/fonds/dinum/publication'],
    [() => gestionnaire, () => '/fonds/dinum/publication?etat=en_retard'],
  ],
  // With projects and a file: test/journeys/publication.test.ts.
  '/:organisation/donnees/subventions': [[() => personne, () => '/dinum/donnees/subventions']],
  '/:organisation/projets-finances': [
    [() => personne, () => '/dinum/projets-finances'],
    [() => usager, () => '/dinum/projets-finances?q=introuvable'],
  ],
  // With figures: src/modules/fonds/pages/point-d-etape.pg.test.ts.
  '/fonds/:organisation/point-d-etape': [
    [() => personne, () => '/fonds/dinum/point-d-etape'],
    [() => personne, () => '/fonds/dinum/point-d-etape?date=2021-10-08'],
    [() => gestionnaire, () => '/fonds/dinum/point-d-etape'],
  ],
  '/fonds/:organisation/point-d-etape/liste': [
    [() => personne, () => '/fonds/dinum/point-d-etape/liste?date=2021-10-08&quoi=collectivites'],
    [() => gestionnaire, () => '/fonds/dinum/point-d-etape/liste?quoi=dossiers&statut=en_instruction'],
  ],
  '/fonds/:organisation/point-d-etape/raccordements': [
    [() => personne, () => '/fonds/dinum/point-d-etape/raccordements'],
  ],
  '/fonds/:organisation/objectifs': [[() => gestionnaire, () => '/fonds/dinum/objectifs']],
  '/opendata/:organisation/imports': [[() => gestionnaire, () => '/opendata/dinum/imports']],
  '/courriers': [[() => personne, () => '/courriers']],
  '/composants': [[() => personne, () => '/composants']],
};

/** Answers that are not pages: files, JSON, and addresses that only lead elsewhere. */
const NOT_PAGES = [
  // Visited by tests of their own: these addresses are only known from a list.
  '/administration/:organisation/apparence/apercu.css',
  '/adresses',
  '/adresses/communes',
  // Visited by a test of its own: its address is only known from the list.
  '/courriers/:courrier',
  '/fonds/:organisation/axes/:axe/enveloppe',
  // With requests to show, all of these are visited by the tests of their own module.
  '/fonds/:organisation/candidatures/export.csv',
  '/fonds/:organisation/candidatures/lots/:lot',
  '/fonds/:organisation/candidatures/:dossier',
  ...['recevabilite', 'affectation', 'prolongation', 'refus', 'demande-avis', 'avis'].map(
    (action) => `/fonds/:organisation/candidatures/:dossier/${action}`,
  ),
  '/fonds/:organisation/enveloppes/:enveloppe',
  '/fonds/:organisation/enveloppes/:enveloppe/credits',
  '/fonds/:organisation/enveloppes/:enveloppe/virement',
  '/fonds/:organisation/subventions/:subvention',
  ...[
    'attribution',
    'abandon',
    'commencement',
    'solde',
    'reversement',
    'caducite',
    // In src/modules/fonds/commission-pages.pg.test.ts.
    'siret',
    'convention',
    'avenant',
    'partage',
  ].map((action) => `/fonds/:organisation/subventions/:subvention/${action}`),
  '/fonds/:organisation/subventions/:subvention/service-fait',
  '/fonds/:organisation/subventions/:subvention/recus/:piece',
  // With acts: test/journeys/actes.test.ts.
  '/dossiers/:dossier/actes/:acte',
  '/fonds/:organisation/subventions/:subvention/actes/:acte',
  '/fonds/:organisation/subventions/:subvention/actes/:acte/document',
  '/fonds/:organisation/subventions/:subvention/actes/:acte/signe',
  '/fonds/:organisation/subventions/:subvention/versements/:versement/piece',
  '/fonds/:organisation/paiements/lots/:lot',
  '/fonds/:organisation/paiements/lots/:lot/liste.csv',
  '/fonds/:organisation/paiements/lots/:lot/liste.json',
  '/fonds/:organisation/paiements/retours/:retour',
  '/:organisation/projets-finances/:projet',
  // Every one of these is visited with requests in src/modules/fonds/evaluation-pages.pg.test.ts and commission-pages.pg.test.ts.
  '/fonds/:organisation/dispositifs/:dispositif/aide',
  '/fonds/:organisation/evaluations/:evaluation',
  '/fonds/:organisation/sessions/:session/demandes/:dossier',
  '/fonds/:organisation/sessions/:session/classements/:classement',
  '/fonds/:organisation/sessions/:session/classements/:classement/instantane.json',
  '/fonds/:organisation/sessions/:session/classements/:classement/commission',
  '/fonds/:organisation/commissions/:commission',
  '/fonds/:organisation/commissions/:commission/simulation',
  '/fonds/:organisation/commissions/:commission/demandes/:dossier',
  '/fonds/:organisation/commissions/:commission/proces-verbal.pdf',
  '/opendata/:organisation/imports/:import',
  '/opendata/:organisation/imports/:import/defauts.csv',
  '/common-grants/applications',
  '/common-grants/applications/:appId',
  '/connexion/franceconnect/cles',
  '/connexion/franceconnect/retour',
  '/connexion/proconnect/cles',
  '/connexion/proconnect/retour',
  '/compte/export/donnees.json',
  '/compte/export/donnees.zip',
  '/deconnexion/retour',
  '/:organisation/effet.csv',
  '/:organisation/effet.json',
  '/fonds/:organisation/point-d-etape.csv',
  '/fonds/:organisation/point-d-etape.json',
  '/fonds/:organisation/point-d-etape.pdf',
  '/effet.csv',
  '/effet.json',
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
  const url = 'https://api.example';
  const referentiels = { rechercheEntreprisesUrl: url, banUrl: url, geoUrl: url };
  const options = { providers, apiParticulierUrl: url, referentiels, secret: 'de quoi composer' };
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

test('an administrator sets the look, the mentions and a démarche, and everybody sees them', async () => {
  const admin = (path: string) => administrateur.visit(`/administration/poitiers/${path}`);
  const tried = await administrateur.submit(await admin('apparence'), { brand: '#5b1a3a', action: 'apercu' }, 'brand');
  expect([tried.status, tried.html.includes('apercu.css?brand=%235b1a3a')]).toEqual([200, true]);
  expectGood(tried);
  expectGood(await administrateur.submit(tried, { action: 'enregistrer' }, 'brand'));
  expect((await personne.visit('/themes/poitiers.css')).html).toContain('#5b1a3a');

  const mentions = { dpo: 'dpo@poitiers.exemple.test', hebergeur: 'Parvis\nPoitiers', accessibilite: 'non' };
  expectGood(await administrateur.submit(await admin('mentions'), mentions, 'dpo'));
  expect((await personne.visit('/poitiers/donnees-personnelles')).html).toContain('dpo@poitiers.exemple.test');
  const legal = await personne.visit('/poitiers/mentions-legales');
  expect(legal.html).toContain('Parvis\nPoitiers');
  expectGood(legal);

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

test('an agent who is removed while signed in sees nothing more at their next request', async () => {
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
  const names = async (q: string) =>
    JSON.parse((await usager.visit(`/adresses/communes?q=${encodeURIComponent(q)}`)).html).communes;
  expect(await names('poitie')).toContainEqual({ nom: 'Poitiers', codePostal: '86000' });
  expect(await names('86000')).toContainEqual({ nom: 'Poitiers', codePostal: '86000' });
  expect(await names('')).toEqual([]);
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

function firstLink(visite: Visite, pattern: RegExp): string {
  const link = linksOf(visite).find(({ href }) => pattern.test(href.pathname));
  if (!link) throw new Error(`No such link on ${visite.url.pathname}`);
  return link.href.pathname;
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

/** Somebody who signs in by link changes their address twice, and undoes the second change. */
async function changeAdresse(): Promise<void> {
  const visitor = createVisitor(parvis.url);
  const opened = async (to: string, pattern: RegExp) => {
    const { text } = await parvis.courrier((courrier) => courrier.to === to && pattern.test(courrier.text));
    return pattern.exec(text)?.[0] ?? '';
  };
  const follow = async (path: string) => visitor.submit(await visitor.visit(path), {}, path);
  const [une, deux, trois] = ['une@exemple.test', 'deux@exemple.test', 'trois@exemple.test'];
  await visitor.submit(await visitor.visit('/connexion?retour=/compte'), { email: une }, 'email');
  await follow(await opened(une, /\/connexion\/lien\/\S+/));
  for (const email of [deux, trois]) {
    await visitor.submit(await visitor.visit('/compte/adresse-de-contact'), { email }, 'email');
    await follow(await opened(email, /\/compte\/adresse-de-contact\/lien\/\S+/));
  }
  const undo = /\/adresse-de-contact\/remettre\/\S+/;
  Object.assign(adresses, { possible: await opened(une, undo), faite: await opened(deux, undo) });
  await follow(adresses.faite);
}
