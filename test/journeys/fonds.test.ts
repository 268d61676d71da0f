import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInAsAgent } from '../support/cantine.ts';
import { startDemonstration } from '../support/demonstration.ts';
import { FONDS, good, plain } from '../support/gestionnaire-du-fonds.ts';
import type { RunningParvis } from '../support/running-parvis.ts';
import { createVisitor, linksOf, type Visitor } from '../support/visitor.ts';

/** Whoever manages the fund opens it, and moves its credits: every page is a good one, every refusal is told. */
let parvis: RunningParvis;
let gestionnaire: Visitor;

beforeAll(async () => {
  parvis = await startDemonstration();
  gestionnaire = createVisitor(parvis.url);
  await signInAsAgent(gestionnaire, 'nadia-khelifi');
}, 120_000);
afterAll(() => parvis?.stop());

test('a programme whose axes do not add up is refused, and nothing typed is lost', async () => {
  const form = await good(gestionnaire.visit(`${FONDS}/programme`));
  const axes = { 'axe-1-nom': 'Outils communs', 'axe-1-montant': '30 000 000', 'axe-2-nom': 'Grands projets' };
  const typed = { nom: 'Programme d’essai', montant: '88 000 000', ...axes };
  const words = await good(gestionnaire.submit(form, { ...typed, 'axe-2-montant': 'vingt-quatre' }, 'nom'), 422);
  expect(plain(words)).toContain('Un montant s’écrit en chiffres');
  const short = await good(gestionnaire.submit(words, { ...typed, 'axe-2-montant': '24 000 000' }, 'nom'), 422);
  expect(plain(short)).toContain('Les axes totalisent 54 000 000 € : le programme est de 88 000 000 €.');
  const third = { 'axe-3-nom': 'Projets locaux', 'axe-3-montant': '34 000 000', 'axe-2-montant': '24 000 000' };
  const opened = await good(gestionnaire.submit(short, { ...typed, ...third }, 'nom'));
  expect(opened.url.pathname).toBe(FONDS);
  expect(plain(opened)).toContain('Axe 3. Projets locaux');
});

test('credits go down the tree, and no further than they reach', async () => {
  const national = await open({ nom: 'Guichet national', territoire: 'national' });
  const opening = await good(gestionnaire.visit(`${national.pathname}/credits`));
  const acte = { motif: 'Ouverture', autorite: 'Loi de finances rectificative du 19 juillet 2021' };
  const done = await good(gestionnaire.submit(opening, { montant: '1 000 000', ...acte }, 'montant'));
  expect(plain(done)).toContain('1 000 000 € ont été ouverts.');
  // Three zeros too many: told, and taken back.
  const encore = await good(gestionnaire.visit(`${national.pathname}/credits`));
  const trop = await good(gestionnaire.submit(encore, { montant: '1 000 000 000', ...acte }, 'montant'), 422);
  expect(plain(trop)).toContain('1 001 000 000 € y seraient ouverts.');
  await good(gestionnaire.submit(trop, { depassement: 'oui' }, 'montant'));
  expect((await gestionnaire.submit(trop, { depassement: 'oui' }, 'montant')).status).toBe(200);
  const retrait = await good(gestionnaire.visit(`${national.pathname}/retrait`));
  const annulation = { montant: '1 000 000 000', motif: 'Erreur de saisie', autorite: 'Décision du 4 octobre 2021' };
  const retire = await good(gestionnaire.submit(retrait, annulation, 'montant'));
  expect(plain(retire)).toContain('1 000 000 000 € ont été retirés.');
  expect(plain(retire)).toContain('Crédits ouverts1 000 000 €');
  const remise = await good(gestionnaire.visit(`${national.pathname}/remise`));
  const rien = await good(gestionnaire.submit(remise, { ...annulation, montant: '1' }, 'montant'), 422);
  expect(plain(rien)).toContain('Il manque 1 € : 0 € sont rendus');
  const vienne = await open({ nom: 'Vienne', territoire: 'departement', code: '86' });
  const transfer = await good(gestionnaire.visit(`${national.pathname}/virement`));
  const vers = vienne.pathname.split('/').at(-1) ?? '';
  const virement = { vers, motif: 'Délégation', autorite: 'Décision du 4 octobre 2021' };
  const beyond = await good(gestionnaire.submit(transfer, { ...virement, montant: '1 000 000,01' }, 'vers'), 422);
  expect(plain(beyond)).toContain('Il manque 0,01 € : 1 000 000 € sont disponibles dans l’enveloppe');
  await good(gestionnaire.submit(beyond, { ...virement, montant: '297 000' }, 'vers'));
  const held = await good(gestionnaire.visit(vienne.pathname));
  expect(plain(held)).toContain('Disponibles297 000 €');
  expect(plain(held)).toContain('Délégation');
});

test('two versions of the rules are compared over all of France', async () => {
  const form = await good(gestionnaire.visit(`${FONDS}/comparaison`));
  const refused = await good(gestionnaire.submit(form, { avant: '', apres: '' }, 'avant'), 422);
  expect(plain(refused)).toContain('Choisissez les règles à comparer.');
  const [avant = '', apres = ''] = [
    ...form.html.matchAll(/value="([0-9a-f-]{36})"[^>]*>Appel à projets national/g),
  ].map(([, id]) => id);
  const compared = await good(gestionnaire.submit(form, { avant, apres }, 'avant'));
  expect(plain(compared)).toMatch(/Ne sont plus éligibles\s*Aucune\./);
  expect(plain(compared)).toContain('Nantes');
  const unknown = `${FONDS}/comparaison?avant=${avant}&apres=${crypto.randomUUID()}`;
  expect((await gestionnaire.visit(unknown)).status).toBe(404);
});

test('anybody knows from a name alone what their collectivité may ask, and why not', async () => {
  const anybody = createVisitor(parvis.url);
  const form = await good(anybody.visit('/fonds/eligibilite'));
  const refused = await good(anybody.submit(form, { q: '218601947' }, 'q'), 422);
  expect(plain(refused)).toContain('clé de contrôle');
  expect(refused.html).toContain('value="218601947"');
  const nantes = await good(anybody.submit(refused, { q: '244400404' }, 'q'));
  expect(plain(nantes)).toContain('75 % de la dépense au plus');
  const before = await good(anybody.visit(`${nantes.url.pathname}${nantes.url.search}&le=2021-05-01`));
  expect(plain(before)).toContain('50 % de la dépense au plus');
  expect((await anybody.visit('/fonds/eligibilite?collectivite=personne')).status).toBe(404);
});

test('nobody else sees a cent of it', async () => {
  const other = createVisitor(parvis.url);
  await signInAsAgent(other, 'sandrine-auger');
  expect((await other.visit(FONDS)).status).toBe(404);
});

async function open(enveloppe: Readonly<Record<string, string>>): Promise<URL> {
  const credits = await good(gestionnaire.visit(FONDS));
  const link = linksOf(credits).find(({ href }) => href.pathname.endsWith('/enveloppe'));
  const form = await good(gestionnaire.visit(link?.href ?? ''));
  const opened = await good(gestionnaire.submit(form, { annee: '2021', code: '', ...enveloppe }, 'nom'));
  return opened.url;
}
