import type { ValeursLues } from './balises-acte.ts';

/** Everything that an act shows beside its text: kept as canonical JSON, so that the act can be made again. */
export type DonneesActe = ValeursLues & {
  /** A row a payment: nature, condition, day, amount. */
  readonly plan: readonly (readonly string[])[];
  readonly organisation: { readonly nom: string; readonly adresse: readonly string[] };
  /** The look of the organisation on that day. */
  readonly theme: Readonly<Record<string, string>>;
  readonly destinataire: readonly string[];
  readonly date: string;
  readonly signataire: Signataire;
  readonly cosignataire: Signataire | null;
};

type Signataire = { readonly nom: string; readonly qualite: string };
