import fc from 'fast-check';
import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import {
  champDEssai,
  contexteDEssai,
  lireParties,
  pieceDEssai,
  SANS_FAITS,
  TRANSMIS_PAR_LA_CAF,
} from '../../../../test/support/champs.ts';
import { calculDEssai, EXEMPLES } from '../../../../test/support/exemples-de-champs.ts';
import { attribute, elements, parseHtml, textOf } from '../../../../test/support/html-tree.ts';
import { checkPage } from '../../../../test/support/page-invariants.ts';
import { Button } from '../../../platform/html/components/button.tsx';
import { ErrorSummary, summaryErrors } from '../../../platform/html/components/error-summary.tsx';
import { Form } from '../../../platform/html/components/form.tsx';
import { SummaryList } from '../../../platform/html/components/summary-list.tsx';
import { renderFragment, renderPage } from '../../../platform/html/render.ts';
import type { Champ, ContexteChamp, Erreurs } from '../domain/champ.ts';
import { saisieOfValeur } from '../domain/registre.ts';
import { type Parties, saisieOfParties } from '../domain/saisie.ts';
import type { Valeur } from '../domain/valeur.ts';
import { AfficheChamp } from './affiche-champ.tsx';
import { erreursParNom, erreursSous } from './commun.ts';
import { ListeChamps } from './liste-champs.tsx';
import { ValeurLue } from './valeur-lue.tsx';

const EXPLICATION = champDEssai('explication', { paragraphes: ['Lisez ceci.', 'Puis cela.'] });
const TOUS: readonly Champ[] = [
  ...EXEMPLES.map(({ champ }) => champ),
  EXPLICATION,
  champDEssai('explication', { paragraphes: ['Lisez ceci.'], repliable: true }),
  champDEssai('intertitre', {}, { aide: 'À propos de vous.' }),
];
const CONTEXTE = contexteDEssai({
  pieces: new Map([['essai', [pieceDEssai('p1'), pieceDEssai('p2', { analyse: 'non_analysee' })]]]),
  calculs: new Map([['tarif', calculDEssai(2.35)]]),
});

describe('the view of every type', () => {
  it.each(TOUS)('$type makes a good page, asked, refused and read', (champ) => {
    const sample = EXEMPLES.find((exemple) => exemple.champ === champ);
    const [valeur] = sample ? fc.sample(sample.valeurs, { numRuns: 1, seed: 1 }) : [];
    const contexte = valeur === undefined ? CONTEXTE : (sample?.contexte?.(valeur) ?? CONTEXTE);
    const wrong = { '': '?', jour: '99', nom: '?', codePostal: '?', lignes: ['1', '2'], '2.prenom': 'Tom' };
    const lu = lireParties(champ, wrong, contexte);
    const empty = sample ? { '': 'Répondez à la question.' } : {};
    const asked = { ...champ, libelle: 'Que demandez-vous\u00a0?', aide: 'Une aide.' };
    expect(checkPage(pageOf(asked, {}, {}, contexte))).toEqual([]);
    expect(checkPage(pageOf(asked, wrong, lu.ok ? empty : lu.erreurs, contexte))).toEqual([]);
    if (valeur === undefined) return;
    const typed = <AfficheChamp champ={asked} {...kept(asked, valeur, contexte)} />;
    const read = <ValeurLue champ={asked} valeur={valeur} contexte={contexte} origines={{}} />;
    expect(
      checkPage(
        wrapped(
          <Form action="/" jeton="x" multipart>
            {typed}
            <Button>Continuer</Button>
          </Form>,
        ),
      ),
    ).toEqual([]);
    expect(checkPage(wrapped(<SummaryList rows={[{ label: 'Question', value: read }]} />))).toEqual([]);
  });

  it.each(EXEMPLES)('$champ.type, certified, is read with its origin and has no control', ({
    champ,
    valeurs,
    contexte,
  }) => {
    fc.assert(
      fc.property(valeurs, (valeur) => {
        const around = contexte?.(valeur) ?? contexteDEssai();
        const props = kept(champ, valeur, around);
        const faits = { ...props.faits, origines: { [champ.id]: TRANSMIS_PAR_LA_CAF } };
        const { root } = parseHtml(renderFragment(<AfficheChamp champ={champ} {...props} faits={faits} />));
        for (const name of ['input', 'select', 'textarea', 'button']) expect(elements(root, name)).toEqual([]);
        expect(textOf(root)).toContain('Transmis par la CAF le 24 novembre 2026');
      }),
      { numRuns: 20 },
    );
  });

  it('a short list is chosen in, a long one or a text that is not in it is typed', () => {
    const liste = (count: number) =>
      champDEssai('liste', {
        choix: Array.from({ length: count }, (_, n) => ({ id: `e${n}`, libelle: `École ${n}` })),
      });
    const controls = (champ: Champ, typed: string) =>
      elements(parseHtml(pageOf(champ, { '': typed }, {}, CONTEXTE)).root)
        .filter((element) => attribute(element, 'id') === 'essai')
        .map(({ tagName }) => tagName);
    expect(controls(liste(5), '')).toEqual(['select']);
    expect(controls(liste(5), 'École 3')).toEqual(['select']);
    expect(controls(liste(5), 'Ecole Jule Fery')).toEqual(['input']);
    expect(controls(liste(100), '')).toEqual(['input']);
  });

  it.each(TOUS)('$type lets no text become anything else than text', (champ) => {
    fc.assert(
      fc.property(hostile, hostile, (text, other) => {
        const asked: Champ = { ...champ, libelle: text, aide: other };
        const parties = Object.fromEntries(PARTIES.map((partie) => [partie, text]));
        const erreurs = Object.fromEntries(PARTIES.map((partie) => [partie, other]));
        const contexte = contexteDEssai({
          pieces: new Map([['essai', [pieceDEssai(text, { nom: other })]]]),
          calculs: new Map([['tarif', { ...calculDEssai(text), explication: [{ libelle: text, valeur: other }] }]]),
        });
        const html = renderFragment(
          <AfficheChamp
            champ={asked}
            nom="essai"
            saisie={saisieOfParties({ ...parties, lignes: ['1'] })}
            erreurs={erreurs}
            faits={{
              reponses: {},
              origines: { essai: { ...TRANSMIS_PAR_LA_CAF, fournisseur: text, certifiee: false } },
            }}
            contexte={contexte}
          />,
        );
        expectOnlyText(html);
      }),
      { numRuns: 20 },
    );
  });

  it('reads hostile words of a person as words', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const type of ['texte', 'texte_long', 'choix', 'email', 'telephone']) {
          const champ = champDEssai(type, type === 'choix' ? { choix: [{ id: 'a', libelle: 'A' }] } : {});
          expectOnlyText(
            renderFragment(<ValeurLue champ={champ} valeur={text} contexte={CONTEXTE} origines={{}} />),
            text.replaceAll('\n', ''),
          );
        }
      }),
    );
  });
});

