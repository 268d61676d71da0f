import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.ts';
import { noterAdresse } from './adresse-servie.ts';
import { run } from './run.ts';

let base: TestDatabase;
let dataDir: string;

beforeAll(async () => {
  base = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'parvis-cli-'));
});
afterAll(async () => {
  await base.close();
  await rm(dataDir, { recursive: true });
});

async function parvis(argv: readonly string[], env: Record<string, string> = {}) {
  let [out, err] = ['', ''];
  const code = await run(argv, {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    env: { DATABASE_URL: base.appUrl, DATABASE_OWNER_URL: base.ownerUrl, DATA_DIR: dataDir, ...env },
  });
  return { code, out: out.replaceAll('\u00a0', ' '), err: err.replaceAll('\u00a0', ' ') };
}

test('organisation add installs once, and says where', async () => {
  const poitiers = 'Poitiers (commune, code Insee 86194, SIREN 218 601 946)';
  const address =
    'Son adresse : http://localhost:3000/poitiers (quand le serveur tournera ; PUBLIC_URL ou PORT en décident)\n';
  expect(await parvis(['organisation', 'add', '86194'])).toEqual({
    code: 0,
    err: '',
    out: `Ajoutée : ${poitiers}.\n${address}`,
  });
  expect((await parvis(['organisation', 'add', '86194'])).out).toBe(`Déjà installée : ${poitiers}.\n${address}`);
  // Beside a server: its own address, whatever its port; that of a server that was killed is forgotten.
  const where = async (env = {}) => (await parvis(['organisation', 'add', '86194'], env)).out.split('\n')[1];
  const stop = noterAdresse({ dataDir, publicUrl: 'http://localhost:3440' });
  expect(await where()).toBe('Son adresse : http://localhost:3440/poitiers');
  expect(await where({ PUBLIC_URL: 'https://demarches.exemple.fr' })).toContain(
    'https://demarches.exemple.fr/poitiers',
  );
  stop();
  expect(await where()).toContain('localhost:3000/poitiers (quand');
  const killed = spawnSync(process.execPath, ['-e', '']).pid;
  await writeFile(join(dataDir, 'en-service.json'), JSON.stringify({ pid: killed, publicUrl: 'http://localhost:1' }));
  expect(await where()).toContain('localhost:3000/poitiers (quand');
});

test('organisation add warns when the code is also a postcode, and refuses what is not a code', async () => {
  expect((await parvis(['organisation', 'add', '86200'])).out).toMatch(/Ajoutée : Pressac[\s\S]*Attention : .*Loudun/);
  expect(await parvis(['organisation', 'add', '86000'])).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('Poitiers (86194)'),
  });
});

test('organisation list writes lines that can be cut, in order', async () => {
  await parvis(['organisation', 'add', '200069854']);
  expect((await parvis(['organisation', 'list'])).out).toBe(
    [
      'grand-poitiers\tGrand Poitiers Communauté urbaine\tepci\t\t200069854\n',
      'poitiers\tPoitiers\tcommune\t86194\t218601946\n',
      'pressac\tPressac\tcommune\t86200\t218602001\n',
    ].join(''),
  );
  expect((await parvis(['organisation', 'list', '--type', 'epci'])).out).toMatch(/^grand-poitiers\t[^\n]*\n$/);
  expect((await parvis(['organisation', 'list', '--cherche', 'POITIERS'])).out).toMatch(
    /^poitiers\t.*\ngrand-poitiers\t.*\n$/,
  );
});

test('membre invite gives an organisation its first administrator, once', async () => {
  expect(await parvis(['membre', 'invite', 'poitiers', 'Fatou.Sow@exemple.fr', 'administrateur', 'valideur'])).toEqual({
    code: 0,
    err: '',
    out: 'Invité à Poitiers : Fatou.Sow@exemple.fr (administrateur, valideur).\nSa connexion : http://localhost:3000/connexion/agents (quand le serveur tournera ; PUBLIC_URL ou PORT en décident)\n',
  });
  expect(await parvis(['membre', 'invite', '218 601 946', 'fatou.sow@exemple.fr', 'lecteur'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('déjà invitée'),
  });
  expect(await parvis(['membre', 'invite', 'nulle-part', 'a@exemple.fr', 'lecteur'])).toMatchObject({ code: 1 });
  const { rows } = await base.owner.query('select email, roles, expires_at > now() as valid from membres');
  expect(rows).toEqual([{ email: 'fatou.sow@exemple.fr', roles: ['administrateur', 'valideur'], valid: true }]);
});

test('fonds adopt gives the fund of the catalogue, once, and can say beforehand what it creates', async () => {
  const apercu = await parvis(['fonds', 'adopt', 'poitiers', '--apercu']);
  expect(apercu).toMatchObject({ code: 0, err: '', out: expect.stringContaining('\tà créer\n') });
  expect(apercu.out).not.toContain('fictive');
  const adopted = await parvis(['fonds', 'adopt', '218 601 946']);
  expect(adopted).toMatchObject({ code: 0, out: expect.stringContaining('Créé : 1 programme, 3 dispositifs') });
  expect(adopted.out).toContain('Sa page : http://localhost:3000/fonds/poitiers (quand');
  const again = await parvis(['fonds', 'adopt', 'poitiers']);
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining('Tout est déjà là : rien n’a changé.') });
  expect(again.out).not.toContain('\tcréé\n');
  expect(await parvis(['fonds', 'adopt', 'nulle-part'])).toMatchObject({ code: 1 });
  expect(await parvis(['fonds', 'adopter'])).toMatchObject({ code: 2, err: expect.stringContaining('parvis fonds') });
});

