import { formatInstant } from '../../../values/format-instant.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { NBSP } from '../../../values/french.ts';
import { parseJour } from '../../../values/jour.ts';
import type { Json, JsonObject } from '../../journal/index.ts';
import { LIBELLES_CANDIDATURE, STATUTS_CANDIDATURE } from '../domain/instruction.ts';
import type { CandidatureLue } from '../use-cases/read-candidature.ts';

/** What happened to a request, from the journal, as people read it. A fact without a title is for machines. */
export function evenementsOf({ histoire, equipe }: Pick<CandidatureLue, 'histoire' | 'equipe'>) {
  const events = histoire.flatMap(({ entry: { type, at, acteur, contenu } }) => {
    const title = TITRES[type]?.(contenu, equipe.nomOf);
    const actor = acteur.type === 'agent' ? equipe.nomOf(acteur.id) : undefined;
    return title ? [{ title, datetime: at, when: formatInstant(Temporal.Instant.from(at)), actor }] : [];
  });
  return events.map((event, index) => ({
    ...event,
    state: index === events.length - 1 ? ('actuel' as const) : ('passe' as const),
  }));
}

type NomOf = CandidatureLue['equipe']['nomOf'];

const TITRES: Readonly<Record<string, (contenu: JsonObject, nomOf: NomOf) => string>> = {
  'candidature.deposee': () => 'Demande déposée',
  'candidature.corrigee': () => 'Demande corrigée',
  'candidature.statut': ({ vers }) => {
    const statut = STATUTS_CANDIDATURE.find((known) => known === vers);
    return statut ? `Demande ${LIBELLES_CANDIDATURE[statut].phrase}` : 'Changement d’état';
  },
  'candidature.recevabilite': ({ issue, par }) =>
    `Demande ${issue === 'irrecevable' ? 'irrecevable' : 'recevable'}${par === 'silence' ? ' par silence' : ''}`,
  'candidature.rejet_implicite': ({ le }) => `Rejet implicite né du silence le ${dayOf(le)}`,
  'candidature.affectee': ({ a }, nomOf) => (typeof a === 'string' ? `Confiée à ${nomOf(a)}` : 'N’est plus confiée'),
  'candidature.prolongee': ({ a }) => `Délai de décision prolongé jusqu’au ${dayOf(a)}`,
  'candidature.echeance_rappelee': ({ le, destinataire }, nomOf) =>
    `Échéance du ${dayOf(le)} rappelée à ${typeof destinataire === 'string' ? nomOf(destinataire) : 'l’équipe'}`,
  'candidature.avis_demande': ({ expert }, nomOf) =>
    typeof expert === 'string' ? `Avis demandé à ${nomOf(expert)}` : 'Avis demandé',
  'candidature.avis_donne': ({ sens }) =>
    `Avis donné${NBSP}: ${sens === 'favorable' ? 'favorable' : sens === 'reserve' ? 'réservé' : 'défavorable'}`,
  // Of the engine: what who asked did against the decision, and what was answered.
  'dossier.recours': ({ reponseAvant }) =>
    `Recours gracieux reçu de la collectivité, à répondre avant le ${dayOf(reponseAvant)} inclus`,
  'dossier.recours_rejet_implicite': ({ le }) => `Recours gracieux rejeté par le silence gardé jusqu’au ${dayOf(le)}`,
  'dossier.recours_rejete': () => 'Recours gracieux rejeté',
  'dossier.rouvert': () => 'Recours gracieux accueilli',
};

function dayOf(value: Json | undefined): string {
  const read = parseJour(typeof value === 'string' ? value : '');
  return read.ok ? formatJour(read.value) : '';
}
