import { count } from '../../../values/french.ts';

/** What the provider says of a token, against what was declared. */
export type Essai =
  | { readonly type: 'conforme' }
  /** `manquants` are declared and not opened; `enTrop` are opened and not declared. */
  | { readonly type: 'ecart'; readonly manquants: readonly string[]; readonly enTrop: readonly string[] }
  | { readonly type: 'refuse' }
  | { readonly type: 'injoignable' }
  | { readonly type: 'sans_jeton' }
  /** Sealed under a secret that is no longer known. */
  | { readonly type: 'illisible' };

/** What was found, and what to do. */
export function phraseEssai(essai: Essai): string {
  switch (essai.type) {
    case 'conforme':
      return 'Le jeton est accepté, et il ouvre exactement les données déclarées.';
    case 'ecart':
      return [
        'Le jeton est accepté.',
        ...(essai.manquants.length > 0 ? [`Il n’ouvre pas ce qui est déclaré\u00a0: ${some(essai.manquants)}.`] : []),
        ...(essai.enTrop.length > 0 ? [`Il ouvre plus que ce qui est déclaré\u00a0: ${some(essai.enTrop)}.`] : []),
        'Corrigez la déclaration, ou demandez le bon jeton.',
      ].join(' ');
    case 'refuse':
      return 'Le fournisseur refuse ce jeton\u00a0: il est inconnu, terminé ou révoqué. Demandez-en un autre, puis remplacez-le.';
    case 'injoignable':
      return 'Le fournisseur ne répond pas pour le moment\u00a0: rien n’est vérifié. Réessayez dans quelques minutes.';
    case 'sans_jeton':
      return 'Cette habilitation n’a pas de jeton. Enregistrez celui que le fournisseur a remis.';
    case 'illisible':
      return 'Ce jeton a été scellé sous une clé qui n’est plus connue. Enregistrez-le de nouveau.';
  }
}

/** A message stays short: the first ten. */
function some(scopes: readonly string[]): string {
  const shown = scopes.slice(0, 10).join(', ');
  return scopes.length > 10 ? `${shown} et ${count(scopes.length - 10, 'autre')}` : shown;
}
