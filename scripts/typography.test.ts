import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../src/platform/root.ts';

/**
 * French has a non-breaking space before « : ; ? ! » and inside guillemets. What a page holds is checked on the page;
 * a refusal that no test provokes is found here, in the source: write `\u00a0`, or pass it to `fr`.
 */
test('the sentences of the code have their non-breaking spaces', () => {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: ROOT }).filter((file) => !NOT_READ_ON_A_PAGE.test(file));
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap((file) =>
    loose(readFileSync(join(ROOT, file), 'utf8')).map(({ line, text }) => `${file}:${line} ${text}`),
  );
  expect(found).toEqual([]);
});

test('what is looked for is found, and code is not a sentence', () => {
  const source = [
    "refuse('La session est close : trop tard.');",
    "const a = b ? 'oui' : 'non';",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a source that is read.
    '`Le lot est ${x} : il part.`; // un commentaire : rien',
    'const c = "dites « oui »";',
    "fr('Vraiment ?');",
    "'Déjà\\u00a0: bien'; 'https://exemple.fr : 80'.length ? 1 : 2;",
  ].join('\n');
  expect(loose(source).map(({ line }) => line)).toEqual([1, 3, 4, 6]);
});

/** Terminals, logs and the authors of catalogues; tests. */
const NOT_READ_ON_A_PAGE =
  /\.test\.tsx?$|\/testing\/|^src\/(?:main\.ts|modules\/journal\/|cli\/|demonstration\/|platform\/(?:config|db)\/|platform\/http\/assets)|\/storage\/catalogue|\/densite\.ts$|\/chargement\/|\/definition(?:-schema)?\.ts$|demarches\/domain\/grille\.ts$/;

type Loose = { readonly line: number; readonly text: string };

/** The literals of a source that have a plain space where it breaks. Line by line: a literal that goes on is a template. */
function loose(source: string): readonly Loose[] {
  return source.split('\n').flatMap((row, index) => {
    const code = row
      .replace(/^\s*(?:\/\/|\/?\*).*$/, '')
      .replace(REGEXP, '')
      .replace(/\$\{[^{}]*\}/g, '§');
    return [...code.matchAll(LITERAL)].flatMap(([literal, typeset]) =>
      typeset === undefined && !literal.includes('${') && BREAKS.test(literal)
        ? [{ line: index + 1, text: literal }]
        : [],
    );
  });
}

/** Its quotes open nothing. */
const REGEXP = /\/(?:[^/\\]|\\.)+\/\w*(?=\.(?:test|exec)\()/g;

const LITERAL = /((?:fr|punctuate)\()?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)/g;

/** Before a sign that ends a word of the sentence, or inside guillemets. */
const BREAKS = /(?<=[\p{L}\p{N}»)…%€§.]) (?:[:;?!](?=[\s'"`]|$)|»)|« /u;
