import { expect, test } from 'vitest';
import { startFakeClamd } from '../../../test/support/fake-clamd.ts';
import { checkFichiers } from './check-fichiers.ts';

const NONE = {
  ...{ CLAMD: undefined, S3_ENDPOINT: undefined, S3_BUCKET: undefined, S3_REGION: 'gra' },
  ...{ S3_ACCESS_KEY_ID: undefined, S3_SECRET_ACCESS_KEY: undefined },
};

test('says whether the antivirus answers, and looks at files as large as what is accepted', async () => {
  const clamd = await startFakeClamd();
  const found = async () => (await checkFichiers({ config: { ...NONE, CLAMD: clamd.address } }))[0];
  clamd.mood = 'too-large';
  expect(await found()).toMatchObject({ etat: 'mauvais', texte: expect.stringContaining('StreamMaxLength 110M') });
  await clamd.close();
  expect(await found()).toMatchObject({ etat: 'mauvais', texte: expect.stringContaining('corrigez CLAMD') });
});

test('says when the store does not answer to its keys, and nothing of what is not set', async () => {
  expect(await checkFichiers({ config: NONE })).toEqual([]);
  const config = { ...NONE, S3_ENDPOINT: 'http://127.0.0.1:1', S3_BUCKET: 'pieces' };
  expect(await checkFichiers({ config })).toMatchObject([
    { etat: 'mauvais', texte: expect.stringContaining('pieces') },
  ]);
});
