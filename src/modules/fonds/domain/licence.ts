/** The licences that the forms of the fund offer, by the ids of their lists (`catalogue/fonds-…/parametres.yaml`). */
const NOMS: ReadonlyMap<string, string> = new Map([
  ['eupl-1-2', 'EUPL 1.2'],
  ['agpl-3', 'GNU AGPL 3'],
  ['gpl-3', 'GNU GPL 3'],
  ['lgpl-3', 'GNU LGPL 3'],
  ['cecill-2-1', 'CeCILL 2.1'],
  ['mpl-2', 'Mozilla Public License 2.0'],
  ['epl-2', 'Eclipse Public License 2.0'],
  ['mit', 'MIT'],
  ['apache-2', 'Apache 2.0'],
  ['bsd', 'BSD'],
  ['cecill-b', 'CeCILL-B'],
]);

/** What people read for a licence that was chosen in a list, or written in full. */
export function nomDeLicence(licence: string | null): string | null {
  return licence === null ? null : (NOMS.get(licence) ?? licence);
}
