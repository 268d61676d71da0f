/** A written text without any markup left in it: what a page, a letter and a mail are made from. */
export type Bloc =
  | { readonly type: 'paragraphe'; readonly texte: readonly Morceau[] }
  | { readonly type: 'liste'; readonly elements: readonly (readonly Morceau[])[] };

export type Morceau = { readonly texte: string; readonly gras: boolean };

/** Blank lines end a paragraph; lines that begin with « - » make a list; `**…**` is bold. Everything else is text. */
export function blocsOf(source: string): readonly Bloc[] {
  const blocs: Bloc[] = [];
  for (const group of source.replaceAll('\r\n', '\n').split(/\n[ \t]*\n/u)) blocs.push(...blocsOfGroup(group));
  return blocs;
}

/** The plain text of blocks, for the text part of a mail: bold is lost, lists keep their dash. */
export function texteDesBlocs(blocs: readonly Bloc[]): string {
  return blocs
    .map((bloc) =>
      bloc.type === 'liste' ? bloc.elements.map((element) => `- ${texteDe(element)}`).join('\n') : texteDe(bloc.texte),
    )
    .join('\n\n');
}

function texteDe(morceaux: readonly Morceau[]): string {
  return morceaux.map(({ texte }) => texte).join('');
}

/** A list may stand right under its sentence, without a blank line. */
function blocsOfGroup(group: string): readonly Bloc[] {
  const blocs: { type: Bloc['type']; lines: string[] }[] = [];
  for (const line of group.split('\n').filter((candidate) => candidate.trim() !== '')) {
    const item = /^\s*-\s+(.*)$/u.exec(line)?.[1];
    const last = blocs.at(-1);
    if (item !== undefined && last?.type === 'liste') last.lines.push(item);
    else if (item !== undefined) blocs.push({ type: 'liste', lines: [item] });
    else if (last?.type === 'liste' && /^\s/u.test(line)) last.lines.push(`${last.lines.pop() ?? ''} ${line.trim()}`);
    else if (last?.type === 'paragraphe') last.lines.push(line.trim());
    else blocs.push({ type: 'paragraphe', lines: [line.trim()] });
  }
  return blocs.map(({ type, lines }) =>
    type === 'liste' ? { type, elements: lines.map(morceauxOf) } : { type, texte: morceauxOf(lines.join(' ')) },
  );
}

/** A part between two `**` that begins and ends with a letter or a sign is bold. Any other `**` stays as it is. */
function morceauxOf(text: string): readonly Morceau[] {
  const parts = text.trim().split('**');
  const morceaux: Morceau[] = [];
  let pending = parts[0] ?? '';
  for (let index = 1; index < parts.length; index++) {
    const part = parts[index] ?? '';
    const closed = index + 1 < parts.length;
    if (closed && part !== '' && part === part.trim()) {
      morceaux.push({ texte: pending, gras: false }, { texte: part, gras: true });
      index += 1;
      pending = parts[index] ?? '';
    } else {
      pending += `**${part}`;
    }
  }
  return [...morceaux, { texte: pending, gras: false }].filter(({ texte }) => texte !== '');
}
