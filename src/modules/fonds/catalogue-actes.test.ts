import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../platform/root.ts';
import { ACTES, TYPES_ACTE, type TypeActe } from './domain/acte.ts';
import { parseModelesActes } from './storage/catalogue-actes.ts';
import { MODELES } from './testing/actes.ts';

const PARAMETRES = `tribunal:
  libelle: Le tribunal
  type: texte
  defaut: tribunal administratif de Lyon
`;
const TEXTE = `---
titre: Acte {{ subvention.numero }}
objet: pour {{ beneficiaire.nom }}
---

Bonjour,

Tribunal : {{ parametres.tribunal }}.
`;

const parse = (corps: string, type: TypeActe = 'arrete', parametres = PARAMETRES) =>
  parseModelesActes(new Map([[type, `${TEXTE}${corps}`]]), parametres);
const refusal = (corps: string, type?: TypeActe, parametres?: string) => {
  try {
    parse(corps, type, parametres);
    return 'accepté';
  } catch (error) {
    return String(error).replaceAll('\u00a0', ' ');
  }
};

describe('a text of an act', () => {
  test('has its parameters put in, and its tags left', () => {
    expect(parse('')).toEqual([
      {
        type: 'arrete',
        titre: 'Acte {{ subvention.numero }}',
        objet: 'pour {{ beneficiaire.nom }}',
        corps: expect.stringContaining('tribunal administratif de Lyon'),
      },
    ]);
  });

  test.each([
    ['{{ subvention.montan }}', /arrete-attribution\.md:9 .*n’existe pas dans ce texte.*« subvention\.montant »/u],
    ['{{ avenant.motif }}', /arrete-attribution\.md:9 .*n’existe pas dans ce texte/u],
    ['Voir {{ clause.calendrier }}.', /arrete-attribution\.md:9 .*paragraphe entier.*seule sur sa ligne/u],
    ['{{ parametres.tribuna }}', /arrete-attribution\.md:9 .*« tribuna » n’existe pas.*« tribunal »/u],
    ['{{ subvention.montant }', /arrete-attribution\.md:9 .*pas fermée.*accolades/u],
    ['<b>Gras</b>', /arrete-attribution\.md:9 .*HTML/u],
  ])('%s', (corps, said) => {
    expect(refusal(corps)).toMatch(said);
  });

  test('names what only its type may', () => {
    expect(refusal('{{ avenant.motif }}', 'avenant')).toBe('accepté');
    expect(refusal('{{ plan.versements }}', 'convention')).toBe('accepté');
    expect(refusal('{{ plan.versements }}', 'arrete')).toContain('n’existe pas dans ce texte');
  });

  test('without header, or with a parameter that serves nothing, says what to do', () => {
    const bare = () => parseModelesActes(new Map([['arrete', 'Bonjour']]), '{}');
    expect(bare).toThrow(/arrete-attribution\.md:1 Ce texte n’a pas d’en-tête\. Commencez/u);
    const autre = `${PARAMETRES}autre:\n  libelle: Rien\n  type: texte\n  defaut: rien\n`;
    expect(refusal('', 'arrete', autre)).toMatch(/parametres\.yaml:5 .*ne sert à aucun texte.*Retirez-le/u);
  });
});

test('the catalogue has every text, and each one against its addressee tells the means of appeal', async () => {
  const modeles = await MODELES;
  expect(modeles.map(({ type }) => type)).toEqual(TYPES_ACTE);
  for (const { type, corps } of modeles) {
    if (ACTES[type].forme === 'convention') continue;
    expect(corps, type).toMatch(/---[\s\S]*recours gracieux[\s\S]*R421-1/u);
  }
});

test('whoever asks of the fund and is refused is told why, and how to appeal', async () => {
  const catalogue = join(ROOT, 'catalogue');
  const demarches = (await readdir(catalogue)).filter((name) => name.startsWith('fonds-'));
  expect(demarches).toContain('fonds-projet-local');
  for (const demarche of demarches) {
    for (const lettre of ['refuse.md', 'sans_suite.md']) {
      const text = await readFile(join(catalogue, demarche, 'lettres', lettre), 'utf8');
      expect(text, `${demarche}/${lettre}`).toMatch(/\n\{\{ decision\.motif \}\}\n[\s\S]*---[\s\S]*R421-1/u);
    }
  }
});
