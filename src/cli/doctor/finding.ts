/** What a check found. `remarque` is worth knowing and wrong in nothing. */
export type Finding = { readonly etat: 'bon' | 'mauvais' | 'remarque'; readonly texte: string };

export const bon = (texte: string): Finding => ({ etat: 'bon', texte });
export const mauvais = (texte: string): Finding => ({ etat: 'mauvais', texte });
export const remarque = (texte: string): Finding => ({ etat: 'remarque', texte });
