import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textOfPage, type Visite, type Visitor } from '../../../test/support/visitor.ts';
import { verifyCommand } from '../../cli/verify.ts';
import { envoyerCourrierMandat } from '../comptes/index.ts';
import { cookieHeader } from '../comptes/testing/service.tsx';
import { viderFichiers } from './tasks/vider-fichiers.ts';
import { jobsAbout, leaveTraces, tablesHolding, typesOf, untilBlocked } from './testing/effacement.ts';
import {
  CREUSE,
  digestOf,
  type Monde,
  message,
  POITIERS,
  pdf,
  SANDRINE,
  sandrineIn,
  startMonde,
  usager,
} from './testing/monde.ts';
import { DEMARCHE } from './testing/moteur-de-service.ts';
import { REFERENCES } from './testing/references-aux-personnes.ts';
import { beginDossier } from './use-cases/begin-dossier.ts';
import { changeStatut } from './use-cases/change-statut.ts';
import { postMessageAsAgent, postMessageAsDemandeur } from './use-cases/post-message.ts';
import { readAsAgent, readAsDemandeur } from './use-cases/read-dossier.ts';
import { receiptOf } from './use-cases/receipt.ts';
import { submitDossier } from './use-cases/submit-dossier.ts';

/** What is left of people when they go: over all modules, on the pages that they use. */
let monde: Monde;
let visitor: Visitor;

beforeAll(async () => {
  monde = await startMonde();
}, 60_000);
beforeEach(async () => {
  await monde.empty();
  visitor = monde.service.visitor();
});
afterAll(() => monde?.close());

async function erase(who: Visitor, typed: Record<string, string> = { confirmation: 'oui' }): Promise<Visite> {
  return who.submit(await who.visit('/compte/effacement'), typed, 'confirmation');
}

