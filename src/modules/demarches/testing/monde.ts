import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sampleFiles } from '../../../../test/support/sample-files.ts';
import type { Visitor } from '../../../../test/support/visitor.ts';
import { type Agent, type Demandeur, type DonneesPersonnelles, soiMeme } from '../../comptes/index.ts';
import { cookieHeader, type Service, signInWith, startService } from '../../comptes/testing/service.tsx';
import { donneesDesDossiers } from '../donnees-des-dossiers.tsx';
import { addPiece } from '../use-cases/add-piece.ts';
import { beginDossier } from '../use-cases/begin-dossier.ts';
import type { PieceDeMessage } from '../use-cases/post-message.ts';
import { receivePieceAsDemandeur } from '../use-cases/receive-piece-de-message.ts';
import { saveStep } from '../use-cases/save-step.ts';
import { submitDossier } from '../use-cases/submit-dossier.ts';
import {
  DEMARCHE,
  type MoteurDeService,
  makeTestMoteur,
  type OrganisationDeTest,
  publishTestDemarche,
} from './moteur-de-service.ts';

export const POITIERS: OrganisationDeTest = {
  id: '00000000-0000-7000-8000-0000000000a1',
  siren: '218601946',
  nom: 'Poitiers',
  slug: 'poitiers',
};
export const CREUSE: OrganisationDeTest = {
  id: '00000000-0000-7000-8000-0000000000a2',
  siren: '222309627',
  nom: 'Creuse',
  slug: 'creuse',
};

/** Works in both organisations. */
export const SANDRINE = '00000000-0000-7000-8000-0000000000b1';

export function sandrineIn(organisation: OrganisationDeTest): Agent {
  return { personneId: SANDRINE, nom: 'Sandrine Auger', organisation, roles: ['instructeur'] };
}

/** The pages of accounts over the dossiers of two organisations. */
export type Monde = {
  readonly service: Service;
  readonly moteur: MoteurDeService;
  readonly folder: string;
  /** What happens in the middle of an erasure, before and after the dossiers: nothing, unless a test says so. */
  readonly pendant: { avant: () => Promise<void>; apres: () => Promise<void> };
  /** As the owner of the database, whatever row-level security says. */
  rows<T = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  /** With FranceConnect. @returns the id of the account */
  signIn(visitor: Visitor, personne?: string): Promise<string>;
  /** An agent of that organisation, signed in. @returns the id of the account */
  agentOf(organisation: OrganisationDeTest, email: string, visitor: Visitor): Promise<string>;
  draftOf(usagerId: string, organisation: OrganisationDeTest, nom: string, file?: Buffer): Promise<string>;
  depositOf(usagerId: string, organisation: OrganisationDeTest, nom: string, file?: Buffer): Promise<string>;
  /** A file that its usager has received for a message, not sent yet. */
  joindre(usagerId: string, dossierId: string, file: Buffer): Promise<PieceDeMessage>;
  /** An accepted mandate, with the names of both and where its link went. @returns its id */
  mandatOf(mandantId: string, mandataireId: string, mots: readonly [string, string, string]): Promise<string>;
  answer(usagerId: string, dossierId: string, nom: string, file?: Buffer): Promise<void>;
  download(visitor: Visitor, format: 'json' | 'zip'): Promise<Buffer>;
  /** Nobody but Sandrine any more. */
  empty(): Promise<void>;
  close(): Promise<void>;
};

