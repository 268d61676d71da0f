import type { Bloc, Morceau } from '../domain/blocs.ts';

/** A text of the catalogue on a page, as on its letter. */
export function TexteEcrit({ blocs }: { readonly blocs: readonly Bloc[] }) {
  return (
    <>
      {blocs.map((bloc) =>
        bloc.type === 'paragraphe' ? (
          <p key={keyOf(bloc.texte)}>
            <Morceaux texte={bloc.texte} />
          </p>
        ) : (
          <ul key={bloc.elements.map(keyOf).join(' ')}>
            {bloc.elements.map((element) => (
              <li key={keyOf(element)}>
                <Morceaux texte={element} />
              </li>
            ))}
          </ul>
        ),
      )}
    </>
  );
}

function Morceaux({ texte }: { readonly texte: readonly Morceau[] }) {
  return (
    <>{texte.map((morceau) => (morceau.gras ? <strong key={morceau.texte}>{morceau.texte}</strong> : morceau.texte))}</>
  );
}

const keyOf = (texte: readonly Morceau[]) => texte.map((morceau) => morceau.texte).join('');