describe('an erasure', () => {
  test('leaves nothing personal anywhere when nothing was deposited', async () => {
    const camille = await monde.signIn(visitor);
    await monde.signIn(monde.service.visitor());
    const file = pdf('du brouillon');
    await monde.draftOf(camille, POITIERS, 'Zéphyrine-Unique', file);
    const sub = await leaveTraces(monde, visitor, camille);
    const mehdi = await monde.signIn(monde.service.visitor(), 'mehdi-benali');
    await monde.rows(`update personnes set email = 'mehdi@exemple.test' where id = $1`, [mehdi]);
    await monde.mandatOf(camille, mehdi, ['Zéphyrine MOREAU', 'Aidant-Unique', 'aidant@exemple.test']);
    await monde.mandatOf(mehdi, camille, ['Mehdi', 'Zéphyrine MOREAU', 'zephyrine@exemple.test']);
    const needles = ['MOREAU', 'famille.benali@', 'zephyrine@', 'Zéphyrine', '1989-04-17', 'aidant@', '-adresse@', sub];
    for (const needle of needles)
      expect([needle, (await tablesHolding(monde, needle)).length > 0]).toEqual([needle, true]);

    const done = await erase(visitor);
    expect(textOfPage(done)).not.toContain('Un problème');
    expect(visitor.cookies.has('session')).toBe(false);
    for (const needle of needles) expect([needle, await tablesHolding(monde, needle)]).toEqual([needle, []]);
    expect(
      await monde.rows('select effacee_at is not null as effacee from personnes where id = $1', [camille]),
    ).toEqual([{ effacee: true }]);
    expect(await referencesTo(camille)).toEqual(['mandats.mandant_id', 'mandats.mandataire_id']);
    expect(await typesOf(monde, 'personne', camille)).toContain('compte.efface');
    const mail = monde.service.mails.at(-1);
    expect([mail?.to, mail?.text.includes('effacé')]).toEqual(['famille.benali@exemple.test', true]);

    const jobs = await jobsAbout(monde, digestOf(file));
    expect(jobs).toHaveLength(1);
    await viderFichiers(monde.moteur, []).run({ sha256: [digestOf(file)] }, undefined as never);
    expect(await monde.moteur.blobs.size(digestOf(file))).toBeUndefined();
  });

  test('signs out of FranceConnect too, and says so on the way back', async () => {
    await monde.signIn(visitor);
    const { cookies } = visitor;
    const page = await visitor.visit('/compte/effacement');
    const token = /name="_jeton" value="([^"]+)"[\s\S]*?name="confirmation"/.exec(page.html)?.[1] ?? '';
    const response = await fetch(`${monde.service.url}/compte/effacement/confirmer`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: monde.service.url, cookie: cookieHeader({ cookies } as Visitor) },
      body: new URLSearchParams({ _jeton: token, confirmation: 'oui' }),
    });
    const location = new URL(response.headers.get('location') ?? '');
    expect([response.status, location.pathname.endsWith('/session/end')]).toEqual([303, true]);
    expect(location.searchParams.get('id_token_hint')).toBeTruthy();
    const cookie = response.headers.getSetCookie().find((header) => header.startsWith('deconnexion='));
    const back = await fetch(`${monde.service.url}/deconnexion/retour?state=${location.searchParams.get('state')}`, {
      redirect: 'manual',
      headers: { cookie: cookie?.split(';')[0] ?? '' },
    });
    const flash = back.headers.getSetCookie().find((header) => header.startsWith('message=')) ?? '';
    expect(Buffer.from(flash.split('=')[1]?.split(';')[0] ?? '', 'base64url').toString()).toContain(
      'Votre compte est effacé.',
    );
  });

  test('keeps what was deposited, and a receipt issued before still verifies', async () => {
    const camille = await monde.signIn(visitor);
    const file = pdf('déposé');
    const dossierId = await monde.depositOf(camille, POITIERS, 'Déposée', file);
    const receipt = join(monde.folder, 'accuse.json');
    await writeFile(receipt, await receiptOf(monde.moteur, usager(camille), dossierId));
    const before = await monde.rows('select reponses, origines, sel, entree_id from depots where dossier_id = $1', [
      dossierId,
    ]);

    const refused = await erase(visitor);
    expect([refused.status, textOfPage(refused).includes('vous devez savoir')]).toEqual([422, true]);
    expect(textOfPage(refused)).toContain('Demande d’essai, Poitiers');
    await erase(visitor, { confirmation: 'oui', poursuivi: 'oui' });

    expect(
      await monde.rows('select reponses, origines, sel, entree_id from depots where dossier_id = $1', [dossierId]),
    ).toEqual(before);
    expect(await referencesTo(camille)).toEqual(['dossiers.deposant_id', 'dossiers.usager_id', 'pieces.auteur_id']);
    await viderFichiers(monde.moteur, []).run({ sha256: [digestOf(file)] }, undefined as never);
    expect(await monde.moteur.blobs.size(digestOf(file))).toBe(file.length);
    expect(await verifyCommand([receipt], { stdout: () => undefined, stderr: () => undefined })).toBe(0);
    const suivi = await readAsAgent(monde.moteur, sandrineIn(POITIERS), dossierId);
    expect(suivi.depot?.reponses).toMatchObject({ nom: 'Déposée' });
    expect(await typesOf(monde, 'dossier', dossierId)).toContain('dossier.compte_efface');
  });

  test('drops a correction that was only begun, so that the agent can go on', async () => {
    const camille = await monde.signIn(visitor);
    const dossierId = await monde.depositOf(camille, POITIERS, 'Première');
    const agent = sandrineIn(POITIERS);
    await postMessageAsAgent(monde.moteur, agent, { dossierId, ...message('Corrigez.'), correction: true });
    await monde.answer(camille, dossierId, 'Jamais-Déposée', pdf('jamais déposé'));
    await erase(visitor, { confirmation: 'oui', poursuivi: 'oui' });
    expect(await tablesHolding(monde, 'Jamais-Déposée')).toEqual([]);
    const taken = await changeStatut(monde.moteur, agent, { dossierId, action: 'passer_en_instruction' });
    expect(taken.ok).toBe(true);
  });

  test('keeps the files of sent messages with what was deposited; one that was never sent goes by itself', async () => {
    const camille = await monde.signIn(visitor);
    const dossierId = await monde.depositOf(camille, POITIERS, 'Écrite');
    const [sent, never] = [pdf('envoyé'), pdf('jamais envoyé')];
    const pieces = [await monde.joindre(camille, dossierId, sent)];
    await monde.joindre(camille, dossierId, never);
    await postMessageAsDemandeur(monde.moteur, usager(camille), { dossierId, ...message('Voici.'), pieces });
    await erase(visitor, { confirmation: 'oui', poursuivi: 'oui' });
    for (const [file, size] of [
      [sent, sent.length],
      [never, undefined],
    ] as const) {
      // Planned for the day after it came.
      const jobs = await jobsAbout(monde, digestOf(file));
      expect(jobs.map(({ later }) => later)).toEqual([true]);
      for (const { payload } of jobs) await viderFichiers(monde.moteur, []).run(payload, undefined as never);
      expect(await monde.moteur.blobs.size(digestOf(file))).toBe(size);
    }
    const suivi = await readAsAgent(monde.moteur, sandrineIn(POITIERS), dossierId);
    expect(suivi.pieces.map(({ messageId }) => messageId)).toEqual([suivi.messages[0]?.id]);
  });

  test('is followed, with the same FranceConnect, by a new and empty account', async () => {
    const before = await monde.signIn(visitor);
    await monde.draftOf(before, POITIERS, 'Avant');
    await erase(visitor);
    const after = await monde.signIn(visitor);
    expect(after).not.toBe(before);
    expect(JSON.parse((await monde.download(visitor, 'json')).toString()).dossiers).toEqual([]);
  });

  test('is whole or not at all', async () => {
    const camille = await monde.signIn(visitor);
    await monde.draftOf(camille, POITIERS, 'Intacte');
    monde.pendant.apres = async () => {
      throw new Error('killed in the middle');
    };
    expect((await erase(visitor)).status).toBe(500);
    expect(
      await monde.rows(`select nom_naissance as nom, effacee_at as le from personnes where id = $1`, [camille]),
    ).toEqual([{ nom: 'MOREAU', le: null }]);
    expect(await monde.rows('select 1 as un from dossiers where usager_id = $1', [camille])).toHaveLength(1);
    expect(monde.service.mails).toEqual([]);
    expect((await visitor.visit('/compte')).url.pathname).toBe('/compte');
  });

  test('asked twice at once is done once', async () => {
    const camille = await monde.signIn(visitor);
    const page = await visitor.visit('/compte/effacement');
    const other = monde.service.visitor();
    for (const [name, value] of visitor.cookies) other.cookies.set(name, value);
    const done = await Promise.all(
      [visitor, other].map((who) => who.submit(page, { confirmation: 'oui' }, 'confirmation')),
    );
    expect(done.map(({ status }) => status)).not.toContain(500);
    expect((await typesOf(monde, 'personne', camille)).filter((type) => type === 'compte.efface')).toHaveLength(1);
    expect(monde.service.mails).toHaveLength(1);
  });

  test('needs a recent sign-in, a confirmation, and the form of this site', async () => {
    const camille = await monde.signIn(visitor);
    const missing = await erase(visitor, {});
    expect([missing.status, textOfPage(missing).includes('Cochez cette case')]).toEqual([422, true]);
    const page = await visitor.visit('/compte/effacement');
    monde.service.advance(16 * 60);
    try {
      const late = await visitor.submit(page, { confirmation: 'oui' }, 'confirmation');
      expect([late.url.pathname, textOfPage(late).includes('reconnectez-vous')]).toEqual(['/compte/effacement', true]);
    } finally {
      monde.service.advance(-16 * 60);
    }
    const forged = await visitor.send('/compte/effacement/confirmer', {
      method: 'POST',
      body: new URLSearchParams({ confirmation: 'oui' }),
    });
    expect(forged.status).toBe(403);
    expect(await monde.rows('select effacee_at as le from personnes where id = $1', [camille])).toEqual([{ le: null }]);
  });

  test('is not undone by a sign-in or a draft that comes meanwhile', async () => {
    const camille = await monde.signIn(visitor);
    const late = monde.service.visitor();
    let signedIn: Promise<string> = Promise.resolve('');
    let drafted: Promise<unknown> = Promise.resolve();
    monde.pendant.avant = async () => {
      signedIn = monde.signIn(late);
      drafted = monde.draftOf(camille, POITIERS, 'Trop tard').catch((error: Error) => error.message);
      await untilBlocked(monde, 2);
    };
    await erase(visitor);
    expect(await drafted).toContain('ce compte est effacé');
    const fresh = await signedIn;
    expect(fresh).not.toBe('');
    expect(fresh).not.toBe(camille);
    expect(await referencesTo(camille)).toEqual([]);
    expect(await monde.rows('select nom_naissance as nom from personnes where id = $1', [camille])).toEqual([
      { nom: null },
    ]);
  });

  test('is not undone by the deposit of a draft that has just gone; one that came first stays deposited', async () => {
    const camille = await monde.signIn(visitor);
    const [gone, kept] = [
      await monde.draftOf(camille, POITIERS, 'Partie'),
      await monde.draftOf(camille, CREUSE, 'Restée'),
    ];
    monde.pendant.avant = async () => {
      await submitDossier(monde.moteur, usager(camille), { dossierId: kept });
    };
    let late: Promise<unknown> = Promise.resolve();
    monde.pendant.apres = async () => {
      late = submitDossier(monde.moteur, usager(camille), { dossierId: gone }).catch((error: Error) => error.name);
      await untilBlocked(monde, 1);
    };
    await erase(visitor);
    expect(await late).toBe('NotFound');
    expect(await monde.rows('select id from dossiers where usager_id = $1', [camille])).toEqual([{ id: kept }]);
  });

  test('of one leaves the file that somebody else sent too', async () => {
    const [camille, mehdi] = [await monde.signIn(visitor), await monde.signIn(monde.service.visitor(), 'mehdi-benali')];
    const same = pdf('le même');
    await monde.draftOf(camille, POITIERS, 'Une', same);
    await monde.draftOf(mehdi, POITIERS, 'Deux', same);
    await erase(visitor);
    await viderFichiers(monde.moteur, []).run({ sha256: [digestOf(same)] }, undefined as never);
    expect(await monde.moteur.blobs.size(digestOf(same))).toBe(same.length);
  });
});

