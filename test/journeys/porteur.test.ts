import { afterAll, beforeAll, expect, test } from 'vitest';
import { dossierOf, errorsOf, signInAsAgent } from '../support/cantine.ts';
import { startDemonstration } from '../support/demonstration.ts';
import type { RunningParvis } from '../support/running-parvis.ts';
import { createVisitor, linksOf, shownIn, textOfPage, type Visitor } from '../support/visitor.ts';

/** A commune asks its grouping for money: two colleagues fill the form in, the grouping answers. No browser: pages only. */
const DEMARCHE = '/grand-poitiers/demarches/fonds-de-concours';

const ANSWERS = {
  commune: { referent: 'Fatou Sow', courriel: 'finances@poitiers.exemple.test', telephone: '05 36 49 00 12' },
  equipement: {
    intitule: 'École du Pont',
    nature: 'ecole',
    description: 'Quatre classes.',
    'debut.jour': '1',
    'debut.mois': '9',
    'debut.annee': '2027',
  },
  financement: { cout: '1 000 000', subventions: '300 000', montant_demande: '350 000' },
  engagements: { visibilite: 'oui', exactitude: 'oui' },
} as const;

let parvis: RunningParvis;
let fatou: Visitor;
let yannick: Visitor;
let lucile: Visitor;
let stranger: Visitor;
let dossier = '';

beforeAll(async () => {
  parvis = await startDemonstration();
  [fatou, yannick, lucile, stranger] = [1, 2, 3, 4].map(() => createVisitor(parvis.url)) as [
    Visitor,
    Visitor,
    Visitor,
    Visitor,
  ];
  await signInAsAgent(fatou, 'fatou-sow');
  await signInAsAgent(yannick, 'yannick-le-goff');
  await signInAsAgent(lucile, 'lucile-bernier');
  await signInAsAgent(stranger, 'justine-carlier');
});
afterAll(() => parvis?.stop());

test('who is not signed in is led to ProConnect, and no other way is offered', async () => {
  const page = await createVisitor(parvis.url).visit(`${DEMARCHE}/commencer`);
  const links = linksOf(page).map(({ href }) => href.pathname + href.search);
  expect(links).toContain(`/connexion/agents?retour=${encodeURIComponent(`${DEMARCHE}/commencer`)}`);
  expect(page.html).not.toContain('FranceConnect</');
});

test('an agent begins in the name of their commune, which is already known', async () => {
  const step = await fatou.submit(await fatou.visit(`${DEMARCHE}/commencer`), {}, 'porteur');
  dossier = dossierOf(step);
  expect(step.url.pathname).toBe(`${dossier}/etapes/commune`);
  expect(textOfPage(step)).toContain('218601946');
  expect(shownIn(step, 'nom_commune')).toEqual([]);
  // A colleague who begins too finds the same draft.
  const same = await yannick.submit(await yannick.visit(`${DEMARCHE}/commencer`), {}, 'porteur');
  expect(dossierOf(same)).toBe(dossier);
});

test('two colleagues on one step: the second keeps what they typed, and decides', async () => {
  const address = `${dossier}/etapes/commune`;
  const [hers, his] = [await fatou.visit(address), await yannick.visit(address)];
  await fatou.submit(hers, { ...ANSWERS.commune, action: 'continuer' }, 'action');
  const refused = await yannick.submit(
    his,
    { ...ANSWERS.commune, referent: 'Yannick Le Goff', action: 'continuer' },
    'action',
  );
  expect(refused.status).toBe(409);
  expect(textOfPage(refused)).toContain('Fatou Sow a enregistré cette étape pendant que vous la remplissiez');
  expect(textOfPage(refused)).toContain('Enregistré par Fatou Sow');
  expect(shownIn(refused, '_choix.referent')).toEqual([]);
  expect(shownIn(await yannick.visit(address), 'referent')).toEqual(['Fatou Sow']);
  const unsaid = await yannick.submit(refused, { action: 'choisir' }, 'action');
  expect([unsaid.status, errorsOf(unsaid).join()]).toEqual([409, expect.stringContaining('la réponse à garder')]);
  const kept = await yannick.submit(unsaid, { '_choix.referent': 'ecrite', action: 'choisir' }, 'action');
  expect(kept.url.pathname).toBe(`${dossier}/etapes/equipement`);
});

test('one goes on where the other stopped, and deposits; both are told', async () => {
  let visite = await fatou.visit(dossier);
  for (const etape of ['equipement', 'financement', 'engagements'] as const) {
    expect(visite.url.pathname).toBe(`${dossier}/etapes/${etape}`);
    visite = await fatou.submit(visite, { ...ANSWERS[etape], action: 'continuer' }, 'action');
  }
  expect(textOfPage(visite)).toContain('Vous déposez cette demande au nom de Poitiers');
  expect(textOfPage(visite)).toContain('350 000,00 €');
  const deposited = await yannick.submit(await yannick.visit(`${dossier}/verification`), {}, '/verification');
  expect(textOfPage(deposited)).toContain('Votre demande est déposée');
  for (const address of ['finances@', 'fatou.sow@', 'yannick.le-goff@']) {
    const courrier = await parvis.courrier(({ to }) => to.startsWith(address));
    expect(courrier.attachments.map(({ fileName }) => fileName)).toEqual(['accuse-de-depot.json']);
  }
});

test('nobody stands on the other side: not the commune, not the grouping, not a stranger', async () => {
  for (const [visitor, address] of [
    [fatou, `/instruction/poitiers${dossier}`],
    [fatou, `/instruction/poitiers${dossier}/decision`],
    [fatou, `/instruction/grand-poitiers${dossier}`],
    [lucile, dossier],
    [lucile, `${dossier}/accuse`],
    [lucile, `${dossier}/verification`],
    [stranger, dossier],
    [stranger, `/instruction/grand-poitiers${dossier}`],
  ] as const) {
    expect([address, (await visitor.visit(address)).status]).toEqual([address, 404]);
  }
  expect(textOfPage(await fatou.visit('/instruction/poitiers'))).not.toContain('fonds de concours');
});

test('the grouping answers; every colleague reads it, and who read the dossier', async () => {
  const page = await lucile.visit(`/instruction/grand-poitiers${dossier}`);
  expect(textOfPage(page)).toContain('Poitiers, déposé le');
  await lucile.submit(page, { message: 'Quand ouvrira-t-elle ?' }, 'message');
  const suivi = await fatou.visit(dossier);
  for (const words of ['Quand ouvrira-t-elle ?', 'Au nom de Poitiers', 'Lucile Bernier', 'Yannick Le Goff', 'Vous']) {
    expect(textOfPage(suivi)).toContain(words);
  }
  const answered = await yannick.submit(await yannick.visit(dossier), { message: 'En septembre.' }, 'message');
  expect(textOfPage(answered)).toContain('Votre message est envoyé');
  expect(textOfPage(await fatou.visit(dossier))).toContain('Yannick Le Goff, Poitiers');
  const list = await fatou.visit('/mes-dossiers');
  expect(textOfPage(list)).toContain('Au nom de Poitiers');
  expect(linksOf(list).map(({ href }) => href.pathname)).toContain(dossier);
});
