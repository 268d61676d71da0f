import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../../platform/root.ts';
import { lireDemande } from './candidature.ts';
import { nomDeLicence } from './licence.ts';

test('every licence that a form of the fund offers is read by its name, and what is typed stays as it is', () => {
  const catalogue = join(ROOT, 'catalogue');
  const offered = readdirSync(catalogue)
    .filter((folder) => folder.startsWith('fonds-'))
    .flatMap((folder) => {
      const [, list = ''] = readFileSync(join(catalogue, folder, 'parametres.yaml'), 'utf8').split(/^licences:/m);
      return [...(list.split(/^\S/m)[0] ?? '').matchAll(/id: ([a-z0-9-]+)/g)].map(([, id = '']) => id);
    });
  expect(offered).toContain('eupl-1-2');
  expect(offered.filter((id) => id !== 'autre' && nomDeLicence(id) === id)).toEqual([]);
  expect([nomDeLicence('EUPL-1.2 ou plus'), nomDeLicence(null)]).toEqual(['EUPL-1.2 ou plus', null]);
});

test('another licence is the one that was written', () => {
  const reponses = { siret: { siret: '21860194600013' }, licence: 'autre', licence_autre: 'Licence de la Vienne' };
  const demande = lireDemande(reponses);
  expect(demande.ok && demande.value.licence).toBe('Licence de la Vienne');
});

test('those who carry the project with who asks are read with what they do', () => {
  const siret = { siret: '21860194600013' };
  const lyon = { siret: { siret: '20004697700019', organisme: { nom: 'Métropole de Lyon' } }, role: 'finance' };
  const partenaires = [
    { _id: 'a', ...lyon },
    { _id: 'b', siret: { siret: '13002526500013' } },
  ];
  const demande = lireDemande({ siret, partenaires });
  expect(demande.ok && demande.value.partenaires).toEqual([
    { siret: '20004697700019', nom: 'Métropole de Lyon', role: 'finance' },
    { siret: '13002526500013', nom: null, role: null },
  ]);
  const alone = lireDemande({ siret });
  expect(alone.ok && alone.value.partenaires).toEqual([]);
});
