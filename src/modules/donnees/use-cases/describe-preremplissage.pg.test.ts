import { afterEach, beforeEach, expect, test } from 'vitest';
import { Forbidden, NotFound } from '../../../platform/errors.ts';
import { orThrow } from '../../../values/result.ts';
import type { Definition, Source } from '../../demarches/index.ts';
import { openTerrain, type Terrain } from '../testing/organisation.ts';
import { saisie } from '../testing/saisie.ts';
import { describePreremplissage } from './describe-preremplissage.ts';
import { addHabilitation } from './save-habilitation.ts';

let terrain: Terrain;
const source = (id: string) => ({ id, nom: id.includes('quotient') ? 'la CAF ou la MSA' : 'FranceConnect' }) as Source;
const definition = {
  titre: 'Cantine',
  sections: [
    {
      champs: [
        {
          id: 'identite',
          type: 'identite',
          libelle: 'Identité',
          prefill: { source: 'franceconnect.identite', chemin: '' },
        },
        {
          id: 'quotient',
          type: 'nombre',
          libelle: 'Quotient',
          prefill: { source: 'api_particulier.quotient_familial', chemin: 'valeur' },
        },
        {
          id: 'enfants',
          type: 'repetition',
          libelle: 'Enfants',
          prefill: { source: 'api_particulier.quotient_familial', chemin: 'enfants' },
        },
        { id: 'rsa', type: 'oui_non', libelle: 'Recevez-vous le RSA ?' },
        { id: 'allergies', type: 'texte', libelle: 'Allergies' },
      ],
    },
  ],
} as unknown as Definition;

beforeEach(async () => {
  const opened = await openTerrain([source('franceconnect.identite'), source('api_particulier.quotient_familial')]);
  const moteur = { ...opened.deps.moteur, definitionOf: async () => definition };
  terrain = Object.assign(opened, { deps: { ...opened.deps, moteur } });
});
afterEach(() => terrain.close());

test('says for each champ what opens it, what is granted and what to ask for', async () => {
  const { deps, poitiers } = terrain;
  const none = await describePreremplissage(deps, poitiers.administrateur, 'cantine');
  expect(none.empechement).toMatch(/Aucune habilitation/);
  expect(none.preremplis.map(({ id, manquants }) => [id, manquants])).toEqual([
    ['identite', []],
    ['quotient', ['cnaf_quotient_familial']],
    ['enfants', ['cnaf_enfants']],
  ]);
  const demande = {
    ...saisie({ scopes: 'cnaf_quotient_familial' }),
    demarche: poitiers.demarcheId,
    fournisseur: 'api_particulier',
  };
  orThrow(await addHabilitation(deps, poitiers.administrateur, '218601946', demande));
  const some = await describePreremplissage(deps, poitiers.administrateur, 'cantine');
  expect(some.empechement).toBeUndefined();
  expect(some.preremplis.map(({ manquants }) => manquants)).toEqual([[], [], ['cnaf_enfants']]);
  expect(some.suggestions).toEqual([
    {
      id: 'rsa',
      libelle: 'Recevez-vous le RSA ?',
      detenteur: 'la CAF ou la MSA',
      scopes: ['revenu_solidarite_active'],
      manquants: ['revenu_solidarite_active'],
    },
  ]);
});

test('to administrators only, of what they offer', async () => {
  const { deps, poitiers } = terrain;
  await expect(async () => describePreremplissage(deps, poitiers.instructeur, 'cantine')).rejects.toThrow(Forbidden);
  await expect(async () => describePreremplissage(deps, poitiers.administrateur, 'autre')).rejects.toThrow(NotFound);
});
