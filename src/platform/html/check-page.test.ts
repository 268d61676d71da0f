import { describe, expect, test } from 'vitest';
import { checkPage } from '../../../test/support/page-invariants.ts';

/** A page that is good, to be spoilt one way at a time: each check must see its fault, and only that one. */
const GOOD = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Accueil – Mairie</title>
<link rel="stylesheet" href="/a.css"></head><body><main><h1>Accueil</h1>
<p>Bonjour. Voir <a href="/aide">l’aide</a>.</p>
<form action="/x" method="post"><input type="hidden" name="_jeton" value="j">
<label for="nom">Nom</label><input id="nom" name="nom" type="text"><button type="submit">Envoyer</button></form>
</main></body></html>`;

test('a good page has no fault', () => {
  expect(checkPage(GOOD)).toEqual([]);
});

describe('a fault is seen', () => {
  test.each([
    ['unclosed element', '<p>Bonjour.', '<p><b>Bonjour.', /malformed|close-order|no-implicit-close/],
    ['lost language', 'lang="fr"', 'lang="en"', /lang="fr"/],
    ['title that is not the h1', '<h1>Accueil</h1>', '<h1>Bienvenue</h1>', /does not start with the h1/],
    ['second h1', '<p>Bonjour.', '<h1>Encore</h1><p>Bonjour.', /2 h1/],
    ['same id twice', '<main>', '<main id="nom">', /« nom » is used twice/],
    ['broken reference', 'type="text"', 'type="text" aria-describedby="rien"', /« rien » that is referred to/],
    ['control without a label', '<label for="nom">Nom</label>', '', /<input nom> has no label/],
    ['placeholder', 'type="text"', 'type="text" placeholder="Martin"', /placeholder/],
    ['form without an action', 'action="/x" ', '', /no action/],
    ['form without a method', ' method="post"', '', /no method/],
    ['form without its token', 'name="_jeton"', 'name="autre"', /without _jeton/],
    ['file in a form that is not multipart', 'type="text"', 'type="file"', /not multipart/],
    ['link without a text', 'l’aide</a>', '<svg aria-hidden="true"></svg></a>', /<a> has no text/],
    ['link that does not say where', 'l’aide</a>', 'cliquez ici</a>', /does not say where/],
    ['inline style', '<main>', '<main style="color:red">', /attribute style/],
    ['inline handler', '<main>', '<main onclick="x()">', /attribute onclick/],
    ['inline script', '<main>', '<main><script>x()</script>', /inline <script>/],
    ['script address', 'href="/aide"', 'href="javascript:x()"', /javascript:/],
    ['resource from elsewhere', 'href="/a.css"', 'href="https://cdn.example/a.css"', /loads from elsewhere/],
    ['straight apostrophe', 'l’aide', "l'aide", /straight apostrophe/],
    ['breaking space', 'Bonjour.', 'Bonjour !', /French typography: « Bonjour ! Voir » → « Bonjour⍽! Voir »/],
    ['breaking space in a label', 'l’aide</a>', 'l’aide</a><img src="/a.png" alt="Où ?">', /Où⍽\?/],
    ['leaked value', 'Bonjour.', 'Bonjour undefined.', /a value leaked/],
  ])('%s', (_name, from, to, expected) => {
    expect(GOOD).toContain(from);
    const faults = checkPage(GOOD.replace(from, to));
    expect(faults.filter((fault) => expected.test(fault))).not.toEqual([]);
  });
});

test('what a person typed is left alone', () => {
  expect(checkPage(GOOD.replace('Bonjour.', `<span translate="no">L'eau !</span>`))).toEqual([]);
});
