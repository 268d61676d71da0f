import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { type FixedClock, fixedClock } from '../../../platform/clock.ts';
import { createLogger } from '../../../platform/log/logger.ts';
import type { Message } from '../../../platform/mail/message.ts';
import { systemRandom } from '../../../platform/random.ts';
import { newId } from '../../../values/ids.ts';
import { ok } from '../../../values/result.ts';
import { type Agent, type Annuaire, type Demandeur, makeAnnuaire } from '../../comptes/index.ts';
import { openJournal } from '../../journal/index.ts';
import { registreDesChamps } from '../champs/index.ts';
import type { Fichiers } from '../domain/chargement/fichiers.ts';
import type { Demandeurs } from '../domain/definition.ts';
import { loadDefinition } from '../domain/load-definition.ts';
import type { Referentiels } from '../domain/referentiels.ts';
import type { Source } from '../domain/source.ts';
import { type Moteur, makeMoteur } from '../moteur.ts';
import { adoptDemarche } from '../use-cases/adopt-demarche.ts';
import { beginDossier } from '../use-cases/begin-dossier.ts';
import { saveStep } from '../use-cases/save-step.ts';
import { type Depose, submitDossier } from '../use-cases/submit-dossier.ts';

/** The engine on a fresh database, without pages: what the tests of its use cases begin with. */
export type TestMoteur = {
  readonly moteur: Moteur & { readonly annuaire: Annuaire };
  readonly base: TestDatabase;
  readonly clock: FixedClock;
  readonly mails: Message[];
  organisation(slug: string, siren: string): Promise<OrganisationDEssai>;
  /** A member who has signed in, with these roles. */
  membre(organisation: OrganisationDEssai, nom: string, roles: readonly string[]): Promise<MembreDEssai>;
  usager(nom: string): Promise<Demandeur>;
  /** Publishes the démarche of a few champs that `fichiers` describes. */
  publier(organisation: OrganisationDEssai, slug: string, fichiers: Fichiers): Promise<void>;
  /** A draft of `petiteDemarche`, with every answer; or of another one, with these. */
  remplir(
    demandeur: Demandeur,
    organisation: OrganisationDEssai,
    slug: string,
    reponses?: ReponsesTapees,
  ): Promise<string>;
  /** @param extensions what other modules bring to the engine */
  deposer(demandeur: Demandeur, dossierId: string, extensions?: Partial<Moteur>): Promise<Depose>;
  close(): Promise<void>;
};

export type OrganisationDEssai = {
  readonly id: string;
  readonly nom: string;
  readonly slug: string;
  readonly siren: string;
};

/** One person on both sides: as an agent of their organisation, and as who asks in its name. */
export type MembreDEssai = { readonly agent: Agent; readonly demandeur: Demandeur; readonly email: string };

/** The registers of an installation that reaches none. */
export const MUETS: Referentiels = {
  etablissement: async () => ({ type: 'muet' }),
  association: async () => ({ type: 'muet' }),
  adresse: async () => undefined,
  suggestions: async () => [],
  autour: async () => [],
  communes: async () => [],
};

