import { afterAll, beforeAll, expect, test } from 'vitest';
import { textOfPage } from '../../../test/support/visitor.ts';
import { type Service, signInWith, startService } from './testing/service.tsx';

let service: Service;

beforeAll(async () => {
  service = await startService();
  await service.base.owner.query(`
    insert into organisations (id, siren, nom, slug, type) values
      ('00000000-0000-7000-8000-000000000001', '218601946', 'Poitiers', 'poitiers', 'commune'),
      ('00000000-0000-7000-8000-000000000002', '200069854', 'Grand Poitiers', 'grand-poitiers', 'epci');
    insert into membres (id, organisation_id, email, roles) values
      (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'fatou.sow@poitiers.exemple.test', '{administrateur}'),
      (gen_random_uuid(), '00000000-0000-7000-8000-000000000002', 'yannick.le-goff@poitiers.exemple.test', '{lecteur}')`);
});
afterAll(() => service?.close());

test('the same agent through another identity provider, so under another subject: refused, and told what to do', async () => {
  await signInWith(service, service.visitor(), 'proconnect', 'fatou-sow');
  await service.base.owner.query(`update identites set sub = 'celui-du-premier-fournisseur'`);
  service.events();
  const visitor = service.visitor();
  const page = await signInWith(service, visitor, 'proconnect', 'fatou-sow');
  expect([page.status, service.events()]).toEqual([403, ['agent_autre_compte']]);
  expect(textOfPage(page)).toContain('réunissez vos deux comptes');
  expect(visitor.cookies.has('session')).toBe(false);
  const { rows } = await service.base.owner.query('select sub from identites');
  expect(rows).toEqual([{ sub: 'celui-du-premier-fournisseur' }]);
});

test('an agent of another SIRET than the organisation that invited this address: refused', async () => {
  service.events();
  const visitor = service.visitor();
  const page = await signInWith(service, visitor, 'proconnect', 'yannick-le-goff');
  expect([page.status, service.events()]).toEqual([403, ['agent_non_invite']]);
  expect(visitor.cookies.has('session')).toBe(false);
});
