import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import { sendToEach } from '../../../platform/mail/send-to-each.ts';
import { NBSP, quote } from '../../../values/french.ts';
import { courrielsDesAdministrateurs, findOrganisationById } from '../../comptes/index.ts';
import { listDemarches } from '../../demarches/index.ts';
import { type Habilitation, NOMS_DES_ETATS, NOMS_DES_FOURNISSEURS } from '../domain/habilitation.ts';
import { avertissementOf } from '../pages/etat.ts';
import { habilitationsHref } from '../pages/habilitations-href.ts';
import { findHabilitationById } from '../storage/habilitations.ts';
import type { DonneesDeps } from '../use-cases/deps.ts';
import { type CourrierHabilitation, courrierHabilitation } from './courrier-habilitation.ts';

/** To every administrator of the organisation. */
export function envoyerCourrierHabilitation(deps: DonneesDeps): Task<CourrierHabilitation> {
  return {
    ...courrierHabilitation,
    async run(courrier, { logger }) {
      const { habilitationId } = courrier;
      const found = await deps.db.transaction({ systeme: true }, async (tx) => {
        const habilitation = await findHabilitationById(tx, habilitationId);
        const organisation = habilitation && (await findOrganisationById(tx, habilitation.organisationId));
        if (!organisation) return undefined;
        const demarche = (await listDemarches(tx, organisation.id)).find(({ id }) => id === habilitation.demarcheId);
        const titre = demarche && (await deps.moteur.definitionOf(tx, demarche.versionId)).titre;
        const adresses = await courrielsDesAdministrateurs(tx, organisation.id);
        return { habilitation, organisation, titre: titre ?? '', adresses };
      });
      if (!found) return;
      const { habilitation, organisation, titre, adresses } = found;
      const { subject, text } = wordsOf(courrier, habilitation, titre);
      const lien = `${deps.publicUrl}${habilitationsHref(organisation)}/${habilitation.id}`;
      const message = {
        subject,
        text: `Bonjour,\n\n${text}\n\nVoir l’habilitation${NBSP}:\n${lien}\n\nVous recevez ce message comme administrateur de ${organisation.nom}.`,
        senderName: organisation.nom,
      };
      await sendToEach(
        deps,
        { ...message, to: adresses, remaining: courrier.remaining },
        {
          refused: () => logger.warn({ habilitationId }, 'the address of an administrator is refused for good'),
          later: (remaining) =>
            deps.db.transaction({ systeme: true }, (tx) =>
              enqueue(tx, courrierHabilitation, { ...courrier, remaining }),
            ),
        },
      );
      if (adresses.length === 0) logger.warn({ habilitationId }, 'no administrator to warn');
    },
  };
}

function wordsOf(courrier: CourrierHabilitation, habilitation: Habilitation, titre: string) {
  const fournisseur = NOMS_DES_FOURNISSEURS[habilitation.fournisseur];
  if (courrier.objet === 'expiration') {
    return {
      subject: `${courrier.seuil === 0 ? 'Fin' : 'Fin prochaine'} d’une habilitation ${fournisseur}`,
      text: avertissementOf(habilitation, titre, courrier.seuil),
    };
  }
  return {
    subject: `Votre habilitation ${fournisseur} a changé`,
    text: `DataPass annonce que la demande de la démarche ${quote(titre)} est maintenant dans l’état ${quote(NOMS_DES_ETATS[habilitation.etat].toLowerCase())}. ${
      habilitation.enVigueur
        ? 'L’habilitation est en vigueur.'
        : 'L’habilitation n’est plus en vigueur\u00a0: les usagers répondent eux-mêmes et joignent leurs justificatifs.'
    }`,
  };
}
