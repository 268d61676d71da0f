import { afterEach, beforeEach, expect, test } from 'vitest';
import { orThrow } from '../../../values/result.ts';
import type { AppelSource, SourcePersonne } from '../../demarches/index.ts';
import { sourcesDeDonnees } from '../index.ts';
import { type Fournisseur, repond, startFournisseur } from '../testing/fournisseur.ts';
import { openTerrain, type Terrain } from '../testing/organisation.ts';
import { ADELE } from '../testing/personnes.ts';
import { REPONSES } from '../testing/reponses.ts';
import { saisie } from '../testing/saisie.ts';
import { addHabilitation, changeHabilitation } from '../use-cases/save-habilitation.ts';

let terrain: Terrain;
let caf: Fournisseur;
let quotient: SourcePersonne;

beforeEach(async () => {
  terrain = await openTerrain();
  caf = await startFournisseur();
  caf.repondre(repond(200, REPONSES['quotient_familial']));
  const limites = { parMinute: 1000, parSeconde: 20 };
  const found = sourcesDeDonnees({ ...terrain.deps, baseUrl: caf.url, limites, timeoutMs: 1500 }).find(
    ({ id }) => id === 'api_particulier.quotient_familial',
  );
  if (!found) throw new Error('no source');
  quotient = found as SourcePersonne;
});
afterEach(async () => {
  await caf.close();
  await terrain.close();
});

function appel(
  lieu = terrain.poitiers,
  donnees: readonly string[] = ['valeur', 'mois', 'enfants', 'adresse'],
): AppelSource {
  return {
    accessToken: 'jeton-de-la-personne',
    organisation: lieu.organisation,
    demarche: { id: lieu.demarcheId },
    donnees,
    pivot: ADELE,
    now: terrain.clock.now(),
    aujourdhui: terrain.clock.today(),
    communes: () => [],
    signal: new AbortController().signal,
  };
}

function declare(change: Parameters<typeof saisie>[0] = {}, fournisseur = 'api_particulier') {
  const { deps, poitiers } = terrain;
  const demande = { ...saisie(change), demarche: poitiers.demarcheId, fournisseur };
  return addHabilitation(deps, poitiers.administrateur, poitiers.organisation.siren, demande).then(orThrow);
}

async function expectSilence(lieu = terrain.poitiers) {
  const droits = await quotient.droits?.(appel(lieu));
  expect(droits).toMatchObject({ accordes: false, reponse: { etat: 'refusee', cause: 'sans_habilitation' } });
  const reponse = await quotient.fetch(appel(lieu));
  expect(reponse).toMatchObject({
    etat: 'refusee',
    cause: 'sans_habilitation',
    phrase: expect.stringMatching(
      /^Cette démarche ne peut pas encore interroger la CAF ou la MSA.*justificatif demandé\.$/,
    ),
  });
  expect(reponse).not.toHaveProperty('donnees');
  expect(caf.appels).toEqual([]);
}

test('without a habilitation nothing is called, and the agent is told why', async () => {
  await expectSilence();
  expect(quotient.expliquer?.('sans_habilitation')).toMatch(/pas d’habilitation en vigueur.*justificatif/);
  expect(quotient.expliquer?.('toString')).toBeUndefined();
});

test.each([
  ['over since yesterday', { jusquau: '2026-11-23' }],
  ['that begins tomorrow', { du: '2026-11-25' }],
  ['revoked', { etat: 'revoquee' }],
  ['not granted yet', { etat: 'soumise' }],
  ['for something else', { scopes: 'men_statut_scolarite' }],
  ['that opens only who it is about', { scopes: 'cnaf_allocataires' }],
])('with one %s, nothing is called either', async (_what, change) => {
  await declare(change);
  await expectSilence();
});

test('another organisation’s, or another provider’s, is not ours', async () => {
  await declare();
  await expectSilence(terrain.flayat);
  // The démarche of one with the grant of another: the scope of the transaction hides it.
  const mixed = { ...appel(terrain.flayat), demarche: { id: terrain.poitiers.demarcheId } };
  expect(await quotient.fetch(mixed)).toMatchObject({ cause: 'sans_habilitation' });
  expect(caf.appels).toEqual([]);
});

test('with one, only what is granted and of use is asked and kept, for whom it says, and the use is dated', async () => {
  const id = await declare({
    scopes: 'cnaf_quotient_familial cnaf_allocataires cnaf_adresse',
    siret: '21860194600013',
  });
  expect(await quotient.droits?.(appel())).toEqual({
    accordes: true,
    scopes: ['cnaf_quotient_familial', 'cnaf_adresse', 'cnaf_allocataires'],
    presentation: 'Votre quotient familial et votre adresse',
  });
  // The sandbox masks nothing: what comes in excess is not kept.
  const reponse = await quotient.fetch(appel());
  expect(reponse).toMatchObject({ etat: 'obtenue', fournisseur: 'la CAF', requete: 'appel-1' });
  expect(Object.keys(reponse.donnees ?? {}).toSorted()).toEqual(['adresse', 'mois', 'valeur']);
  expect(Object.keys((await quotient.fetch(appel(terrain.poitiers, ['valeur']))).donnees ?? {}).toSorted()).toEqual([
    'mois',
    'valeur',
  ]);
  expect(caf.appels[0]?.url).toContain('recipient=21860194600013');
  const { rows } = await terrain.base.owner.query(
    'select derniere_utilisation_at as at from habilitations where id = $1',
    [id],
  );
  expect(rows[0].at.toISOString()).toBe('2026-11-24T08:00:00.000Z');
});

test('taken back between the agreement and the return of FranceConnect, nothing is called', async () => {
  const { deps, poitiers } = terrain;
  const id = await declare();
  expect(await quotient.droits?.(appel())).toMatchObject({ accordes: true });
  const change = { ...saisie({ etat: 'revoquee' }), id };
  orThrow(await changeHabilitation(deps, poitiers.administrateur, poitiers.organisation.siren, change));
  await expectSilence();
});
