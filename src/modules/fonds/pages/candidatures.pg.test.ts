import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkPage } from '../../../../test/support/page-invariants.ts';
import { linksOf, shownIn, textOfPage, type Visite, type Visitor } from '../../../../test/support/visitor.ts';
import { orThrow } from '../../../values/result.ts';
import type { MembreDEssai } from '../../demarches/testing/moteur.ts';
import { findCandidature } from '../storage/candidatures.ts';
import { appliquerSilences } from '../tasks/appliquer-silences.ts';
import { attribuerAuDossier, proposerAuDossier } from '../testing/attribution-de-test.ts';
import { blobsEnMemoire } from '../testing/blobs-en-memoire.ts';
import { DEPOT, type InstructionDeTest, openInstructionDeTest } from '../testing/instruction-de-test.ts';
import { navigateurOf } from '../testing/visites.ts';
import { declareRecevabilite } from '../use-cases/declare-recevabilite.ts';
import { openEnveloppe } from '../use-cases/open-enveloppe.ts';
import { publishGrilleAvis } from '../use-cases/publish-grille.ts';
import { runLot } from '../use-cases/run-lot.ts';
import { takeUpCandidature } from '../use-cases/take-up-candidature.ts';

/** The space of who examines requests, page by page. */
const BASE = '/fonds/fonds/candidatures';

let essai: InstructionDeTest;
let [nadia, paul, awa]: Visitor[] = [];
let dossierIds: readonly string[] = [];

beforeAll(async () => {
  essai = await openInstructionDeTest();
  dossierIds = [await essai.deposer(), await essai.deposer(), await essai.deposer()];
  await essai.essai.base.owner.query(`update candidatures set partenaires = $2 where dossier_id = $1`, [
    dossierIds[0],
    '[{"siret":"22860001400014","nom":"Département de la Vienne","role":"finance"}]',
  ]);
  [nadia, paul, awa] = [essai.nadia, essai.paul, essai.expert].map(visitorOf);
});
afterAll(() => essai?.close());

function visitorOf({ agent }: MembreDEssai): Visitor {
  const outils = essai.outils('2021-07-10T09:00:00Z');
  const deps = {
    ...outils,
    annuaire: essai.essai.moteur.annuaire,
    decider: outils.dossiers.decide,
    blobs: blobsEnMemoire(),
  };
  return navigateurOf(deps, agent);
}

/** Every page is checked as it is opened. */
function good(visite: Visite, status = 200): Visite {
  expect([visite.url.pathname, visite.status]).toEqual([visite.url.pathname, status]);
  expect(checkPage(visite.html), visite.url.href).toEqual([]);
  return visite;
}

const visitor = (one: Visitor | undefined): Visitor => {
  if (!one) throw new Error('Nobody is there yet');
  return one;
};
const open = async (who: Visitor | undefined, path = '') => good(await visitor(who).visit(`${BASE}${path}`));

describe('the list', () => {
  test('shows what is due, and each filter says what it keeps', async () => {
    const all = await open(nadia);
    expect(textOfPage(all)).toContain('Dans 22 jours');
    expect(linksOf(all).filter(({ href }) => /candidatures\/[0-9a-f-]{36}$/.test(href.pathname))).toHaveLength(3);
    for (const filtre of ['tri=echeance', 'statut=refusee', 'instructeur=moi', 'q=200046977', 'departement=69']) {
      await open(nadia, `?${filtre}`);
    }
    expect(textOfPage(await open(nadia, '?q=introuvable'))).toContain('Aucune demande ne correspond');
  });

  test('keeps a view for its agent, and for nobody else', async () => {
    const page = await open(nadia, '?instructeur=personne&tri=echeance');
    const empty = good(await visitor(nadia).submit(page, { nom: '', action: 'garder' }, 'nom'), 422);
    expect(textOfPage(empty)).toContain('Donnez un nom à cette vue.');
    const kept = good(await visitor(nadia).submit(page, { nom: 'À distribuer', action: 'garder' }, 'nom'));
    const view = linksOf(kept).find(({ text }) => text === 'À distribuer');
    expect(view?.href.search).toBe('?instructeur=personne&tri=echeance');
    expect(textOfPage(await open(paul))).not.toContain('À distribuer');
    const [, id] = /value="([0-9a-f-]{36})"[^>]*>À distribuer</.exec(kept.html) ?? [];
    const forgotten = await visitor(nadia).submit(kept, { vue: id, action: 'oublier' }, 'vue');
    expect(linksOf(good(forgotten)).some(({ text }) => text === 'À distribuer')).toBe(false);
  });

  test('is taken away as a CSV', async () => {
    const csv = await visitor(nadia).visit(`${BASE}/export.csv?statut=deposee`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.html.trim().split('\r\n')).toHaveLength(4);
    expect(csv.html).toContain('20004697700019');
    const { rows } = await essai.essai.base.owner.query(
      `select canonical::jsonb -> 'contenu' as contenu from journal_entries where type = 'candidatures.exportees'`,
    );
    expect(rows).toEqual([{ contenu: { filtres: ['statut'] } }]);
  });
});

