import { getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { DEFAULT_THEME } from '../html/theme.ts';
import { type Letter, letterPdf, type Morceau } from './letter.ts';
import { mm } from './measures.ts';

const texte = (source: string, gras = false): Morceau => ({ texte: source, gras });
const paragraphe = (...parts: Morceau[]) => ({ type: 'paragraphe', texte: parts }) as const;

const LETTRE: Letter = {
  titre: 'Décision sur le dossier CAN-2026-00012',
  organisation: { nom: 'Ville de Poitiers', adresse: ['15 place du Maréchal-Leclerc', '86021 Poitiers Cedex'] },
  theme: DEFAULT_THEME,
  destinataire: ['Camille MOREAU', 'Appartement 12', '14 rue des Feuillants', '86000 POITIERS'],
  lieu: 'Poitiers',
  date: '24 novembre 2026',
  reference: 'Dossier CAN-2026-00012',
  objet: 'votre inscription à la cantine est acceptée',
  blocs: [
    paragraphe(
      texte('Le prix du repas est de '),
      texte('2,35\u00a0€', true),
      texte('\u00a0; cœur, Ÿ, «\u00a0où\u00a0».'),
    ),
    { type: 'liste', elements: [[texte('Un point.')], [texte('Un autre.')]] },
  ],
  signataire: { nom: 'Anne Berthier', qualite: 'L’adjointe à l’éducation' },
  mentions: [paragraphe(texte('Vous pouvez contester cette décision.'))],
  createdAt: Temporal.Instant.from('2026-11-24T10:00:00Z'),
};

async function open(letter: Letter) {
  const bytes = await letterPdf(letter);
  const raw = Buffer.from(bytes).toString('latin1');
  return { bytes, raw, pdf: await getDocumentProxy(bytes.slice()) };
}

/** Readers do not all tell one space from another. */
const plain = (text: string) => text.replace(/\s+/gu, ' ').trim();

type StructNode = { role?: string; children?: StructNode[]; type?: string; id?: string };

describe('a letter', () => {
  test('says its language, its title and that it is tagged', async () => {
    const { pdf, raw } = await open(LETTRE);
    const { info, metadata } = await pdf.getMetadata();
    expect(info).toMatchObject({
      Language: 'fr-FR',
      Title: LETTRE.titre,
      Author: 'Ville de Poitiers',
      Producer: 'Parvis',
      PDFFormatVersion: '1.7',
    });
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    expect(await pdf.getViewerPreferences()).toMatchObject({ DisplayDocTitle: true });
    expect(metadata.get('dc:title')).toBe(LETTRE.titre);
    expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(raw).toContain('/StructTreeRoot');
    expect(raw).toContain('/Tabs /S');
  });

  test('has every font inside, cut to what it uses', async () => {
    const { raw, bytes } = await open(LETTRE);
    const descriptors = raw.match(/\/Type \/FontDescriptor/g) ?? [];
    expect(descriptors).toHaveLength(2);
    expect(raw.match(/\/FontFile2 /g)).toHaveLength(2);
    expect(raw.match(/\/FontName \/[A-Z]{6}\+AtkinsonHyperlegibleNext-(Regular|Bold)/g)).toHaveLength(2);
    expect(raw).not.toContain('Helvetica');
    expect(bytes.length).toBeLessThan(40_000);
  });

  test('is read in order, with a title and a list', async () => {
    const { pdf } = await open(LETTRE);
    const page = await pdf.getPage(1);
    const content = await page.getTextContent({ includeMarkedContent: true });
    const read = new Map<string, string>();
    let current = '';
    let artifacts = 0;
    for (const item of content.items) {
      if ('str' in item) {
        read.set(current, `${read.get(current) ?? ''}${item.str}${item.hasEOL ? '\n' : ''}`);
      } else if (item.type === 'endMarkedContent') current = '';
      else if ('tag' in item && item.tag === 'Artifact') {
        artifacts += 1;
        current = 'artifact';
      } else current = item.id ?? '';
    }
    const lines: string[] = [];
    const walk = (node: StructNode): void => {
      for (const child of node.children ?? []) {
        if (child.type === 'content') lines.push(`${node.role} ${plain(read.get(child.id ?? '') ?? '')}`);
        else walk(child);
      }
    };
    walk((await page.getStructTree()) as StructNode);
    expect(lines).toEqual([
      'P Ville de Poitiers',
      'P 15 place du Maréchal-Leclerc',
      'P 86021 Poitiers Cedex',
      'P Dossier CAN-2026-00012',
      'P Poitiers, le 24 novembre 2026',
      'P Camille MOREAU',
      'P Appartement 12',
      'P 14 rue des Feuillants',
      'P 86000 POITIERS',
      'H1 Objet : votre inscription à la cantine est acceptée',
      'P Le prix du repas est de 2,35 € ; cœur, Ÿ, « où ».',
      'Lbl •',
      'LBody Un point.',
      'Lbl •',
      'LBody Un autre.',
      'P L’adjointe à l’éducation',
      'P Anne Berthier',
      'P Vous pouvez contester cette décision.',
    ]);
    // The emblem, the rule above the small print and the foot of the page; nothing at all outside a mark.
    expect(artifacts).toBe(3);
    expect(read.has('')).toBe(false);
  });

  test('shows the address, and nothing else, in the window of the envelope', async () => {
    const long = 'Association pour la promotion de la lecture publique dans les écoles';
    const { pdf } = await open({ ...LETTRE, destinataire: [long, ...LETTRE.destinataire] });
    const page = await pdf.getPage(1);
    const { items } = await page.getTextContent();
    const inside = items.flatMap((item) => {
      if (!('str' in item) || item.str.trim() === '') return [];
      const [x = 0, y = 0] = [item.transform[4], (page.view[3] ?? 0) - item.transform[5]];
      // The window at its widest, whatever place the sheet takes in the envelope.
      const seen = x + item.width > mm(90) && x < mm(200) && y > mm(34) && y - item.height < mm(90);
      if (seen)
        expect([x >= mm(100), x + item.width <= mm(190), y - item.height >= mm(45), y <= mm(79)]).toEqual([
          true,
          true,
          true,
          true,
        ]);
      return seen ? [item.str] : [];
    });
    expect(inside.join(' ')).toBe([long, ...LETTRE.destinataire].join(' '));
  });

  test('numbers its pages when there are several, and signs with the text', async () => {
    const filler = Array.from({ length: 30 }, (_, index) => paragraphe(texte(`${index} `.repeat(120))));
    const { pdf } = await open({ ...LETTRE, blocs: filler });
    const texts = await Promise.all(
      Array.from({ length: pdf.numPages }, async (_, index) => {
        const { items } = await (await pdf.getPage(index + 1)).getTextContent();
        return items.map((item) => ('str' in item ? item.str : '')).join('');
      }),
    );
    expect(pdf.numPages).toBeGreaterThan(1);
    texts.forEach((text, index) => {
      expect(text).toContain(`Page ${index + 1} sur ${pdf.numPages}`);
    });
    expect(texts.find((text) => text.includes('Anne Berthier'))).toMatch(/29 29.*Anne Berthier/u);
    expect((await open(LETTRE)).raw).not.toContain('Page 1 sur 1');
  });
});

describe('an act', () => {
  const ACTE: Letter = {
    ...LETTRE,
    destinataire: [],
    intitule: 'Arrêté n° 12',
    cosignataire: { nom: 'Nom et signature', qualite: 'Pour la commune' },
    blocs: [
      { type: 'titre', texte: 'Article 1er' },
      paragraphe(texte('Une phrase.')),
      {
        type: 'tableau',
        colonnes: [
          { titre: 'Condition', part: 3 },
          { titre: 'Montant', part: 1, nombre: true },
        ],
        rangees: Array.from({ length: 60 }, (_, index) => [`Ligne ${index} `.repeat(12), `${index}\u00a0€`]),
      },
      paragraphe(texte('La fin.')),
    ],
  };

  const textsOf = async (letter: Letter) => {
    const { pdf } = await open(letter);
    return Promise.all(
      Array.from({ length: pdf.numPages }, async (_, index) => {
        const { items } = await (await pdf.getPage(index + 1)).getTextContent();
        return items.map((item) => ('str' in item ? item.str : '')).join(' ');
      }),
    );
  };

  test('has its title, its headings, two who sign, and a table whose header is seen on each page and read once', async () => {
    const { raw } = await open(ACTE);
    const pages = await textsOf(ACTE);
    expect(pages[0]).toMatch(/Arrêté n° 12.*Article 1er/u);
    expect(pages[0]).not.toContain('Objet');
    const withRows = pages.filter((page) => /Ligne \d/u.test(page));
    expect(withRows.length).toBeGreaterThan(1);
    for (const page of withRows) expect(page).toContain('Condition');
    expect(pages.join(' ')).toMatch(/La fin\..*Pour la commune.*Nom et signature.*Anne Berthier/u);
    const count = (role: string) => raw.split(`/S /${role}\n`).length - 1;
    // Sixty rows of two cells, each headed by its first.
    expect([count('H1'), count('H2'), count('TH'), count('TD')]).toEqual([1, 1, 2 + 60, 60]);
    expect(raw.split('/Scope /Column').length - 1).toBe(2);
  });

  test('that is not final says so on each page', async () => {
    for (const page of await textsOf({ ...ACTE, mentionProvisoire: 'Projet\u00a0: rien de sûr.' })) {
      expect(page).toContain('PROJET');
    }
  });
});

test('the same letter is the same bytes', async () => {
  const [first, second] = [await letterPdf(LETTRE), await letterPdf(LETTRE)];
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
});

test('stands whatever it is given', async () => {
  const hostile = [
    '',
    ' ',
    'x'.repeat(5_000),
    '<b>&amp;</b> ]]>',
    '👩‍👧 漢字 نص',
    '\u0000\u202e',
    'Nguyễn Đỗ',
    '\n\n\n',
  ];
  const { pdf, raw } = await open({
    ...LETTRE,
    titre: 'A & B <c>',
    organisation: { nom: hostile.join(' ').slice(0, 200), adresse: hostile },
    destinataire: hostile,
    objet: hostile.join(' '),
    blocs: [
      ...hostile.map((source) => paragraphe(texte(source), texte(source, true))),
      paragraphe(),
      { type: 'liste', elements: [[], [texte('')]] },
    ],
  });
  expect(pdf.numPages).toBeGreaterThan(0);
  expect(raw).toContain('>A et B ‹c›<'.replace(/[‹›]/gu, (sign) => Buffer.from(sign).toString('latin1')));
});
