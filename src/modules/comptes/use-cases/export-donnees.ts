import { makeZip } from 'client-zip';
import type { Services } from '../../../platform/services.ts';
import { append } from '../../journal/index.ts';
import type { DonneesPersonnelles } from '../donnees-personnelles.ts';

/** The shape of `donnees.json` (docs/export-des-donnees.md): it changes with what is in it. */
const FORMAT = 'parvis/donnees-personnelles/1';

type Outils = Pick<Services, 'db' | 'clock' | 'random' | 'publicUrl'> & {
  readonly donneesPersonnelles: readonly DonneesPersonnelles[];
};

type Exportant = { readonly personneId: string; readonly type: 'usager' | 'agent' };

/** Writes down that a person takes their data away: before the first byte leaves. */
export async function journaliserExport(outils: Outils, qui: Exportant, format: 'json' | 'zip'): Promise<void> {
  await outils.db.transaction({ personne: qui.personneId }, (tx) =>
    append(tx, outils, {
      acteur: { type: qui.type, id: qui.personneId },
      organisation: null,
      sujet: { type: 'personne', id: qui.personneId },
      type: 'compte.exporte',
      contenu: { format },
      lecteurs: [qui.personneId],
    }),
  );
}

/** Everything, for programs: one JSON text, made element after element. */
export async function* exportJson(outils: Outils, personneId: string): AsyncGenerator<string> {
  const entete = {
    format: FORMAT,
    installation: outils.publicUrl,
    exporteLe: outils.clock.now(),
    personne: personneId,
  };
  yield `${JSON.stringify(entete).slice(0, -1)}`;
  for (const { partie, exporter } of outils.donneesPersonnelles) {
    yield `,\n${JSON.stringify(partie)}:[`;
    let separator = '\n';
    for await (const { donnees } of exporter(personneId)) {
      yield `${separator}${JSON.stringify(donnees)}`;
      separator = ',\n';
    }
    yield ']';
  }
  yield '}\n';
}

/**
 * Everything, for people: `index.html` to read and to print, `donnees.json`, and the files. Nothing is ever whole in
 * memory: each member is asked for when the one before has left, at the pace of the network.
 *
 * @param lisible the chunks of `index.html`
 */
export async function* exportZip(
  outils: Outils,
  personneId: string,
  lisible: () => AsyncGenerator<string>,
): AsyncGenerator<Uint8Array> {
  const reader = makeZip(membersOf(outils, personneId, lisible)).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    // Whoever stops downloading throws into `membersOf`, which lets go of what it holds, and throws back.
    await reader.cancel().catch(() => undefined);
  }
}

async function* membersOf(outils: Outils, personneId: string, lisible: () => AsyncGenerator<string>) {
  yield* member(outils, 'index.html', lisible());
  yield* member(outils, 'donnees.json', exportJson(outils, personneId));
  for (const { exporter } of outils.donneesPersonnelles) {
    for await (const { fichiers } of exporter(personneId)) {
      for (const { chemin, ouvrir } of fichiers) yield* member(outils, `fichiers/${chemin}`, ouvrir());
    }
  }
}

/** One member, let go of whatever happens to the archive. */
async function* member({ clock }: Outils, name: string, input: AsyncGenerator<string | Uint8Array>) {
  try {
    yield { name, input, lastModified: clock.now().epochMilliseconds };
  } finally {
    await input.return(undefined);
  }
}
