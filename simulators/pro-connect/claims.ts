import { createHash } from 'node:crypto';
import type { Claims } from '../oidc/jwt.ts';
import type { Agent } from '../people.ts';

/** Scope → claims of ProConnect. `groups`, `chorusdt` and `custom` exist and are empty for everybody here. */
export const CLAIMS_BY_SCOPE = {
  openid: ['sub'],
  given_name: ['given_name'],
  usual_name: ['usual_name'],
  email: ['email'],
  uid: ['uid'],
  siret: ['siret'],
  siren: ['siren'],
  idp_id: ['idp_id'],
  idp_acr: ['idp_acr'],
  organizational_unit: ['organizational_unit'],
  organization_label: ['organization_label'],
  belonging_population: ['belonging_population'],
  phone: ['phone_number'],
  roles: ['roles'],
  groups: ['groups'],
  chorusdt: ['chorusdt:matricule', 'chorusdt:societe'],
  custom: ['custom'],
} as const;

/** Everything that ProConnect may say of an agent. It says who somebody is, never what they may do. */
export function claimsOf(agent: Agent): Claims {
  const { organisation } = agent;
  return {
    given_name: agent.prenom,
    usual_name: agent.nom,
    email: agent.courriel,
    uid: createHash('sha256').update(`uid\n${agent.id}`).digest('hex').slice(0, 32),
    siret: organisation.siret,
    siren: organisation.siret.slice(0, 9),
    idp_id: '71144ab3-ee1a-4401-b7b3-79b44f7daeeb',
    idp_acr: acrOf(agent),
    organizational_unit: agent.service,
    organization_label: organisation.nom,
    belonging_population: organisation.population ? 'agent' : 'externe',
    roles: rolesOf(organisation.population),
    ...(agent.telephone && { phone_number: agent.telephone }),
  };
}

/** The pairwise subject, stable for an agent and a service whatever becomes of the simulator's state. */
export function proConnectSub({ id }: Agent, clientId: string): string {
  return createHash('sha256').update(`${clientId}\n${id}\nsimulateur`).digest('hex');
}

/** The best level of assurance that an agent's identity provider reaches. */
export function acrOf({ secondFacteur }: Agent): string {
  return secondFacteur ? 'eidas1-mfa' : 'eidas1';
}

function rolesOf(population: Agent['organisation']['population']): readonly string[] {
  return population === null ? [] : ['agent_public', `agent_public_${population}`];
}