export async function startMonde(): Promise<Monde> {
  const folder = await mkdtemp(join(tmpdir(), 'donnees-'));
  const nothing = async () => undefined;
  const pendant: Monde['pendant'] = { avant: nothing, apres: nothing };
  const service = await startService({
    stateDir: folder,
    donneesPersonnelles: () => [
      moduleOf('avant', () => pendant.avant()),
      donneesDesDossiers(moteur),
      moduleOf('apres', () => pendant.apres()),
    ],
  });
  const moteur = await makeTestMoteur(service.deps, folder);
  const rows: Monde['rows'] = async (sql, values = []) => (await service.base.owner.query(sql, [...values])).rows;
  await install(rows, moteur);

  const draftOf: Monde['draftOf'] = async (usagerId, organisation, nom, file) => {
    const dossierId = await beginDossier(moteur, usager(usagerId), {
      organisation,
      demarcheSlug: DEMARCHE.id,
      sources: [],
    });
    await answerIn(moteur, usagerId, dossierId, nom, file);
    return dossierId;
  };
  return {
    service,
    moteur,
    folder,
    pendant,
    rows,
    draftOf,
    answer: (usagerId, dossierId, nom, file) => answerIn(moteur, usagerId, dossierId, nom, file),
    async agentOf({ id }, email, visitor) {
      const personneId = crypto.randomUUID();
      await rows(`insert into personnes (id, type, prenoms, email) values ($1, 'agent', '{Nadine}', $2)`, [
        personneId,
        email,
      ]);
      await rows(
        `insert into membres (id, organisation_id, personne_id, email, roles)
         values (gen_random_uuid(), $1, $2, $3, '{gestionnaire}')`,
        [id, personneId, email],
      );
      await rows(
        `insert into sessions (empreinte, id, personne_id, created_at, last_seen_at, expires_at, appareil, fournisseur)
         values (sha256($1), gen_random_uuid(), $2, now(), now(), now() + interval '1 hour', 'Firefox', 'proconnect')`,
        [personneId, personneId],
      );
      visitor.cookies.set('session', personneId);
      return personneId;
    },
    async mandatOf(mandantId, mandataireId, mots) {
      const made = await rows<{ id: string }>(
        `insert into mandats (id, mandant_id, mandataire_id, mandant_nom, mandataire_nom, mandataire_email, duree, statut,
           echeance, jeton_empreinte, created_at, accepted_at)
         values (gen_random_uuid(), $1, $2, $3, $4, $5, 'mois', 'accepte', now() + interval '1 month',
           sha256(gen_random_uuid()::text::bytea), '2026-11-02T09:00:00Z', '2026-11-03T09:00:00Z') returning id`,
        [mandantId, mandataireId, ...mots],
      );
      return made[0]?.id ?? '';
    },
    async signIn(visitor, personne = 'camille-moreau') {
      await signInWith(service, visitor, 'franceconnect', personne);
      const empreinte = createHash('sha256')
        .update(visitor.cookies.get('session') ?? '')
        .digest();
      const found = await rows<{ id: string }>('select personne_id as id from sessions where empreinte = $1', [
        empreinte,
      ]);
      return found[0]?.id ?? '';
    },
    async depositOf(usagerId, organisation, nom, file) {
      const dossierId = await draftOf(usagerId, organisation, nom, file);
      const { type } = await submitDossier(moteur, usager(usagerId), { dossierId });
      if (type !== 'depose') throw new Error(`the deposit is « ${type} »`);
      return dossierId;
    },
    async joindre(usagerId, dossierId, file) {
      const envoye = { stream: Readable.from([file]), type: 'application/pdf', nom: 'jointe.pdf' };
      const received = await receivePieceAsDemandeur(moteur, usager(usagerId), dossierId, envoye);
      if (!received.ok) throw new Error('the file is refused');
      return received.value;
    },
    async download(visitor, format) {
      const response = await fetch(`${service.url}/compte/export/donnees.${format}`, {
        headers: { cookie: cookieHeader(visitor) },
        redirect: 'manual',
      });
      if (response.status !== 200) throw new Error(`the export answers ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    },
    async empty() {
      Object.assign(pendant, { avant: nothing, apres: nothing });
      service.mails.length = 0;
      for (const table of EMPTIED) await rows(`delete from ${table}`);
      await rows('delete from membres where personne_id <> $1', [SANDRINE]);
      await rows('delete from personnes where id <> $1', [SANDRINE]);
    },
    async close() {
      await service.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Who asks for themselves, known by their id alone. */
export function usager(personneId: string): Demandeur {
  return soiMeme(personneId, 'Usager');
}

/** A file that no other is. */
export function pdf(text: string): Buffer {
  return Buffer.concat([sampleFiles.pdf, Buffer.from(`%${text}\n`)]);
}

export function digestOf(file: Buffer): string {
  return createHash('sha256').update(file).digest('hex');
}

export function message(corps: string) {
  return { corps, cle: crypto.randomUUID(), pieces: [] };
}

const EMPTIED = [
  'rapprochements',
  'sessions',
  'mandats',
  'identites',
  'decisions',
  'pieces',
  'messages',
  'depots',
  'dossiers',
];

function moduleOf(partie: string, effacer: DonneesPersonnelles['effacer']): DonneesPersonnelles {
  return {
    partie,
    titre: partie,
    async *exporter() {},
    annoncer: async () => ({ efface: [], conserve: [], poursuivi: [] }),
    effacer,
  };
}

async function install(rows: Monde['rows'], moteur: MoteurDeService): Promise<void> {
  await rows(`insert into personnes (id, type, prenoms, nom_usage) values ($1, 'agent', '{Sandrine}', 'Auger')`, [
    SANDRINE,
  ]);
  for (const organisation of [POITIERS, CREUSE]) {
    const { id, siren, nom, slug } = organisation;
    await rows(`insert into organisations (id, siren, nom, slug, type) values ($1, $2, $3, $4, 'commune')`, [
      id,
      siren,
      nom,
      slug,
    ]);
    await rows(
      `insert into membres (id, organisation_id, personne_id, email, roles)
       values (gen_random_uuid(), $1, $2, 'agent@exemple.test', '{instructeur}')`,
      [id, SANDRINE],
    );
    await publishTestDemarche(moteur, organisation);
  }
}

async function answerIn(
  moteur: MoteurDeService,
  usagerId: string,
  dossierId: string,
  nom: string,
  file?: Buffer,
): Promise<void> {
  if (file) {
    const blob = await moteur.blobs.receive(Readable.from([file]), {
      fileName: `photo-${nom}.pdf`,
      declaredType: 'application/pdf',
      accept: ['pdf'],
      maxBytes: 1_000_000,
    });
    if (!blob.ok) throw new Error('the file is refused');
    await addPiece(moteur, usager(usagerId), { dossierId, champ: 'photo', blob: blob.value });
  }
  const fields = { all: (name: string) => (name === 'nom' ? [nom] : []) };
  await saveStep(moteur, usager(usagerId), { dossierId, sectionId: 'vous', fields, tour: 0, completer: false });
}
