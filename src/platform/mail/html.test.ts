import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { htmlOf } from './html.ts';

describe('the HTML of a mail', () => {
  test('has the title, paragraphs, lists and links of its text', () => {
    const html = htmlOf({
      subject: 'Votre dossier n° 42',
      text: 'Bonjour,\nnous l’avons reçu.\n\nIl manque :\n\n- un plan\n- une photo\n\nSuivez-le ici : https://exemple.fr/dossiers/42?a=1&b=2.\n',
    });
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('<title>Votre dossier n° 42</title>');
    expect(html).toContain('<h1 style="font-size:1.4em;line-height:1.3">Votre dossier n° 42</h1>');
    expect(html).toContain('<p>Bonjour,<br>\nnous l’avons reçu.</p>');
    expect(html).toContain('<ul>\n<li>un plan</li>\n<li>une photo</li>\n</ul>');
    const url = 'https://exemple.fr/dossiers/42?a=1&amp;b=2';
    expect(html).toContain(`<a href="${url}">${url}</a>.</p>`);
  });

  test('fetches nothing, runs nothing', () => {
    const names = elementsOf(htmlOf({ subject: 'x', text: 'y https://exemple.fr/pixel.gif' })).map((e) => e.nodeName);
    expect(new Set(names)).toEqual(new Set(['html', 'head', 'meta', 'title', 'body', 'div', 'h1', 'p', 'a']));
  });

  test('says the words of the text, whatever they are, and no others', () => {
    // A hyphen at the start of a line makes a list: none of them is looked at.
    const words = (text: string) => text.replaceAll(/[\s-]/g, '');
    const anyText = fc.string({
      unit: fc.constantFrom(...'ab <>&"\'-\n/é:?!.«»'.split(''), 'https://x.fr/', '<script>'),
    });
    fc.assert(
      fc.property(anyText, anyText, (subject, text) => {
        const elements = elementsOf(htmlOf({ subject, text }));
        expect(elements.some((element) => element.nodeName === 'script')).toBe(false);
        const body = elements.filter((element) => ['p', 'li'].includes(element.nodeName)).map(textOf);
        expect(words(body.join('\n'))).toBe(words(text));
        for (const link of elements.filter((element) => element.nodeName === 'a')) {
          expect(link.attrs).toEqual([{ name: 'href', value: textOf(link) }]);
          expect(textOf(link)).toMatch(/^https?:\/\/[^\s<>"]+$/);
        }
      }),
    );
  });
});

type Element = DefaultTreeAdapterTypes.Element;

function elementsOf(html: string): Element[] {
  const walk = (node: DefaultTreeAdapterTypes.Node): Element[] => [
    ...('tagName' in node ? [node] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(walk) : []),
  ];
  return walk(parse(html));
}

function textOf(node: DefaultTreeAdapterTypes.Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
