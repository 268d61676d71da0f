import { describeType, type FileType } from './file-types.ts';

/** Why a file was not taken. `message` is for the person who sent it; `motif` is for a rule or a measure. */
export type Refusal = {
  readonly motif:
    | 'vide'
    | 'trop_lourd'
    | 'type_refuse'
    | 'contenu_different'
    | 'texte_illisible'
    | 'macros'
    | 'virus'
    | 'antivirus_muet'
    | 'disque_plein';
  readonly message: string;
};

export const refusals = {
  empty: (): Refusal => ({
    motif: 'vide',
    message: 'Le fichier est vide. Vérifiez-le sur votre appareil, puis choisissez-le à nouveau.',
  }),
  tooLarge: (maxBytes: number): Refusal => ({
    motif: 'trop_lourd',
    message: `Le fichier dépasse ${inFrenchUnits(maxBytes)}. Choisissez un fichier plus léger.`,
  }),
  typeNotAccepted: (accept: readonly FileType[]): Refusal => ({
    motif: 'type_refuse',
    message: `Ce type de fichier n’est pas accepté ici. Envoyez un fichier ${listOfTypes(accept)}.`,
  }),
  notWhatItSays: (announced: FileType): Refusal => ({
    motif: 'contenu_different',
    message: `Ce fichier n’est pas un fichier ${describeType(announced).label}, contrairement à ce que dit son nom. Ouvrez-le sur votre appareil, enregistrez-le à nouveau, puis envoyez-le.`,
  }),
  unreadableText: (): Refusal => ({
    motif: 'texte_illisible',
    message: 'Ce fichier texte n’est pas lisible. Enregistrez-le avec l’encodage «\u00a0UTF-8\u00a0», puis envoyez-le.',
  }),
  macros: (): Refusal => ({
    motif: 'macros',
    message: 'Ce document contient des macros. Enregistrez-le sans macros ou en PDF, puis envoyez-le.',
  }),
  virus: (): Refusal => ({
    motif: 'virus',
    message: 'L’antivirus a trouvé un virus dans ce fichier\u00a0: nous l’avons supprimé. Envoyez un autre fichier.',
  }),
  scannerDown: (): Refusal => ({
    motif: 'antivirus_muet',
    message: 'L’antivirus ne répond pas, réessayez dans quelques minutes. Votre fichier n’a pas été gardé.',
  }),
  full: (): Refusal => ({
    motif: 'disque_plein',
    message:
      'Nous ne pouvons plus recevoir de fichier pour le moment, réessayez plus tard. Celui-ci n’a pas été gardé.',
  }),
};

/** `10000000` → `10 Mo`, as the decimal megabytes that phones and computers show. */
function inFrenchUnits(bytes: number): string {
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'ko'] : [bytes / 1_000_000, 'Mo'];
  return `${new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 }).format(amount)}\u00a0${unit}`;
}

function listOfTypes(types: readonly FileType[]): string {
  return new Intl.ListFormat('fr-FR', { type: 'disjunction' }).format(types.map((type) => describeType(type).label));
}
