/** A piece of HTML that is already safe to write. */
export interface Html {
  readonly html: string;
}

/** Template tag that escapes every value it is given, except other pieces of `Html` and lists of them. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const parts = strings.map((text, index) => text + (index < values.length ? render(values[index]) : ''));
  return { html: parts.join('') };
}

type HtmlValue = string | number | Html | readonly Html[] | null | undefined | false;

/** A whole page. The title is also its only `h1`, and says that this is a simulator. */
export function page(title: string, body: Html): string {
  const document = html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<header class="notice"><p>Ceci est un simulateur, pour essayer et pour tester. Toutes les personnes y sont inventées.</p></header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return document.html;
}

export const STYLE_PATH = '/simulateurs.css';

function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) {
    return '';
  }
  if (typeof value === 'string' || typeof value === 'number') {
    return escapeHtml(String(value));
  }
  return 'html' in value ? value.html : value.map((item) => item.html).join('\n');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