describe('one request', () => {
  const path = (action = '') => `/${dossierIds[0]}${action}`;

  test('says who asks, under which rules, until when, and that it was read', async () => {
    const page = textOfPage(await open(nadia, path()));
    expect(page).toContain('200 046 977 00019');
    expect(page).toContain('Avant le 1er août 2021 inclus');
    expect(page).toContain('Sans réponse, la demande est réputée recevable.');
    expect(page).toContain('Règles du 1er mars 2021');
    expect(page).toContain('Porté avecDépartement de la Vienne, 228 600 014 00014 finance une partie du projet');
    const { rows } = await essai.essai.base.owner.query(
      `select 1 from journal_entries where type = 'dossier.consulte' and sujet_id = $1`,
      [dossierIds[0]],
    );
    expect(rows).toHaveLength(1);
  });

  test('is given to a colleague, unless another agent was faster', async () => {
    const [first, second] = [await open(nadia, path('/affectation')), await open(paul, path('/affectation'))];
    const { personneId } = essai.paul.agent;
    good(await visitor(nadia).submit(first, { instructeur: personneId }, 'instructeur'));
    const late = await visitor(paul).submit(second, { instructeur: essai.nadia.agent.personneId }, 'instructeur');
    expect(textOfPage(good(late, 422))).toContain('vient d’être confiée à Paul Essai');
    expect((await essai.instruction(dossierIds[0] ?? '')).instructeurId).toBe(personneId);
  });

  test('is not answered without an answer, and a reason is kept when it is refused', async () => {
    const page = await open(paul, path('/recevabilite'));
    good(await visitor(paul).submit(page, { recevabilite: undefined }, 'recevabilite'), 422);
    const without = { recevabilite: 'irrecevable', motif: '' };
    expect(textOfPage(good(await visitor(paul).submit(page, without, 'recevabilite'), 422))).toContain(
      'Dites pourquoi',
    );
  });

  test('is admissible, taken up, put off, and refused', async () => {
    const said = await visitor(paul).submit(
      await open(paul, path('/recevabilite')),
      { recevabilite: 'recevable' },
      'recevabilite',
    );
    expect(textOfPage(good(said))).toContain('La demande est recevable.');
    const taken = await visitor(paul).submit(said, {}, '/instruction');
    expect(textOfPage(good(taken))).toContain('Proposer une subvention');

    const form = await open(nadia, path('/prolongation'));
    const early = { 'jusquau.jour': '1', 'jusquau.mois': '1', 'jusquau.annee': '2022', motif: 'Expertise' };
    const refused = good(await visitor(nadia).submit(form, early, 'motif'), 422);
    expect(shownIn(refused, 'motif')).toEqual(['Expertise']);
    const later = good(await visitor(nadia).submit(form, { ...early, 'jusquau.mois': '6' }, 'motif'));
    expect(textOfPage(later)).toContain('Avant le 1er juin 2022 inclus');

    good(await visitor(paul).submit(await open(paul, path('/refus')), { motif: '' }, 'motif'), 422);
    const no = await visitor(paul).submit(await open(paul, path('/refus')), { motif: 'Hors du champ.' }, 'motif');
    expect(textOfPage(good(no))).toContain('Demande refusée');
    // Every page that is behind leads back.
    for (const action of ['/refus', '/recevabilite', '/prolongation', '/affectation', '/demande-avis']) {
      expect((await open(nadia, path(action))).url.pathname).toBe(`${BASE}${path()}`);
    }
  });

  test('shows what was written about it, with its files, to who may open the dossier', async () => {
    const { rows } = await essai.essai.base.owner.query<{ id: string }>(
      `insert into pieces (id, dossier_id, message_id, sha256, nom, type_mime, taille, antivirus, created_at)
       select gen_random_uuid(), dossier_id, id, repeat('0', 64), 'devis.pdf', 'application/pdf', 1200,
         'non_analysee', created_at from messages where dossier_id = $1 limit 1 returning id`,
      [dossierIds[0]],
    );
    const page = await open(paul, path());
    expect(textOfPage(page)).toContain('devis.pdf (1 ko, non analysé par un antivirus)');
    const [file] = linksOf(page).filter(({ text }) => text === 'devis.pdf');
    expect(file?.href.pathname).toBe(`/instruction/fonds/dossiers${path()}/pieces/${rows[0]?.id}`);
    const manager = await essai.essai.membre(essai.fonds, 'Gaston', ['gestionnaire']);
    const without = await open(visitorOf(manager), path());
    expect([without.html.includes('devis.pdf'), without.html.includes('id="messages"')]).toEqual([false, false]);
  });

  test('of another organisation, or for somebody without a role, is not there', async () => {
    const stranger = visitorOf(essai.etranger);
    expect((await stranger.visit(`${BASE}${path()}`)).status).toBe(404);
    expect((await visitor(nadia).visit(`${BASE}/${crypto.randomUUID()}`)).status).toBe(404);
  });
});

