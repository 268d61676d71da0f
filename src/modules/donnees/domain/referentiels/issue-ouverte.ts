import { COMPORTEMENTS, type NomComportement } from '../comportements.ts';
import type { Issue, ReponseHttp } from '../issue.ts';

/**
 * What an answer of an open API means: « Recherche d’entreprises », Base adresse nationale, API Géo. They have no codes
 * of error in common: the status alone tells.
 */
export function issueOuverte(reponse: ReponseHttp): Issue {
  if (!reponse) return manquee('hors_delai');
  const { status, text } = reponse;
  if (status !== 200)
    return manquee(STATUTS[status] ?? (status >= 500 ? 'service_indisponible' : 'requete_incorrecte'));
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? { type: 'obtenue', body } : manquee('illisible');
  } catch {
    return manquee('illisible');
  }
}

const STATUTS: Readonly<Record<number, NomComportement>> = {
  404: 'inconnu',
  408: 'hors_delai',
  429: 'trop_de_requetes',
  504: 'hors_delai',
};

function manquee(nom: NomComportement): Issue {
  return { type: 'manquee', nom, comportement: COMPORTEMENTS[nom], code: undefined, retryIn: undefined };
}
