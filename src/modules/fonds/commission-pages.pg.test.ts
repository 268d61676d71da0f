import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TaskHelpers } from '../../platform/jobs/task.ts';
import { jour } from '../../values/jour.ts';
import { euros } from '../../values/montant.ts';
import { orThrow } from '../../values/result.ts';
import { parseSiret } from '../../values/siret.ts';
import type { Agent } from '../comptes/index.ts';
import { publiables } from './storage/publiables.ts';
import { appliquerDecisions } from './tasks/appliquer-decisions.ts';
import { evaluationsDeSession, notesDeTest, openSessionDeTest, type SessionDeTest } from './testing/session-de-test.ts';
import { visiteurOf } from './testing/visites.ts';
import { assignEvaluation, shareEvaluations } from './use-cases/assign-evaluations.ts';
import { awardSubvention } from './use-cases/award-subvention.ts';
import { describePublication } from './use-cases/describe-publication.ts';
import { noteCandidature } from './use-cases/note-candidature.ts';
import { rankSession } from './use-cases/rank-session.ts';
import { signConvention } from './use-cases/sign-convention.ts';

/** A committee through its pages, from its call to its minutes: each is a good page, each refusal too. */
let session: SessionDeTest;
let dossiers: readonly string[];
let enveloppe = '';
let classement = '';
let gestion: ReturnType<typeof visiteurOf>;
let base = '';

beforeAll(async () => {
  session = await openSessionDeTest();
  const reviewers = [await session.evaluateur('Anne'), await session.evaluateur('Bruno')].map(({ agent }) => agent);
  const montants = [40_000, 50_000, 60_000, 10_000];
  dossiers = await montants.reduce<Promise<readonly string[]>>(
    async (before, montant) => [...(await before), await session.demande(montant)],
    Promise.resolve([]),
  );
  enveloppe = await session.enveloppe(55_000);
  classement = await rank(reviewers);
  gestion = visiteurOf(session.noyau, session.gestionnaire);
});
afterAll(() => session?.close());

/** The first noted best, the last by nobody. */
async function rank(reviewers: readonly Agent[]): Promise<string> {
  const { noyau, gestionnaire, sessionId } = session;
  const evaluateurs = reviewers.map(({ personneId }) => personneId);
  orThrow(await shareEvaluations(noyau, gestionnaire, { sessionId, evaluateurs, parDossier: 2 }));
  const all = await noyau.db.read({ organisation: session.organisation.id }, (tx) =>
    evaluationsDeSession(tx, sessionId),
  );
  for (const { id, dossierId, evaluateurId } of all.filter((one) => one.dossierId !== dossiers[3])) {
    const agent = reviewers.find(({ personneId }) => personneId === evaluateurId);
    const notes = notesDeTest(5 - dossiers.indexOf(dossierId));
    if (agent) orThrow(await noteCandidature(noyau, agent, { evaluationId: id, notes, soumettre: true }));
  }
  const asked = { sessionId, normalisation: 'aucune', cle: randomUUID() } as const;
  return `/fonds/fonds/sessions/${sessionId}/classements/${orThrow(await rankSession(noyau, gestionnaire, asked))}`;
}

const SEANCE = { 'tenueLe.jour': '1', 'tenueLe.mois': '6', 'tenueLe.annee': '2021' };
const MEMBRES = 'Alix Roy, maire de Poitiers\nDominique Petit, préfecture de la Vienne\nClaude Faure';