test('an expert is asked, answers once, and nobody changes it', async () => {
  const path = `/${dossierIds[1]}`;
  expect((await visitor(awa).visit(`${BASE}${path}/avis`)).status).toBe(404);
  const ask = await open(paul, `${path}/demande-avis`);
  good(await visitor(paul).submit(ask, { expert: '' }, 'expert'), 422);
  const expert = { expert: essai.expert.agent.personneId, question: 'Le calendrier tient-il ?' };
  good(await visitor(paul).submit(ask, expert, 'expert'));
  good(await visitor(paul).submit(ask, expert, 'expert'));

  const form = await open(awa, `${path}/avis`);
  expect(textOfPage(form)).toContain('Le calendrier tient-il ?');
  const missing = good(await visitor(awa).submit(form, { commentaire: 'Bon projet.' }, 'commentaire'), 422);
  expect(shownIn(missing, 'commentaire')).toEqual(['Bon projet.']);
  const criteres = ['utilite', 'faisabilite', 'cout', 'donnees', 'reprise'];
  const grille = Object.fromEntries(criteres.map((critere) => [`avis.${critere}`, 'favorable']));
  const reserve = { ...grille, 'avis.cout': 'reserve', avis: 'favorable', commentaire: 'Bon projet.' };
  const unexplained = good(await visitor(awa).submit(form, reserve, 'commentaire'), 422);
  expect(textOfPage(unexplained)).toContain('Expliquez pourquoi');
  const given = await visitor(awa).submit(form, { ...reserve, 'commentaire.cout': 'Cher.' }, 'commentaire');
  expect(textOfPage(good(given))).toContain('Avis donné');
  const again = await visitor(awa).submit(form, { ...reserve, 'commentaire.cout': 'Non.' }, 'commentaire');
  expect(textOfPage(good(again))).toContain('déjà donné');
  expect(textOfPage(await open(paul, path))).toContain('Cher.');
  const { db } = essai.essai.moteur;
  await db.transaction({ systeme: true }, async (tx) => {
    const { sessionId = '' } = (await findCandidature(tx, dossierIds[1] ?? '')) ?? {};
    const grille = { criteres: [{ id: 'cout', titre: 'Justesse du prix' }] };
    await publishGrilleAvis(tx, essai.essai.moteur, { type: 'systeme', id: 'catalogue' }, { sessionId, grille });
  });
  const other = await essai.essai.membre(essai.fonds, 'Ines', ['expert']);
  const asked = { expert: other.agent.personneId, question: '' };
  good(await visitor(paul).submit(await open(paul, `${path}/demande-avis`), asked, 'expert'));
  const ines = visitorOf(other);
  const second = await open(ines, `${path}/avis`);
  expect([textOfPage(second).includes('Justesse du prix'), textOfPage(second).includes('Faisabilité')]).toEqual([
    true,
    false,
  ]);
  const seul = { 'avis.cout': 'favorable', avis: 'favorable', commentaire: 'Juste.' };
  good(await ines.submit(second, seul, 'commentaire'));
  const both = textOfPage(await open(paul, path));
  for (const said of ['grille version 1', 'grille version 2', 'Coût au regard de ce qui est fait', 'Non demandé']) {
    expect(both).toContain(said);
  }
  const { owner } = essai.essai.base;
  await expect(owner.query(`update avis_candidatures set avis = 'defavorable'`)).rejects.toThrow('does not change');
  await expect(owner.query('delete from avis_candidatures')).rejects.toThrow('does not change');
});

