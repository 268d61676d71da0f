import { createHmac } from 'node:crypto';
import { epochSeconds, type Now } from '../clock.ts';
import type { DemandeSuivie } from './registre.ts';

/** The body of a notification, in the shape of the real one: the applicant is in it, whom nobody should keep. */
export function notificationOf(evenement: string, { demande, etat, habilitation }: DemandeSuivie, now: Now): string {
  const { id, definition, scopes, demandeur } = demande;
  const modele =
    definition === 'api_particulier' ? 'AuthorizationRequest::APIParticulier' : 'AuthorizationRequest::APIEntreprise';
  return JSON.stringify({
    event: evenement,
    fired_at: epochSeconds(now),
    model_type: `authorization_request/${definition}`,
    model_id: id,
    data: {
      id,
      public_id: demande.publicId,
      state: etat,
      form_uid: definition.replaceAll('_', '-'),
      organization: { id: 801, name: demande.organisation, siret: demande.siret, insee_payload: {} },
      applicant: {
        id: 802,
        email: demandeur.courriel,
        given_name: demandeur.prenom,
        family_name: demandeur.nom,
        phone_number: '0600000000',
        job_title: 'Responsable de la relation usagers',
      },
      service_provider: null,
      authorizations:
        habilitation === 'aucune'
          ? []
          : [
              {
                id: id + 50_000,
                slug: `habilitation-${id}`,
                revoked: habilitation === 'revoked',
                state: habilitation,
                created_at: '2026-01-15T10:30:00Z',
                data: { intitule: demande.intitule, scopes },
                authorization_request_class: modele,
                definition_id: definition,
              },
            ],
      data: { intitule: demande.intitule, scopes, contact_technique_email: demandeur.courriel },
    },
  });
}

export function signatureOf(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