test('a committee is called on a ranking, and its members are said to be there', async () => {
  expect((await gestion.get(classement)).text).toContain('Réunir une commission');
  const address = `${classement}/commission`;
  await gestion.get(address);
  const wrong = await gestion.post(address, { ...SEANCE, nom: '', membres: MEMBRES, quorum: 'trois' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('Donnez un nom à la commission');
  expect(wrong.html).toContain('Alix Roy, maire de Poitiers');
  const typed = { ...SEANCE, nom: 'Comité du 1er juin', membres: MEMBRES, cle: randomUUID() };
  expect((await gestion.post(address, { ...typed, quorum: '4' })).text).toContain(
    'ne dépasse pas le nombre de membres',
  );
  const opened = await gestion.post(address, { ...typed, quorum: '2' });
  expect((await gestion.post(address, { ...typed, quorum: '2' })).vers).toBe(opened.vers);
  base = opened.vers;
  const early = await gestion.post(`${base}/cloture`, {});
  expect([early.status, early.text.includes('Le quorum n’est pas atteint')]).toEqual([422, true]);
  expect((await gestion.post(`${base}/presents`, { presents: ['1', '3', '99'] })).vers).toBe(base);
  expect((await gestion.get(base)).text).toContain('Alix Roy, maire de Poitiers');
  expect((await gestion.get(`/fonds/fonds/sessions/${session.sessionId}`)).text).toContain('Comité du 1er juin');
});

test('each simulation has its address, and says what it changes', async () => {
  const address = `${base}/simulation`;
  expect((await gestion.get(address)).text).not.toContain('Résultat');
  const half = await gestion.get(`${address}?e=${enveloppe}&part=50&suite=arret`);
  expect(half.text).toContain('Financée, Essai, 2021');
  const first = await gestion.get(`${address}?e=${enveloppe}&part=50&suite=arret&avec=part%3D100%26suite%3Darret`);
  expect(first.text).not.toContain('Ce qui change');
  const [, avec = ''] = /name="avec" value="([^"]+)"/.exec(half.html) ?? [];
  const capped = await gestion.get(
    `${address}?e=${enveloppe}&part=75&plafond=20000&suite=saut&avec=${encodeURIComponent(avec.replaceAll('&amp;', '&'))}`,
  );
  expect(capped.text).toContain('Ce qui change par rapport à la simulation précédente');
  expect(capped.text).toContain('25 000 €20 000 €');
  const mistyped = await gestion.get(`${address}?e=${enveloppe}&part=75&plafond=vingt+mille&suite=saut`);
  expect([mistyped.status, mistyped.text.includes('En faire les décisions')]).toEqual([422, false]);
  expect(mistyped.html).toContain('value="vingt mille"');
  const parametres = `e=${enveloppe}&part=50&suite=saut`;
  expect((await gestion.post(address, { parametres, nom: '', action: 'garder' })).status).toBe(422);
  expect((await gestion.post(address, { parametres, nom: 'Moitié', action: 'garder' })).status).toBe(303);
  expect((await gestion.get(address)).text).toContain('Moitié');
  const beyond = await gestion.post(address, { parametres: `e=${enveloppe}&part=100&suite=saut`, action: 'decider' });
  expect([beyond.status, beyond.text.includes('L1111-10')]).toEqual([422, true]);
  expect((await gestion.post(address, { parametres, action: 'decider' })).vers).toBe(base);
  expect((await gestion.get(base)).text).toContain('Financer 20 000 €, Essai, 2021');
});

test('a decision that cannot stand is refused beside its field, and nothing typed is lost', async () => {
  const of = (index: number) => `${base}/demandes/${dossiers[index]}`;
  expect((await gestion.get(of(0))).text).toContain('1, score de 5,00 sur 5');
  expect((await gestion.post(of(0), {})).text).toContain('Choisissez une décision.');
  const dear = await gestion.post(of(1), { decision: 'financer', enveloppe, montant: '37 500' });
  expect([dear.status, dear.text.includes('Il manque')]).toEqual([422, true]);
  expect(dear.html).toContain('value="37 500"');
  expect((await gestion.post(of(1), { decision: 'financer', enveloppe: '', montant: 'x' })).status).toBe(422);
  expect((await gestion.post(of(2), { decision: 'refuser', motif: '' })).text).toContain('le demandeur le lira');
  expect((await gestion.post(of(2), { decision: 'refuser', motif: 'Hors sujet.' })).vers).toBe(base);
  expect((await gestion.post(of(3), { decision: 'financer', enveloppe, montant: '1' })).text).toContain(
    'n’est pas classée',
  );
  expect((await gestion.post(of(3), { decision: 'reporter', report: 'À évaluer.' })).vers).toBe(base);
  await expect(gestion.get(`${base}/proces-verbal.pdf`)).rejects.toThrow('quand la commission est close');
});

