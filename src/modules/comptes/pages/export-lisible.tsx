import { renderFragment } from '../../../platform/html/index.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import type { ComptesDeps, Connecte } from './deps.ts';

/**
 * `index.html` of the archive, element after element: one file that any browser opens in twenty years, without a script,
 * a font or an address of ours.
 */
export async function* exportLisible(
  deps: Pick<ComptesDeps, 'donneesPersonnelles' | 'clock' | 'publicUrl'>,
  { personneId }: Pick<Connecte, 'personneId'>,
): AsyncGenerator<string> {
  yield `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Mes données</title><meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head><body>`;
  yield renderFragment(
    <>
      <h1>Mes données</h1>
      <p>
        Exportées de {deps.publicUrl} le {formatInstant(deps.clock.now())}.
      </p>
    </>,
  );
  for (const { titre, exporter } of deps.donneesPersonnelles) {
    yield renderFragment(<h2>{titre}</h2>);
    let empty = true;
    for await (const { page } of exporter(personneId)) {
      empty = false;
      yield renderFragment(<section>{page}</section>);
    }
    if (empty) yield renderFragment(<p>Rien.</p>);
  }
  yield '</body></html>\n';
}

const STYLE = `
body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
h1,h2,h3{line-height:1.2}h2{margin-top:3rem;border-bottom:2px solid}section section{margin-left:0}
dl{margin:0}dl>div{display:grid;grid-template-columns:minmax(8rem,1fr) 2fr;gap:0 1rem;padding:.4rem 0;border-bottom:1px solid #ccc}
dt{font-weight:600}dd{margin:0;grid-column:2;overflow-wrap:anywhere}.origin{margin:0;font-size:.875rem;color:#555}.origin svg{display:none}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #ccc}
caption{text-align:left;font-weight:600;padding:.5rem 0}.hidden,.visually-hidden{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
pre,blockquote{white-space:pre-wrap;margin:.5rem 0;padding-left:1rem;border-left:3px solid #ccc}
@media print{body{margin:0;max-width:none}section{break-inside:auto}h2,h3,h4{break-after:avoid}dl>div,tr{break-inside:avoid}}
`.replaceAll('\n', '');
