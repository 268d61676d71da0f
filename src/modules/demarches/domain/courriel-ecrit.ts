/** A mail whose words are there: who it goes to is said elsewhere. */
export type CourrielEcrit = { readonly subject: string; readonly text: string };