test('the closing carries the decisions out, and the minutes say them', async () => {
  const before = await gestion.get(`${base}/cloture`);
  expect(before.text).toMatch(/Subventions proposées2 45 000 €Demandes refusées1Demandes reportées1Sans décision0/);
  expect(before.text).toMatch(/Essai, 2021255 000 €45 000 €10 000 €.*définitive.*1 lettre de refus part/);
  const vu = /name="vu" value="(\w+)"/.exec(before.html)?.[1] ?? '';
  const changed = await gestion.post(`${base}/cloture`, { vu: `${vu}0` });
  expect([changed.status, changed.text.includes('Les décisions ont changé')]).toEqual([422, true]);
  const closed = await gestion.post(`${base}/cloture`, { vu });
  expect([closed.vers, closed.message]).toEqual([base, expect.stringContaining('La clôture est lancée.')]);
  expect((await gestion.post(`${base}/cloture`, {})).vers).toBe(base);
  const waiting = await gestion.get(base);
  for (const said of ['0 décision sur 4 est appliquée', 'Actualiser', 'Reprendre la clôture']) {
    expect(waiting.text).toContain(said);
  }
  await expect(gestion.get(`${base}/proces-verbal.pdf`)).rejects.toThrow('quand la commission est close');
  const payload = { organisationId: session.organisation.id, commissionId: base.split('/').at(-1) ?? '' };
  await appliquerDecisions(session.noyau).run(payload, {} as TaskHelpers);
  const page = await gestion.get(base);
  for (const said of ['Subvention proposée', 'Demande refusée', 'Reportée', 'Télécharger le procès-verbal']) {
    expect(page.text).toContain(said);
  }
  const { body } = await gestion.get(`${base}/proces-verbal.pdf`);
  expect((await gestion.get(`${base}/proces-verbal.pdf`)).body).toBe(body);
  const pdf = await getDocumentProxy(new Uint8Array(Buffer.from(body, 'latin1')));
  const { text } = await extractText(pdf, { mergePages: true });
  const said = text.replaceAll(/\s+/g, ' ');
  for (const part of [
    'Comité du 1er juin',
    'Alix Roy',
    'empreinte SHA-256',
    'Hors sujet.',
    '20 000 €',
    'Secrétariat de séance',
  ]) {
    expect(said).toContain(part);
  }
});

test('a SIRET is corrected and a regime of aid stated, and the open data follows', async () => {
  const { noyau, gestionnaire, organisation, dispositif } = session;
  const { rows } = await session.essai.base.owner.query<{ id: string }>('select id from subventions order by numero');
  const subventionId = rows[0]?.id ?? '';
  const decision = { reference: 'Arrêté n° 1', decideeLe: jour('2021-06-01'), commencerAvant: null };
  orThrow(await awardSubvention(noyau, gestionnaire, { subventionId, ...decision }));
  const address = `/fonds/fonds/subventions/${subventionId}`;
  expect((await gestion.get(address)).html).toContain(`href="${address}/siret"`);
  const typed = { cle: randomUUID(), siret: '218 601 946 00013', cause: 'etablissement', motif: 'Erreur' };
  const refused = await gestion.post(`${address}/siret`, typed);
  expect([refused.status, refused.text.includes('autre personne morale')]).toEqual([422, true]);
  expect(refused.html).toContain('value="218 601 946 00013"');
  const autorite = 'Arrêté préfectoral n° 12';
  const corrected = { ...typed, cause: 'succession', autorite, nom: 'Ville de Poitiers' };
  expect((await gestion.get(`${address}/siret`)).text).toContain('Les montants ne changent pas.');
  expect((await gestion.post(`${address}/siret`, corrected)).vers).toBe(address);
  expect((await gestion.get(address)).text).toContain(`Erreur. ${autorite}`);

  const aide = `/fonds/fonds/dispositifs/${dispositif.id}/aide`;
  expect((await gestion.get('/fonds/fonds/publication')).html).toContain(`href="${aide}"`);
  await gestion.get(aide);
  expect((await gestion.post(aide, { notification: 'peut-être' })).status).toBe(422);
  const dispositifAide = '65d5b6c7-102c-4440-ac3b-768f708edc0a';
  expect((await gestion.post(aide, { notification: 'oui', dispositifAide })).status).toBe(303);
  const plan = [{ nature: 'solde', montant: euros(20_000), condition: 'Fin', prevuLe: jour('2022-01-01') }] as const;
  const signature = {
    signeeLe: jour('2021-06-01'),
    finPrevue: jour('2023-06-01'),
    dureeMois: 24,
    garantie: false,
    plan,
  };
  orThrow(await signConvention(noyau, gestionnaire, { subventionId, ...signature }));
  const siret = orThrow(parseSiret(`${organisation.siren}00016`));
  await noyau.db.read({ organisation: organisation.id }, async (tx) => {
    for await (const [one] of publiables(tx, { organisationId: organisation.id })) {
      if (!one) throw new Error('The agreement is to publish');
      const { texte } = describePublication(one, { nom: organisation.nom, siret }, jour('2021-06-01'));
      if (!texte.ok) throw new Error(JSON.stringify(texte.error));
      const [cells = []] = parse(texte.value.texte) as string[][];
      expect([cells[4], cells[5], cells[13], cells[15]]).toEqual([
        'Ville de Poitiers',
        '21860194600013',
        'oui',
        dispositifAide,
      ]);
    }
  });
});