test('journal audit recomputes what was written', async () => {
  const { code, out } = await parvis(['journal', 'audit']);
  expect(code).toBe(0);
  expect(out).toMatch(/^INTACT/);
});

test('opendata import says what became of each row, and of a file that is there already', async () => {
  await parvis(['organisation', 'add', '86194']);
  const file = join(dataDir, 'relance.json');
  const laureat = { id: 1, raison_sociale: 'Ville', siret: '21860194600013', type: 'publique', ...COMITE };
  await writeFile(file, JSON.stringify([laureat, { ...laureat, id: 2, siret: 'null' }]));
  const command = ['opendata', 'import', 'france-relance', file, '--organisation', 'poitiers'];
  expect(await parvis(command)).toMatchObject({
    code: 0,
    err: '2 lignes lues\n',
    out: expect.stringMatching(/^Importé/),
  });
  const again = await parvis(command);
  expect(again.out).toMatch(
    /^Ce fichier est déjà importé[\s\S]*nouvelles : 1\n[\s\S]*rejetées : 1\n[\s\S]*Défauts : 3\n/,
  );
  expect(await parvis([...command.slice(0, -1), 'inconnue'])).toMatchObject({ code: 1, out: '' });
  expect(await parvis(['opendata', 'import', 'inconnu', file])).toMatchObject({ code: 2, out: '' });
  const refused = await parvis(['opendata', 'import', 'scdl-subventions', file, '--organisation', 'poitiers']);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('Il manque les colonnes') });
});

const COMITE = {
  date_de_validation_en_comité_de_sélection: '2021-05-19',
  'investissement_financier_estimatif_total_de_l.etat': 54_805,
};

test('migrate has nothing to do twice', async () => {
  expect(await parvis(['migrate'])).toEqual({ code: 0, err: '', out: 'Rien à faire : la base est à jour.\n' });
});

test('doctor finds all well, then what is not', async () => {
  const well = await parvis(['doctor']);
  expect(well.out).toMatch(/PostgreSQL 18[\s\S]*schéma est celui[\s\S]*ne possède rien[\s\S]*Tout va bien/);
  expect(well.code).toBe(0);

  const asOwner = await parvis(['doctor'], { DATABASE_URL: base.ownerUrl });
  expect(asOwner.code).toBe(1);
  expect(asOwner.out).toMatch(/À CORRIGER .*superutilisateur/);

  const provider = (nom: string) => ({
    [`${nom}_ISSUER`]: 'https://fcp-low.exemple.invalid/api/v2',
    [`${nom}_CLIENT_ID`]: 'parvis',
    [`${nom}_CLIENT_SECRET`]: 'x'.repeat(40),
  });
  const mixed = await parvis(['doctor'], { ...provider('FRANCECONNECT'), ...provider('PROCONNECT') });
  expect(mixed.code).toBe(1);
  expect(mixed.out.match(/À CORRIGER FRANCECONNECT_ISSUER et PROCONNECT_ISSUER sont la même adresse/g)).toHaveLength(2);

  await base.owner.query(`update schema_migrations set id = 'futur/9999.sql' where id = 'db/0001-scope.sql'`);
  const behind = await parvis(['doctor']);
  expect(behind.code).toBe(1);
  expect(behind.out).toMatch(/À CORRIGER Il manque db\/0001-scope\.sql : lancez « parvis migrate »/);
  expect(behind.out).toMatch(/à savoir {3}La base a servi à une version plus récente.*futur/);
});

test('an older schema is said as such', async () => {
  await base.owner.query('drop table organisations cascade');
  const { code, err } = await parvis(['organisation', 'list']);
  expect(code).toBe(1);
  expect(err).toContain('lancez « parvis migrate »');
});
