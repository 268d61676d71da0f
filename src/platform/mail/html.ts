/**
 * The HTML alternative of a plain text: the same words, larger and with links that can be touched. No image, no font,
 * nothing fetched: opening it tells nobody.
 */
export function htmlOf({ subject, text }: { readonly subject: string; readonly text: string }): string {
  const blocks = text.trim().split(/\n[^\S\n]*\n\s*/);
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(subject)}</title>
</head>
<body style="margin:0;padding:1.5em;font:1em/1.6 sans-serif">
<div lang="fr" dir="ltr" style="max-width:38em;margin:0 auto">
<h1 style="font-size:1.4em;line-height:1.3">${escaped(subject)}</h1>
${blocks.map(blockToHtml).join('\n')}
</div>
</body>
</html>
`;
}

function blockToHtml(block: string): string {
  const lines = block.split('\n');
  const items = lines.map((line) => /^\s*- (.*)$/.exec(line)?.[1]);
  if (items.every((item) => item !== undefined)) {
    return `<ul>\n${items.map((item) => `<li>${inline(item)}</li>`).join('\n')}\n</ul>`;
  }
  return `<p>${lines.map(inline).join('<br>\n')}</p>`;
}

/** A link ends before the punctuation of the sentence that it is in. */
const LINK = /(https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]’'])/;

function inline(line: string): string {
  return line
    .split(LINK)
    .map((part, index) => (index % 2 === 1 ? `<a href="${escaped(part)}">${escaped(part)}</a>` : escaped(part)))
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