test('a subvention made for a demonstration says so, in the list and on its page', async () => {
  expect((await gestion.get('/fonds/fonds/subventions')).text).not.toContain('Fictive');
  await session.essai.base.owner.query('update subventions set fictif = true');
  const list = await gestion.get('/fonds/fonds/subventions');
  expect(list.text).toContain('Fictive');
  const [, address = ''] = /href="([^"]+\/subventions\/[\da-f-]{36})"/.exec(list.html) ?? [];
  expect((await gestion.get(address)).text).toContain('Subvention fictive, faite pour une démonstration');
});

test('who has still to note sees neither the agenda nor its scores', async () => {
  const { noyau, gestionnaire, sessionId } = session;
  const { agent } = await session.evaluateur('Denis');
  const asked = { sessionId, dossierId: dossiers[3] ?? '', evaluateurId: agent.personneId };
  orThrow(await assignEvaluation(noyau, gestionnaire, asked));
  for (const there of [base, `${base}/simulation`, `${base}/proces-verbal.pdf`, classement]) {
    await expect(visiteurOf(session.noyau, agent).get(there)).rejects.toThrow(
      'vous verrez ensuite les notes des autres',
    );
  }
});

test('who may not hold the committee reads it, and changes nothing', async () => {
  const { agent } = await session.evaluateur('Carole');
  const expert = visiteurOf(session.noyau, agent);
  const page = await expert.get(base);
  expect(page.html).not.toContain('<form action="/fonds');
  await expect(expert.post(`${base}/cloture`, {})).rejects.toThrow('organiser l’évaluation');
  await expect(expert.get(`${base}/demandes/${dossiers[0]}`)).rejects.toThrow('organiser l’évaluation');
  const autre = await session.essai.organisation('autre', '218601946');
  const away = visiteurOf(session.noyau, (await session.essai.membre(autre, 'Zoé', ['gestionnaire'])).agent);
  for (const part of ['', '/simulation', '/proces-verbal.pdf']) {
    const there = `${base.replace('/fonds/fonds/', '/fonds/autre/')}${part}`;
    await expect(away.get(there)).rejects.toThrow('n’existe pas');
  }
});

test('the fund of the catalogue is looked at before it is adopted, and says afterwards that all of it is there', async () => {
  const address = '/fonds/fonds/adoption';
  expect((await gestion.get('/fonds/fonds')).html).toContain(`href="${address}"`);
  expect((await gestion.get(address)).text).toContain('À créer : 2 formulaires.');
  expect(await gestion.post(address, {})).toMatchObject({
    vers: '/fonds/fonds',
    message: expect.stringContaining('Le fonds est adopté : 2 formulaires.'),
  });
  expect((await gestion.get(address)).text).toContain('Votre organisation a déjà tout ce fonds.');
  expect((await gestion.post(address, {})).message).toContain('Tout est déjà là');

  // When another organisation adopts it too, whoever asks reads whose each one is.
  const aides = async () => (await gestion.get('/fonds/eligibilite?collectivite=86194')).text;
  expect(await aides()).not.toContain('Commune de fonds');
  const { essai } = session;
  const autre = await essai.organisation('voisine', '222309627');
  const { agent } = await essai.membre(autre, 'Awa', ['gestionnaire', 'administrateur']);
  await visiteurOf(session.noyau, agent).post('/fonds/voisine/adoption', {});
  const both = await aides();
  for (const nom of ['Commune de fonds', 'Commune de voisine']) expect(both).toContain(`Guichet FranceConnect, ${nom}`);
});
