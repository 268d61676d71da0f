import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/support/postgres.ts';
import { fixedClock } from '../../../platform/clock.ts';
import { systemRandom } from '../../../platform/random.ts';
import { registreDesChamps } from '../champs/index.ts';
import { makeMoteur } from '../moteur.ts';
import { readAsAgent } from './read-dossier.ts';

test('a reading by an agent says whose data were seen, and not those that are erased', async () => {
  const base = await createTestDatabase();
  try {
    const [organisation, usager, agent, demarche, version, dossier] = Array.from({ length: 6 }, () =>
      crypto.randomUUID(),
    );
    const query = (text: string, values: unknown[]) => base.owner.query(text, values);
    await query(
      `insert into organisations (id, siren, nom, slug, type) values ($1, '218601946', 'Poitiers', 'poitiers', 'commune')`,
      [organisation],
    );
    await query(`insert into personnes (id, type) values ($1, 'usager'), ($2, 'agent')`, [usager, agent]);
    await query(`insert into demarches (id, organisation_id, slug, statut) values ($1, $2, 'cantine', 'publiee')`, [
      demarche,
      organisation,
    ]);
    const definition = JSON.stringify({ id: 'cantine', sections: [], sources: [], regles: {}, situation: {} });
    await query(
      `insert into demarche_versions (id, demarche_id, organisation_id, numero, definition, empreinte) values ($1, $2, $3, 1, $4, '\\x00')`,
      [version, demarche, organisation, definition],
    );
    const caf = {
      source: 'api_particulier.quotient_familial',
      fournisseur: 'la CAF',
      obtenueLe: '2026-11-24T08:00:00Z',
      certifiee: true,
    };
    const origines = {
      quotient: caf,
      'enfants.s1.prenom': caf,
      identite: { ...caf, source: 'franceconnect.identite' },
      rsa: { ...caf, source: 'api_particulier.revenu_solidarite_active', effaceeLe: '2026-11-24T08:00:00Z' },
    };
    await query(
      `insert into dossiers (id, organisation_id, demarche_id, version_id, usager_id, statut, numero, origines, created_at, modified_at, submitted_at)
       values ($1, $2, $3, $4, $5, 'en_instruction', '2026-000001', $6, now(), now(), now())`,
      [dossier, organisation, demarche, version, usager, JSON.stringify(origines)],
    );
    const parts = {
      db: base.db,
      clock: fixedClock('2026-11-24T09:00:00+01:00'),
      random: systemRandom,
      registre: registreDesChamps,
      sources: new Map(),
      communes: () => [],
    };
    const moteur = makeMoteur(parts as unknown as Parameters<typeof makeMoteur>[0]);
    const lieu = { id: organisation ?? '', nom: 'Poitiers', slug: 'poitiers' };
    await readAsAgent(
      moteur,
      { personneId: agent ?? '', nom: 'Ines Roy', organisation: lieu, roles: ['instructeur'] },
      dossier ?? '',
    );
    const { rows } = await base.owner.query(`select canonical::jsonb as e from journal_entries`);
    expect(rows.map(({ e }) => [e.type, e.acteur.id, e.contenu])).toEqual([
      ['dossier.consulte', agent, { sources: ['api_particulier.quotient_familial', 'franceconnect.identite'] }],
    ]);
  } finally {
    await base.close();
  }
});
