import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.ts';
import { fixedClock } from '../../../platform/clock.ts';
import { DEFAULT_THEME, type Theme } from '../../../platform/html/theme.ts';
import { systemRandom } from '../../../platform/random.ts';
import type { Noyau } from '../../../platform/services.ts';
import { orThrow } from '../../../values/result.ts';
import { mentionsOf } from '../domain/mentions.ts';
import { findOrganisationById } from '../storage/organisations.ts';
import type { Agent } from './agent.ts';
import { saveMentions } from './save-mentions.ts';
import { saveTheme } from './save-theme.ts';

const POITIERS = { id: '00000000-0000-7000-8000-00000000000a', nom: 'Poitiers', slug: 'poitiers' };
const FLAYAT = { id: '00000000-0000-7000-8000-00000000000b', nom: 'Flayat', slug: 'flayat' };
const agent = (n: number): Agent => ({
  personneId: `00000000-0000-7000-8000-0000000000a${n}`,
  nom: 'Quelqu’un',
  organisation: POITIERS,
  roles: ['administrateur'],
});
const [fatou, yannick] = [agent(1), agent(2)];

let base: TestDatabase;
let noyau: Noyau;

beforeAll(async () => {
  base = await createTestDatabase();
  noyau = { db: base.db, clock: fixedClock('2026-11-24T09:00:00+01:00'), random: systemRandom };
  await base.owner.query(`
    insert into organisations (id, siren, nom, slug, type) values
      ('${POITIERS.id}', '218601946', 'Poitiers', 'poitiers', 'commune'),
      ('${FLAYAT.id}', '212308100', 'Flayat', 'flayat', 'commune');
    insert into personnes (id, type) values ('${fatou.personneId}', 'agent'), ('${yannick.personneId}', 'agent');
    insert into membres (id, organisation_id, personne_id, email, roles) values
      (gen_random_uuid(), '${POITIERS.id}', '${fatou.personneId}', 'fatou@exemple.fr', '{administrateur}'),
      (gen_random_uuid(), '${POITIERS.id}', '${yannick.personneId}', 'yannick@exemple.fr', '{instructeur}')`);
});
afterAll(() => base.close());

const MENTIONS = { dpo: 'dpo@exemple.fr', directeur: 'Camille Roy, maire', accessibilite: 'non' };
const THEME: Theme = { ...DEFAULT_THEME, brand: '#5b1a3a' };
const organisation = (id: string) => base.db.read({ public: true }, (tx) => findOrganisationById(tx, id));

test('saved, read again, and journalled without naming anybody', async () => {
  orThrow(await saveMentions(noyau, fatou, MENTIONS));
  orThrow(await saveTheme(noyau, fatou, THEME));
  const kept = await organisation(POITIERS.id);
  expect([mentionsOf(kept), kept?.theme]).toEqual([MENTIONS, THEME]);
  const { rows } = await base.owner.query<{ canonical: string }>('select canonical from journal_entries order by seq');
  expect(rows.map(({ canonical }) => JSON.parse(canonical).contenu)).toEqual([
    { dites: ['accessibilite', 'directeur', 'dpo'] },
    THEME,
  ]);
  expect(JSON.stringify(rows)).not.toContain('Camille');
});

test('what cannot be read is refused, and changes nothing', async () => {
  expect(await saveTheme(noyau, fatou, { ...THEME, onBrand: '#5b1a3a' })).toMatchObject({ ok: false });
  expect(await saveMentions(noyau, fatou, { ...MENTIONS, dpo: 'dpo' })).toMatchObject({ ok: false });
  expect((await organisation(POITIERS.id))?.theme).toEqual(THEME);
});

test('not by an instructeur who pretends, nor in another organisation', async () => {
  for (const who of [yannick, { ...fatou, organisation: FLAYAT }]) {
    await expect(saveMentions(noyau, who, { accessibilite: 'non' })).rejects.toThrow('réservée');
    await expect(saveTheme(noyau, who, DEFAULT_THEME)).rejects.toThrow('réservée');
  }
  expect(mentionsOf(await organisation(POITIERS.id))).toEqual(MENTIONS);
  expect((await organisation(FLAYAT.id))?.theme).toBeNull();
});
