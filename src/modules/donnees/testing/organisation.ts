import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { type FixedClock, fixedClock } from '../../../platform/clock.ts';
import { createLogger } from '../../../platform/log/logger.ts';
import type { Message } from '../../../platform/mail/message.ts';
import { systemRandom } from '../../../platform/random.ts';
import { makeSeal } from '../../../platform/seal.ts';
import { ok } from '../../../values/result.ts';
import { type Agent, makeAnnuaire, type Organisation } from '../../comptes/index.ts';
import type { Definition, Source } from '../../demarches/index.ts';
import type { Introspection } from '../sources/introspection.ts';
import type { DonneesDeps } from '../use-cases/deps.ts';

export const SECRET = 'un secret d’installation pour les essais';

/** Two organisations with a démarche each, and whoever works there. */
export type Terrain = {
  readonly base: TestDatabase;
  readonly clock: FixedClock;
  readonly deps: DonneesDeps;
  readonly poitiers: Lieu;
  readonly flayat: Lieu;
  readonly mails: Message[];
  /** Everything that was logged. */
  log(): string;
  /** What the provider will say of any token. */
  introspection: Introspection;
  close(): Promise<void>;
};

export type Lieu = {
  readonly organisation: Pick<Organisation, 'id' | 'slug' | 'nom' | 'siren'>;
  readonly demarcheId: string;
  readonly administrateur: Agent;
  readonly instructeur: Agent;
};

export async function openTerrain(sources: readonly Source[] = []): Promise<Terrain> {
  const base = await createTestDatabase();
  const clock = fixedClock('2026-11-24T09:00:00+01:00');
  const lines: string[] = [];
  const logger = createLogger({ level: 'debug', format: 'json', destination: { write: (line) => lines.push(line) } });
  const mails: Message[] = [];
  const poitiers = await addLieu(base, { slug: 'poitiers', nom: 'Poitiers', siren: '218601946' });
  const flayat = await addLieu(base, { slug: 'flayat', nom: 'Flayat', siren: '212308100' });
  const services = { db: base.db, clock, random: systemRandom, logger, publicUrl: 'https://parvis.exemple' };
  const terrain: Terrain = {
    base,
    clock,
    poitiers,
    flayat,
    mails,
    introspection: { type: 'injoignable' },
    log: () => lines.join(''),
    deps: {
      ...services,
      annuaire: makeAnnuaire(services),
      sceau: makeSeal(SECRET, 'donnees'),
      mail: {
        send: async (message) => {
          mails.push(message);
          return ok(undefined);
        },
        isReady: async () => true,
        close: () => undefined,
      },
      verificateur: { introspecter: async () => terrain.introspection, joindre: async () => 'oui' as const },
      moteur: {
        definitionOf: async () =>
          ({ titre: 'Inscription à la cantine', sections: [], sources: [] }) as unknown as Definition,
        sources: new Map(sources.map((source) => [source.id, source])),
        registre: new Map(),
      },
    },
    close: () => base.close(),
  };
  return terrain;
}

async function addLieu(
  base: TestDatabase,
  { slug, nom, siren }: { slug: string; nom: string; siren: string },
): Promise<Lieu> {
  const id = crypto.randomUUID();
  const demarcheId = crypto.randomUUID();
  const versionId = crypto.randomUUID();
  const query = (text: string, values: unknown[]) => base.owner.query(text, values);
  await query(`insert into organisations (id, siren, nom, slug, type) values ($1, $2, $3, $4, 'commune')`, [
    id,
    siren,
    nom,
    slug,
  ]);
  await query(`insert into demarches (id, organisation_id, slug, statut) values ($1, $2, 'cantine', 'publiee')`, [
    demarcheId,
    id,
  ]);
  await query(
    `insert into demarche_versions (id, demarche_id, organisation_id, numero, definition, empreinte) values ($1, $2, $3, 1, '{}', '\\x00')`,
    [versionId, demarcheId, id],
  );
  await query('update demarches set version_id = $1 where id = $2', [versionId, demarcheId]);
  const agent = async (prenom: string, role: string): Promise<Agent> => {
    const personneId = crypto.randomUUID();
    const email = `${prenom.toLowerCase()}@${slug}.exemple`;
    await query(`insert into personnes (id, type, prenoms, nom_usage, email) values ($1, 'agent', $2, 'Roy', $3)`, [
      personneId,
      [prenom],
      email,
    ]);
    await query(
      `insert into membres (id, organisation_id, personne_id, email, roles, joined_at) values ($1, $2, $3, $4, $5, now())`,
      [crypto.randomUUID(), id, personneId, email, [role]],
    );
    return { personneId, nom: `${prenom} Roy`, organisation: { id, nom, slug }, roles: [role] };
  };
  return {
    organisation: { id, slug, nom, siren } as unknown as Lieu['organisation'],
    demarcheId,
    administrateur: await agent('Ada', 'administrateur'),
    instructeur: await agent('Ines', 'instructeur'),
  };
}