describe('others', () => {
  test('who gave a mandate to the person, or had one of theirs, are told; nobody acts any more', async () => {
    const camille = await monde.signIn(visitor);
    const aidant = monde.service.visitor();
    const mehdi = await monde.signIn(aidant, 'mehdi-benali');
    const given = await monde.mandatOf(camille, mehdi, ['Camille BENALI', 'Mehdi BENALI', 'mehdi@exemple.test']);
    const held = await monde.mandatOf(mehdi, camille, ['Mehdi BENALI', 'Camille BENALI', 'camille@exemple.test']);
    await monde.rows('update sessions set mandat_id = $1 where personne_id = $2', [given, mehdi]);
    expect((await aidant.visit('/compte')).status).toBe(403);

    expect(textOfPage(await visitor.visit('/compte/effacement'))).toContain('vos aidants en sont prévenus');
    await erase(visitor);
    const mandats = await monde.rows(
      `select statut, mandant_nom as mandant, mandataire_nom as mandataire, mandataire_email as email from mandats
       order by id = $1 desc`,
      [given],
    );
    expect(mandats).toEqual([
      { statut: 'revoque', mandant: '', mandataire: 'Mehdi BENALI', email: '' },
      { statut: 'rendu', mandant: 'Mehdi BENALI', mandataire: '', email: '' },
    ]);
    expect([await typesOf(monde, 'mandat', given), await typesOf(monde, 'mandat', held)]).toEqual([
      ['mandat.revoque'],
      ['mandat.rendu'],
    ]);

    const task = envoyerCourrierMandat(monde.service.deps);
    const helpers = { logger: monde.service.deps.logger, signal: new AbortController().signal };
    monde.service.mails.length = 0;
    const jobs = [...(await jobsAbout(monde, given)), ...(await jobsAbout(monde, held))];
    for (const { payload } of jobs) await task.run(task.parse(payload), helpers);
    expect(monde.service.mails.map(({ text }) => text.split('\n\n')[1]).toSorted()).toEqual([
      'La personne qui vous aidait depuis le 3 novembre 2026 à 10\u00a0h\u00a000 a effacé son compte\u00a0: elle ne peut plus faire de démarches en votre nom.',
      'Une personne que vous aidiez depuis le 3 novembre 2026 à 10\u00a0h\u00a000 a effacé son compte\u00a0: vous ne pouvez plus faire de démarches en son nom.',
    ]);
    expect(textOfPage(await aidant.visit('/compte'))).toContain('Mehdi');
    const shown = await aidant.visit(`/compte/mandats/${held}`);
    expect([shown.status, textOfPage(shown).includes('Compte effacé')]).toEqual([200, true]);
    for (const [mandant, mandataire] of [
      [camille, mehdi],
      [mehdi, camille],
    ] as const) {
      await expect(monde.mandatOf(mandant, mandataire, ['A', 'B', 'c@exemple.test'])).rejects.toThrow('effacé');
    }
  });

  test('go on with what an organisation carries, whoever of its people began it', async () => {
    const agent = await monde.agentOf(CREUSE, 'nadine@creuse.test', visitor);
    const demandeur = {
      ...usager(agent),
      pour: { type: 'organisation', organisation: CREUSE, roles: ['gestionnaire'] },
    } as const;
    const dossierId = await beginDossier(monde.moteur, demandeur, {
      organisation: POITIERS,
      demarcheSlug: DEMARCHE.id,
      sources: [],
    });
    expect(textOfPage(await visitor.visit('/compte/effacement'))).toContain(
      'Quittez d’abord vos organisations (Creuse)',
    );
    await monde.rows('update membres set left_at = now() where personne_id = $1', [agent]);
    await erase(visitor);
    expect(await monde.rows('select id, statut from dossiers')).toEqual([{ id: dossierId, statut: 'brouillon' }]);
    expect(await referencesTo(agent)).toEqual(['dossiers.usager_id', 'membres.personne_id']);
    expect(await tablesHolding(monde, 'nadine@')).toEqual([]);
    const colleague = { ...demandeur, personneId: SANDRINE };
    expect((await readAsDemandeur(monde.moteur, colleague, dossierId)).dossier.id).toBe(dossierId);
  });
});

test('every reference to a person was thought of', async () => {
  const found = await monde.rows<{ reference: string }>(`
    select conrelid::regclass || '.' || attname as reference from pg_constraint
    join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and confrelid = 'personnes'::regclass order by 1`);
  expect(found.map(({ reference }) => reference)).toEqual(Object.keys(REFERENCES).toSorted());
});

/** The columns that still name a person, among those that refer to one. */
async function referencesTo(personneId: string): Promise<string[]> {
  const found: string[] = [];
  for (const reference of Object.keys(REFERENCES).toSorted()) {
    const [table, column] = reference.split('.');
    if ((await monde.rows(`select 1 as un from ${table} where ${column} = $1`, [personneId])).length > 0)
      found.push(reference);
  }
  return found;
}