test('the workload, and the requests of who leaves', async () => {
  const [, , id = ''] = dossierIds;
  const page = await open(paul, `/${id}/affectation`);
  good(await visitor(paul).submit(page, { instructeur: essai.nadia.agent.personneId }, 'instructeur'));
  const charge = await open(paul, '/charge');
  expect(textOfPage(charge)).toContain('Nadia Essai (1)');
  good(await visitor(paul).submit(charge, { de: '', a: '' }, 'de'), 422);
  const moved = { de: essai.nadia.agent.personneId, a: essai.paul.agent.personneId };
  expect(textOfPage(good(await visitor(paul).submit(charge, moved, 'de')))).toContain('1 demande change de main');
  expect((await essai.instruction(id)).instructeurId).toBe(essai.paul.agent.personneId);
});

describe('one action on many', () => {
  test('is chosen, looked at, begun once, and reported', async () => {
    const list = await open(nadia);
    const nothing = good(await visitor(nadia).submit(list, { portee: 'selection' }, 'portee'));
    expect(textOfPage(nothing)).toContain('Cochez au moins une demande.');
    const [only = ''] = dossierIds;
    const one = good(await visitor(nadia).submit(list, { dossier: [only], portee: 'selection' }, 'portee'));
    expect(textOfPage(one)).toContain('Agir sur 1 demande');
    const choice = good(await visitor(nadia).submit(list, { portee: 'filtre' }, 'portee'));
    expect(textOfPage(choice)).toContain('Agir sur 3 demandes');
    good(await visitor(nadia).submit(choice, {}, 'action'), 422);
    good(await visitor(nadia).submit(choice, { action: 'refuser', motif: '' }, 'action'), 422);
    const nobody = { action: 'affecter', instructeur: crypto.randomUUID() };
    good(await visitor(nadia).submit(choice, nobody, 'action'), 422);

    const before = await essai.faits(dossierIds[1] ?? '');
    const preview = good(await visitor(nadia).submit(choice, { action: 'recevable' }, 'action'));
    // Every step is an address: coming back to it sends nothing again, and nobody else has it.
    expect(preview.url.pathname).toMatch(/\/apercu$/);
    expect((await visitor(paul).visit(preview.url)).status).toBe(404);
    const changed = good(await visitor(nadia).visit(new URL('.', preview.url).href.slice(0, -1)));
    expect(changed.html).toMatch(/value="recevable"[^>]*checked|checked[^>]*value="recevable"/);

    expect(textOfPage(preview)).toContain('La demande est refusée : cette action n’est plus possible.');
    expect(textOfPage(preview)).toContain('Lancer sur 2 demandes');
    const [, passent = ''] = preview.html.split('Voir celles qui seraient faites');
    expect(passent.split('</table>')[0]?.match(/<tr/g)).toHaveLength(3);
    expect(await essai.faits(dossierIds[1] ?? '')).toEqual(before);

    const begun = good(await visitor(nadia).submit(preview, {}, '/apercu'));
    expect(textOfPage(begun)).toContain('En cours.');
    const twice = good(await visitor(nadia).submit(preview, {}, '/apercu'));
    expect(twice.url.pathname).toBe(begun.url.pathname);
    const again = good(await visitor(nadia).visit(preview.url));
    expect(textOfPage(again)).toContain('Cette action est lancée.');

    const lotId = begun.url.pathname.split('/').at(-1) ?? '';
    await runLot(essai.outils(DEPOT), essai.fonds.id, lotId);
    const report = good(await visitor(nadia).visit(begun.url));
    expect(textOfPage(report)).toContain('Terminé le');
    expect(textOfPage(good(await visitor(nadia).visit(`${begun.url}?issue=refusee`)))).toContain('n’est plus possible');
    expect((await essai.instruction(dossierIds[1] ?? '')).recevabilite).toBe('recevable');
    expect((await visitor(paul).visit(begun.url)).status).toBe(200);
    expect((await visitorOf(essai.etranger).visit(begun.url)).status).toBe(404);
  });

  test('is found again among the latest', async () => {
    expect(textOfPage(await open(nadia, '/charge'))).toContain('Terminée');
  });

  test('asked of nothing, leads to the list', async () => {
    const back = good(await visitor(nadia).visit(`${BASE}/lot`));
    expect(textOfPage(back)).toContain('Cochez d’abord les demandes');
  });
});

