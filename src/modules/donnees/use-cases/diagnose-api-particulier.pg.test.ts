import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeSeal } from '../../../platform/seal.ts';
import { orThrow } from '../../../values/result.ts';
import { openTerrain, SECRET, type Terrain } from '../testing/organisation.ts';
import { saisie } from '../testing/saisie.ts';
import { diagnostiquerApiParticulier } from './diagnose-api-particulier.ts';
import { replaceJeton } from './replace-jeton.ts';
import { addHabilitation } from './save-habilitation.ts';

let terrain: Terrain;
let joint: 'oui' | 'ailleurs' | 'non';

beforeEach(async () => {
  terrain = await openTerrain();
  joint = 'oui';
  const champ = (chemin: string) => ({
    id: chemin,
    type: 'nombre',
    prefill: { source: 'api_particulier.quotient_familial', chemin },
  });
  await terrain.base.owner.query('alter table demarche_versions disable trigger all');
  await terrain.base.owner.query('update demarche_versions set definition = $1', [
    JSON.stringify({ titre: 'Cantine', sections: [{ champs: [champ('valeur'), champ('enfants')] }] }),
  ]);
});
afterEach(() => terrain.close());

async function diagnose(secret = SECRET) {
  const constats = await diagnostiquerApiParticulier({
    db: terrain.base.db,
    clock: terrain.clock,
    baseUrl: 'https://particulier.exemple',
    limites: { parMinute: 10, parSeconde: 10 },
    sceau: (usage) => makeSeal(secret, usage),
    verificateur: { joindre: async () => joint, introspecter: async () => terrain.introspection },
  });
  return constats.map(({ etat, texte }) => `${etat} ${texte.replaceAll('\u00a0', ' ')}`);
}

async function declare(change: Parameters<typeof saisie>[0] = {}, jeton = 'jeton-secret-de-la-cantine') {
  const { deps, poitiers } = terrain;
  const demande = { ...saisie(change), demarche: poitiers.demarcheId, fournisseur: 'api_particulier' };
  const id = orThrow(await addHabilitation(deps, poitiers.administrateur, '218601946', demande));
  if (jeton) orThrow(await replaceJeton(deps, poitiers.administrateur, { id, jeton }));
}

test('all is well', async () => {
  await declare();
  terrain.introspection = {
    type: 'lue',
    scopes: ['cnaf_quotient_familial', 'cnaf_allocataires', 'cnaf_enfants', 'cnaf_adresse'],
  };
  expect(await diagnose()).toEqual([
    'bon API Particulier répond (particulier.exemple).',
    'bon Poitiers, cantine : valable jusqu’au 30 juin 2027.',
    'bon Poitiers, cantine : son jeton est accepté.',
    'bon Poitiers, cantine : tout ce que la démarche préremplit est accordé.',
  ]);
});

test('each thing that is wrong says what to do, and no token is ever told', async () => {
  await declare({ scopes: 'cnaf_quotient_familial', jusquau: '2026-11-01' });
  terrain.introspection = { type: 'refusee' };
  const told = await diagnose();
  expect(told.slice(1)).toEqual([
    expect.stringMatching(/^mauvais .*a pris fin le 1er novembre 2026.*renouvelez la demande/),
    expect.stringMatching(/^mauvais .*refuse ce jeton.*Demandez-en un autre/),
    expect.stringMatching(/^remarque .*cnaf_enfants, qui ne sont pas accordés\. Demandez-les sur DataPass/),
  ]);
  expect((await diagnose('un autre secret'))[2]).toMatch(/^mauvais .*clé qui n’est plus connue/);
  terrain.introspection = { type: 'lue', scopes: [] };
  expect((await diagnose())[2]).toMatch(/^mauvais .*n’ouvre pas ce qui est déclaré : cnaf_quotient_familial/);
  terrain.introspection = { type: 'injoignable' };
  expect((await diagnose())[2]).toMatch(/^remarque /);
  expect(told.join()).not.toContain('jeton-secret');
});

test('an API that does not answer is one finding, and nothing else is asked; no habilitation is no fault', async () => {
  expect(await diagnose()).toHaveLength(2);
  joint = 'non';
  expect(await diagnose()).toEqual([
    expect.stringMatching(/^mauvais API Particulier ne répond pas.*API_PARTICULIER_URL/),
  ]);
  joint = 'ailleurs';
  expect(await diagnose()).toEqual([
    expect.stringMatching(/^mauvais API Particulier n’est pas à cette adresse.*API_PARTICULIER_URL/),
  ]);
});