describe('what a view shows', () => {
  it('shows back what was typed, as it was typed', () => {
    const { root } = parseHtml(pageOf(champDEssai('date'), { jour: '31', mois: 'fév', annee: '26' }, {}, CONTEXTE));
    expect(elements(root, 'input').map((input) => attribute(input, 'value'))).toEqual(
      expect.arrayContaining(['31', 'fév', '26']),
    );
  });

  it('outlines the part of a date that is wrong', () => {
    const { root } = parseHtml(pageOf(champDEssai('date'), {}, { mois: 'Le mois est un nombre de 1 à 12.' }, CONTEXTE));
    const invalid = elements(root, 'input').filter((input) => attribute(input, 'aria-invalid') === 'true');
    expect(invalid.map((input) => attribute(input, 'name'))).toEqual(['essai.mois']);
  });

  it('lists together the certified answers that follow each other, save one that a condition may hide', () => {
    const condition = { champ: 'a', rempli: true };
    const champs = ['a', 'b', 'c'].map((id) => champDEssai('texte', {}, { id, ...(id === 'c' ? { condition } : {}) }));
    const faits = {
      reponses: { a: 'A', b: 'B', c: 'C' },
      origines: { a: TRANSMIS_PAR_LA_CAF, b: TRANSMIS_PAR_LA_CAF, c: TRANSMIS_PAR_LA_CAF },
    };
    const html = renderFragment(
      <ListeChamps
        champs={champs}
        visibles={['a', 'b']}
        saisie={() => saisieOfParties({})}
        erreurs={{}}
        faits={faits}
        contexte={CONTEXTE}
      />,
    );
    const { root } = parseHtml(html);
    expect(elements(root, 'dl').map((list) => elements(list, 'dt').length)).toEqual([2, 1]);
    const [hidden] = elements(root).filter((element) => attribute(element, 'hidden') !== undefined);
    expect(hidden && textOf(hidden)).toContain('C');
  });

  it('suggests the address that was meant', () => {
    expect(pageOf(champDEssai('email'), { '': 'marie@gmial.com' }, {}, CONTEXTE)).toContain('marie@gmail.com');
  });

  it('says where a prefilled answer comes from, beside its control', () => {
    const champ = champDEssai('nombre');
    const props = kept(champ, 850, CONTEXTE);
    const origines = { essai: { ...TRANSMIS_PAR_LA_CAF, certifiee: false } };
    const html = renderFragment(<AfficheChamp champ={champ} {...props} faits={{ ...props.faits, origines }} />);
    const { root } = parseHtml(html);
    const [input] = elements(root, 'input');
    expect(input && attribute(input, 'value')).toBe('850');
    expect(input && attribute(input, 'aria-describedby')).toContain('essai-origine');
    expect(textOf(root)).toContain('Transmis par la CAF le 24 novembre 2026');
  });

  it('says what is missing to compute, then the result and its explanation line by line', () => {
    const champ = champDEssai('calcule', { regle: 'tarif' });
    const missing = { ...calculDEssai(0), valeur: undefined, manque: ['quotient familial', 'commune'] };
    const before = pageOf(champ, {}, {}, contexteDEssai({ calculs: new Map([['tarif', missing]]) }));
    expect(before).toContain('quand il ne manquera plus\u00a0: quotient familial, commune.');
    const { root } = parseHtml(pageOf(champ, {}, {}, CONTEXTE));
    const [live] = elements(root).filter((element) => attribute(element, 'data-calcul') === 'tarif');
    expect(live && attribute(live, 'aria-live')).toBe('polite');
    expect(live && textOf(live)).toMatch(/2\.35.*Quotient familial\s*850/s);
  });

  it('proposes communes once something was sent', () => {
    const { root } = parseHtml(pageOf(champDEssai('commune'), { nom: 'Saint Den' }, {}, CONTEXTE));
    expect(elements(root, 'option').map((option) => attribute(option, 'value'))).toEqual([
      'Saint-Denis (93200)',
      'Saint-Denis (97400)',
    ]);
  });
});