test('what silence did is shown as such', async () => {
  const id = await essai.deposer();
  const { logger } = essai.essai.moteur;
  const signal = new AbortController().signal;
  await appliquerSilences(essai.outils('2021-09-01T09:00:00Z')).run(null, { signal, logger });
  expect(textOfPage(await open(nadia, `/${id}`))).toContain('Demande recevable par silence');
});

test('an agent is shown one thing to do first, and no refusal beside a subvention', async () => {
  const dossierId = await essai.deposer();
  const shown = async () => {
    const page = await open(nadia, `/${dossierId}`);
    return [page.html.match(/class="button"/g)?.length ?? 0, textOfPage(page).includes('Refuser la demande')];
  };
  const recevable = { dossierId, recevabilite: 'recevable', motif: null } as const;
  expect(await shown()).toEqual([1, false]);
  orThrow(await takeUpCandidature(essai.outils(DEPOT), essai.nadia.agent, dossierId));
  expect(await shown()).toEqual([1, false]);
  orThrow(await declareRecevabilite(essai.outils(DEPOT), essai.nadia.agent, recevable));
  expect(await shown()).toEqual([1, true]);
  await proposerAuDossier(essai, dossierId, 2021);
  expect(await shown()).toEqual([0, false]);
});

test('an enveloppe says where its credits come from and until when, and a subvention what it owes', async () => {
  const outils = essai.outils(DEPOT);
  const { agent } = essai.nadia;
  const purse = { axeId: essai.axeId, annee: 2040, nom: 'Volet 1' };
  const region = { ...purse, territoire: { type: 'region', code: '84' } } as const;
  const parentId = orThrow(await openEnveloppe(outils, agent, region));
  const rhone = { ...purse, territoire: { type: 'departement', code: '69' }, parentId } as const;
  const id = orThrow(await openEnveloppe(outils, agent, rhone));
  const enveloppes = '/fonds/fonds/enveloppes';
  expect(textOfPage(good(await visitor(nadia).visit(`${enveloppes}/${parentId}`)))).toContain(
    'Volet 1, Rhône (69), 2040',
  );
  const form = good(await visitor(nadia).visit(`${enveloppes}/${id}/delegation`));
  const fin = { 'fin.jour': '31', 'fin.mois': '7', 'fin.annee': '2021', acte: '' };
  const refused = good(await visitor(nadia).submit(form, fin, 'acte'), 422);
  expect([shownIn(refused, 'fin.jour'), textOfPage(refused).includes('Dites quel acte la fixe')]).toEqual([
    ['31'],
    true,
  ]);
  const said = textOfPage(good(await visitor(nadia).submit(form, { ...fin, acte: 'Décision n° 4' }, 'acte')));
  expect(said).toContain('31 juillet 2021 inclus Dans 21 jours Décision n° 4');
  expect(said).toContain('Délégués par');

  const dossierId = await essai.deposer();
  const subventionId = await attribuerAuDossier(essai, dossierId, 2041);
  const shown = textOfPage(good(await visitor(nadia).visit(`/fonds/fonds/subventions/${subventionId}`)));
  expect(shown).toContain('Achever le projet (à venir)Avant le 1er mars 2023 inclus');
  expect((await visitor(nadia).visit(`${enveloppes}/${parentId}/delegation`)).status).toBe(200);
});
