type Place = { readonly id: string; readonly nom: string };

/** The folder of a dossier in an archive: its number, or that of a draft, which has none. */
export function dossierDArchive(dossier: { readonly id: string; readonly numero: string | null }): string {
  return dossier.numero ?? `brouillon-${dossier.id}`;
}

/**
 * A place for each file, below one folder. Two files of one name get different ones, whatever the capitals: some file
 * systems see no difference.
 */
export function cheminsOf(folder: string, files: readonly Place[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    files.map(({ id, nom }) => {
      const chemin = free(taken, nom);
      taken.add(chemin.toLowerCase());
      return [id, `${folder}/${chemin}`];
    }),
  );
}

function free(taken: ReadonlySet<string>, nom: string): string {
  const dot = nom.lastIndexOf('.');
  const [stem, suffix] = dot > 0 ? [nom.slice(0, dot), nom.slice(dot)] : [nom, ''];
  for (let rang = 1; ; rang += 1) {
    const candidate = rang === 1 ? nom : `${stem} (${rang})${suffix}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}