describe('erreursSous', () => {
  it('gives a row its own errors, not those of a row whose key begins alike', () => {
    expect(erreursSous({ '': 'A.', '1': 'B.', '1.nom': 'C.', '10.nom': 'D.' }, '1')).toEqual({ '': 'B.', nom: 'C.' });
  });
});

describe('erreursParNom', () => {
  it('names each field, the day of a date by the date itself', () => {
    expect(
      erreursParNom({
        nom: { '': 'A.' },
        ne: { jour: 'B.', mois: 'C.' },
        enfants: { '1.ne.jour': 'D.', '1.nom': 'E.' },
      }),
    ).toEqual({ nom: 'A.', ne: 'B.', 'ne.mois': 'C.', 'enfants.1.ne': 'D.', 'enfants.1.nom': 'E.' });
  });
});

function pageOf(champ: Champ, parties: Parties, erreurs: Erreurs, contexte: ContexteChamp): string {
  return wrapped(
    <>
      <ErrorSummary errors={summaryErrors(erreursParNom({ [champ.id]: erreurs }))} />
      <Form action="/etape" jeton="x" multipart>
        <ListeChamps
          champs={[champ]}
          visibles={[champ.id]}
          saisie={() => saisieOfParties(parties)}
          erreurs={{ [champ.id]: erreurs }}
          faits={SANS_FAITS}
          contexte={contexte}
        />
        <Button>Continuer</Button>
      </Form>
    </>,
  );
}

function wrapped(content: VNode): string {
  return renderPage(
    <html lang="fr">
      <head>
        <title>Étape</title>
      </head>
      <body>
        <main>
          <h1>Étape</h1>
          {content}
        </main>
      </body>
    </html>,
  );
}

function kept(champ: Champ, valeur: Valeur, contexte: ContexteChamp) {
  return {
    nom: champ.id,
    saisie: saisieOfValeur(champ, valeur, contexte),
    erreurs: {},
    faits: { reponses: { [champ.id]: valeur }, origines: {} },
    contexte,
  };
}

/** No element that only the hostile text could have opened, no handler, no address that runs. */
function expectOnlyText(html: string, text?: string): void {
  const { root } = parseHtml(html);
  const all = elements(root);
  for (const element of all) {
    expect(['script', 'img', 'iframe', 'object', 'style', 'base', 'a']).not.toContain(element.tagName);
    for (const { name, value } of element.attrs) {
      expect(name).not.toMatch(/^on/);
      if (['href', 'src', 'action', 'formaction'].includes(name)) expect(value).not.toMatch(/^\s*javascript:/i);
    }
  }
  if (text !== undefined) expect(textOf(root)).toBe(text);
}

const PARTIES = [
  '',
  'jour',
  'mois',
  'annee',
  'nom',
  'nomUsage',
  'prenoms',
  'codePostal',
  'voie',
  'commune',
  '1.prenom',
  'depenses.1.poste',
  'recettes.1.financeur',
  'totaux',
];

const hostile = fc.oneof(
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    '</textarea><script>alert(1)</script>',
    '</title></option></datalist><iframe src="javascript:alert(1)">',
    'javascript:alert(1)',
    '<!--',
    '&lt;script&gt;',
    ']]><svg/onload=alert(1)>',
  ),
  fc
    .array(fc.constantFrom('<', '>', '"', "'", '&', '/', '=', 'script', ' onload', '`', '\u2028'), { minLength: 1 })
    .map((parts) => parts.join('')),
);
