import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCodeCommune } from './code-commune.ts';
import { parseCodeDepartement } from './code-departement.ts';
import { parseCodePostal } from './code-postal.ts';
import { parseDuree } from './duree.ts';
import { parseEmail } from './email.ts';
import { parseIban } from './iban.ts';
import { parseId } from './ids.ts';
import { parseJour } from './jour.ts';
import { parseJourFields } from './parse-jour-fields.ts';
import { parseMontant } from './parse-montant.ts';
import type { Result } from './result.ts';
import { parseSiren } from './siren.ts';
import { parseSiret } from './siret.ts';
import { parseTelephone } from './telephone.ts';

/** Every parser, seen as one that a form uses. */
const PARSERS: Record<string, (input: string) => Result<unknown>> = {
  parseCodeCommune,
  parseCodeDepartement,
  parseCodePostal,
  parseDuree,
  parseEmail,
  parseIban,
  parseId,
  parseJour,
  parseJourFields: (input) => {
    const [day = '', month = '', year = ''] = input.split(/[ /-]/);
    const parsed = parseJourFields({ jour: day, mois: month, annee: year });
    return parsed.ok ? parsed : { ok: false, error: parsed.error.message };
  },
  parseMontant,
  parseSiren,
  parseSiret,
  parseTelephone,
};

/** What makes the sentences below come out: slips, other numbers, and the wrong thing in the right field. */
const SLIPS = [
  '',
  ' ',
  'x',
  'oui',
  '0',
  '20',
  '123',
  '1.234',
  '12,345',
  '12 34',
  '-5',
  '99999999999999999999',
  '130025265',
  '130025264',
  '13002526500013',
  '13002526500014',
  '1300252650001O',
  '86',
  '8619',
  '99100',
  '20004',
  '96001',
  '96000',
  'a@',
  '@b.fr',
  'a@b',
  'a@b@c.fr',
  'é@b.fr',
  'a..b@c.fr',
  'a b@c.fr',
  'FR76',
  'TN59',
  'FR7630006000011234567890188',
  'FR7630006O00011234567890189',
  '30006000011234567890189',
  '549523535',
  '261234',
  '3939',
  '+33',
  '+262549523535',
  '+32',
  '31/02/2026',
  '2026-02-31',
  '24/13/2026',
  '24/11/26',
  '24/11/1800',
  '/11/2026',
  'P1Y6M',
  '1,5 mois',
];

describe.each(Object.entries(PARSERS))('%s', (_, parse) => {
  test('every refusal is a complete French sentence, with an example', () => {
    const refusals = new Set(SLIPS.map(parse).flatMap((result) => (result.ok ? [] : [result.error])));
    expect(refusals.size).toBeGreaterThan(0);
    for (const sentence of refusals) expect(defects(sentence)).toEqual([]);
  });

  test('no input makes it throw, nor say anything else than a sentence', () => {
    const typed = fc.stringMatching(/^[-+0-9 .,A-Za-zé@/]{0,30}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), typed), (input) => {
        const result = parse(input);
        if (!result.ok) expect(defects(result.error)).toEqual([]);
      }),
    );
  });
});

function defects(sentence: string): string[] {
  const rules: [string, boolean][] = [
    ['begins with a capital', /^\p{Lu}/u.test(sentence)],
    ['ends with a full stop', /[^.]\.$/.test(sentence)],
    ['has a non-breaking space before : ; ? !', !/[^\u00a0\u202f][:;?!]/.test(sentence)],
    ['has non-breaking spaces inside guillemets', !/«[^\u00a0]|[^\u00a0]»/.test(sentence)],
    ['has typographic apostrophes', !sentence.includes("'")],
    ['fits beside a field', sentence.length <= 260],
    ['has an example or says what is right', /exemple|de 1 à 31|comprise entre|n’a que/i.test(sentence)],
  ];
  return rules.flatMap(([rule, isKept]) => (isKept ? [] : [`${rule}: ${sentence}`]));
}