export async function openTestMoteur(sources: readonly Source[] = []): Promise<TestMoteur> {
  const base = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'parvis-moteur-'));
  const clock = fixedClock('2026-11-24T09:00:00+01:00');
  const mails: Message[] = [];
  const noyau = { db: base.db, clock, random: systemRandom };
  const logger = createLogger({ level: 'silent', format: 'json' });
  const publicUrl = 'https://parvis.exemple';
  const moteur = makeMoteur({
    ...noyau,
    logger,
    publicUrl,
    blobs: undefined as never,
    journal: await openJournal({ ...noyau, logger, origin: publicUrl, keyFile: join(folder, 'journal.pem') }),
    mail: {
      send: async (message) => {
        mails.push(message);
        return ok(undefined);
      },
      isReady: async () => true,
      close: () => undefined,
    },
    registre: registreDesChamps,
    sources: new Map(sources.map((source) => [source.id, source])),
    communes: () => [],
    referentiels: MUETS,
  });
  const id = () => newId<'Essai'>(clock, systemRandom) as string;

  async function personne(nom: string, type: 'usager' | 'agent'): Promise<string> {
    const personneId = id();
    const sql = 'insert into personnes (id, type, prenoms, nom_usage, email) values ($1, $2, $3, $4, $5)';
    await base.owner.query(sql, [personneId, type, [nom], 'Essai', `${nom.toLowerCase()}@personnel.test`]);
    return personneId;
  }

  const complet = { ...moteur, annuaire: makeAnnuaire(noyau) };
  return {
    moteur: complet,
    base,
    clock,
    mails,
    async organisation(slug, siren) {
      const organisation = { id: id(), nom: `Commune de ${slug}`, slug, siren };
      await base.owner.query(
        `insert into organisations (id, siren, nom, slug, type) values ($1, $2, $3, $4, 'commune')`,
        [organisation.id, siren, organisation.nom, slug],
      );
      return organisation;
    },
    async membre(organisation, prenom, roles) {
      const personneId = await personne(prenom, 'agent');
      const email = `${prenom.toLowerCase()}@${organisation.slug}.test`;
      const sql = 'insert into membres (id, organisation_id, personne_id, email, roles) values ($1, $2, $3, $4, $5)';
      await base.owner.query(sql, [id(), organisation.id, personneId, email, roles]);
      const nom = `${prenom} Essai`;
      return {
        email,
        agent: { personneId, nom, organisation, roles },
        demandeur: { personneId, nom, pour: { type: 'organisation', organisation, roles } },
      };
    },
    async usager(prenom) {
      const personneId = await personne(prenom, 'usager');
      return { personneId, nom: `${prenom} Essai`, pour: { type: 'personne', personneId } };
    },
    async publier(organisation, slug, fichiers) {
      const loaded = loadDefinition(fichiers, { registre: registreDesChamps, sources });
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.erreurs));
      const adoption = { organisationId: organisation.id, slug, definition: loaded.definition };
      await base.db.transaction({ systeme: true }, (tx) => adoptDemarche(tx, noyau, adoption));
    },
    async remplir(demandeur, organisation, demarcheSlug, reponses = REPONSES) {
      const dossierId = await beginDossier(moteur, demandeur, { organisation, demarcheSlug, sources: [] });
      for (const [tour, [sectionId, typed]] of Object.entries(reponses).entries()) {
        const fields = { all: (name: string) => [typed[name] ?? []].flat() };
        await saveStep(complet, demandeur, { dossierId, sectionId, fields, tour, completer: false });
      }
      return dossierId;
    },
    deposer: (demandeur, dossierId, extensions) =>
      submitDossier({ ...moteur, ...extensions }, demandeur, { dossierId }),
    async close() {
      await base.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** What is typed, by section then by field. */
export type ReponsesTapees = Readonly<Record<string, Readonly<Record<string, string>>>>;

const REPONSES: ReponsesTapees = {
  vous: { nom: 'Essai', objet: 'Une école' },
  projet: { description: 'Neuve' },
};

/** Two steps of one question each, and a name. */
export function petiteDemarche(demandeurs: Demandeurs): Fichiers {
  const texte = (objet: string, corps: string) => `---\nobjet: ${objet}\n---\n\n${corps}\n`;
  const source = demandeurs === 'organisations' ? ', prefill: { source: organisation.identite, chemin: nom }' : '';
  return {
    'demarche.yaml': `id: essai
titre: Essai
resume: Une démarche d’essai.
presentation: [Une démarche d’essai.]
duree: 5 minutes
demandeurs: ${demandeurs}
demandeur: [nom]
conservationMois: 12
${source ? 'sources: [{ id: organisation.identite, finalite: Pour l’essai. }]' : ''}
sections:
  - id: vous
    titre: Vous
    champs:
      - { id: nom, type: texte, libelle: Nom${source} }
      - { id: objet, type: texte, libelle: Objet }
  - id: projet
    titre: Projet
    champs:
      - { id: description, type: texte, libelle: Description }
`,
    'lettres/accepte.md': texte('Acceptée', '{{ decision.motif }}'),
    'lettres/refuse.md': texte('Refusée', '{{ decision.motif }}'),
    'lettres/sans_suite.md': texte('Sans suite', '{{ decision.motif }}'),
    'courriels/depot.md': texte('Reçue', '{{ dossier.lien }}'),
    'courriels/correction.md': texte('À compléter', '{{ dossier.lien }}'),
    'courriels/message.md': texte('Message', '{{ dossier.lien }}'),
    'courriels/decision.md': texte('Décision', '{{ dossier.lien }}'),
  };
}
