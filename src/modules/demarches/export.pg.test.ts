import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textOfPage, type Visitor } from '../../../test/support/visitor.ts';
import { readZipNames } from '../../platform/blobs/zip-directory.ts';
import { soiMeme } from '../comptes/index.ts';
import { cookieHeader } from '../comptes/testing/service.tsx';
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
} from './testing/monde.ts';
import { postMessageAsDemandeur } from './use-cases/post-message.ts';
import { readAsAgent } from './use-cases/read-dossier.ts';

/** What people take away: all that is theirs. */
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

describe('an export', () => {
  test('holds all that is one’s own, and nothing of anybody else', async () => {
    const [camille, mehdi] = [await monde.signIn(visitor), await monde.signIn(monde.service.visitor(), 'mehdi-benali')];
    const files = { camille: pdf('de Camille'), mehdi: pdf('de Mehdi'), jointe: pdf('jointe au message') };
    const deposited = await monde.depositOf(camille, POITIERS, 'Camille-à-Poitiers', files.camille);
    await monde.draftOf(camille, CREUSE, 'Camille-en-Creuse');
    const other = await monde.depositOf(mehdi, CREUSE, 'Mehdi-en-Creuse', files.mehdi);
    await monde.depositOf(mehdi, POITIERS, 'Mehdi-à-Poitiers');
    await postMessageAsDemandeur(monde.moteur, soiMeme(mehdi, 'Mehdi'), {
      dossierId: other,
      ...message('Secret de Mehdi'),
    });
    await postMessageAsDemandeur(monde.moteur, soiMeme(camille, 'Camille'), {
      dossierId: deposited,
      ...message('Bonjour de Camille <script>'),
      pieces: [await monde.joindre(camille, deposited, files.jointe)],
    });
    await readAsAgent(monde.moteur, sandrineIn(POITIERS), deposited);

    const text = (await monde.download(visitor, 'json')).toString();
    const json = JSON.parse(text);
    expect([json.format, json.personne, json.compte.length]).toEqual(['parvis/donnees-personnelles/1', camille, 1]);
    expect(json.compte[0]).toMatchObject({ nomNaissance: 'MOREAU', identiteCertifiee: true });
    expect(json.dossiers.map(({ statut }: { statut: string }) => statut)).toEqual(['en_construction', 'brouillon']);
    const [dossier] = json.dossiers;
    expect(dossier.reponses.nom).toBe('Camille-à-Poitiers');
    expect(dossier.depots).toHaveLength(1);
    expect(dossier.messages[0].corps).toContain('Bonjour de Camille');
    expect(dossier.pieces[0]).toMatchObject({ sha256: digestOf(files.camille) });
    expect(dossier.pieces[1]).toMatchObject({ sha256: digestOf(files.jointe), message: dossier.messages[0].id });
    expect(dossier.messages[0].pieces).toEqual([dossier.pieces[1].id]);
    expect(dossier.histoire).toContainEqual(
      expect.objectContaining({ type: 'dossier.consulte', agent: 'Sandrine Auger' }),
    );

    const zip = await monde.download(visitor, 'zip');
    const place = `fichiers/${dossier.numero}`;
    expect(await namesIn(zip)).toEqual([
      'index.html',
      'donnees.json',
      `${place}/accuse-de-depot.json`,
      `${place}/photo-Camille-à-Poitiers.pdf`,
      `${place}/jointe.pdf`,
    ]);
    // Under the message, and in the table of the files.
    expect(zip.toString('latin1').split(`href="${encodeURI(place)}/jointe.pdf"`)).toHaveLength(3);
    expect(zip.includes(files.jointe)).toBe(true);
    // Nothing is compressed: what is in it can be looked for.
    expect(zip.includes(files.camille)).toBe(true);
    expect(zip.includes('Bonjour de Camille &lt;script>')).toBe(true);
    for (const foreign of ['Mehdi', mehdi, 'Secret', digestOf(files.mehdi), other]) {
      expect([foreign, text.includes(foreign), zip.includes(foreign)]).toEqual([foreign, false, false]);
    }
    expect(await monde.rows(`select canonical from journal_entries where type = 'compte.exporte'`)).toHaveLength(2);
  });

  test('holds the mandates given and accepted, and says who acted', async () => {
    const [camille, mehdi] = [await monde.signIn(visitor), await monde.signIn(monde.service.visitor(), 'mehdi-benali')];
    const id = await monde.mandatOf(camille, mehdi, ['Camille BENALI', 'Mehdi BENALI', 'mehdi@exemple.test']);
    await monde.mandatOf(mehdi, SANDRINE, ['Mehdi BENALI', 'Un tiers', 'tiers@exemple.test']);
    const aidant = {
      ...soiMeme(mehdi, 'Mehdi BENALI'),
      pour: { type: 'personne', personneId: camille, mandat: { id } },
    } as const;
    const dossierId = await monde.depositOf(camille, POITIERS, 'Aidée');
    await postMessageAsDemandeur(monde.moteur, aidant, { dossierId, ...message('Pour Camille') });

    const json = JSON.parse((await monde.download(visitor, 'json')).toString());
    expect(json.mandats).toEqual([
      expect.objectContaining({ id, role: 'mandant', mandataire: 'Mehdi BENALI', statut: 'accepte' }),
    ]);
    expect(json.dossiers[0].histoire).toContainEqual(
      expect.objectContaining({ type: 'dossier.message', mandat: id, aidant: 'Mehdi BENALI' }),
    );
    const zip = await monde.download(visitor, 'zip');
    expect([zip.includes('Mandat donné'), zip.includes('Un tiers')]).toEqual([true, false]);
  });

  test('of an agent says who they are and where they work, nothing of what they read', async () => {
    await monde.rows(`update membres set personne_id = $1`, [SANDRINE]);
    const token = 'jeton-d-agent';
    await monde.rows(
      `insert into sessions (empreinte, id, personne_id, created_at, last_seen_at, expires_at, appareil, fournisseur)
       values (sha256($1), gen_random_uuid(), $2, now(), now(), now() + interval '1 hour', 'Firefox', 'proconnect')`,
      [token, SANDRINE],
    );
    visitor.cookies.set('session', token);
    const json = JSON.parse((await monde.download(visitor, 'json')).toString());
    expect(json.dossiers).toEqual([]);
    expect(json.compte[0].organisations.map(({ nom }: { nom: string }) => nom)).toEqual(['Creuse', 'Poitiers']);
    const page = await visitor.visit('/compte/effacement');
    expect(textOfPage(page)).toContain('Quittez d’abord vos organisations (Creuse, Poitiers)');
    expect(page.html).not.toContain('name="confirmation"');
  });

  test('needs a recent sign-in', async () => {
    await monde.signIn(visitor);
    monde.service.advance(16 * 60);
    try {
      for (const path of ['donnees.json', 'donnees.zip']) {
        expect((await visitor.visit(`/compte/export/${path}`)).url.pathname).toBe('/compte/export');
      }
      expect(textOfPage(await visitor.visit('/compte/export'))).toContain('D’abord, reconnectez-vous');
    } finally {
      monde.service.advance(-16 * 60);
    }
  });

  test('that nobody waits for any more leaves nothing open', async () => {
    const camille = await monde.signIn(visitor);
    await monde.depositOf(camille, POITIERS, 'Longue', Buffer.concat([pdf('longue'), Buffer.alloc(900_000, 0x20)]));
    const left = new AbortController();
    const response = await fetch(`${monde.service.url}/compte/export/donnees.zip`, {
      headers: { cookie: cookieHeader(visitor) },
      signal: left.signal,
    });
    await response.body?.getReader().read();
    left.abort();
    // The next one is whole, and an exception that nobody caught would fail this file.
    expect(await namesIn(await monde.download(visitor, 'zip'))).toHaveLength(4);
  });

  test('is nobody’s who is not signed in', async () => {
    expect((await visitor.visit('/compte/export/donnees.json')).url.pathname).toBe('/connexion');
  });
});

async function namesIn(zip: Buffer): Promise<readonly string[] | undefined> {
  const path = join(monde.folder, 'export.zip');
  await writeFile(path, zip);
  const file = await open(path);
  try {
    return await readZipNames(file, zip.length);
  } finally {
    await file.close();
  }
}
