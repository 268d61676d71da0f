import { createHash } from 'node:crypto';
import { type Html, html } from '../html.ts';
import type { Autre, Erreurs } from '../oidc/definition.ts';
import { type Agent, agents, organisations } from '../people.ts';
import { findInscrite } from '../registres/organisations.ts';

/** An organisation of the installation that the simulators serve. */
export interface OrganisationInstallee {
  readonly nom: string;
  readonly siren: string;
  readonly population: 'territorial' | 'etat';
}

export type OrganisationsInstallees = () => Promise<readonly OrganisationInstallee[]>;

export interface AutresAgents extends Autre {
  find(accountId: string): Agent | undefined;
}

/**
 * Agents who are not of the demonstration: whoever uses it says who they are and where they work, as an identity provider
 * would. What ProConnect refuses is refused: an address that is none, an establishment that Sirene does not know or that
 * has closed. Where it lets everybody in, so does this: an invitation is the service's own business.
 */
export function createAutresAgents(installees: OrganisationsInstallees): AutresAgents {
  const known = new Map<string, Agent>();
  return {
    find: (accountId) => known.get(accountId),
    form: async ({ params }, typed, erreurs = {}) => {
      const announced = typeof params['login_hint'] === 'string' ? params['login_hint'] : '';
      const shown = typed ?? new URLSearchParams({ courriel: announced, secondFacteur: 'oui' });
      return formOf(await installees(), shown, erreurs);
    },
    async read(typed) {
      const text = (name: string) => (typed.get(name) ?? '').trim();
      const [prenom, nom, courriel] = [text('prenom'), text('nom'), text('courriel').toLowerCase()];
      const siret = (text('siret') || text('organisation')).replaceAll(/\s/g, '');
      const organisation = organisationOf(siret, await installees());
      const erreurs: Record<string, string> = {};
      if (prenom === '') erreurs['prenom'] = 'Indiquez un prénom.';
      if (nom === '') erreurs['nom'] = 'Indiquez un nom.';
      const taken = agents.find((agent) => agent.courriel === courriel);
      if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(courriel)) erreurs['courriel'] = 'Indiquez une adresse électronique.';
      else if (taken)
        erreurs['courriel'] = `C’est celle de ${taken.prenom} ${taken.nom}\u00a0: choisissez cette personne.`;
      if (typeof organisation === 'string') erreurs['siret'] = organisation;
      if (typeof organisation === 'string' || Object.keys(erreurs).length > 0) return { erreurs };
      // The same address is the same person, whatever they say of themselves.
      const id = `autre-${digestOf(courriel)}`;
      const secondFacteur = typed.get('secondFacteur') === 'oui';
      const agent = { id, prenom, nom, courriel, organisation, secondFacteur, ...SANS_DETAIL };
      const accountId = `${id}-${digestOf(JSON.stringify(agent))}`;
      known.set(accountId, agent);
      return { accountId };
    },
  };
}

const SANS_DETAIL = { cas: '', fonction: 'Agent', service: 'Services généraux', telephone: null };

/** The first establishment of a unit: order number 0001 and its Luhn key, as for nearly every town hall. */
function siretOf(siren: string): string {
  const stem = `${siren}0001`;
  return `${stem}${(10 - (luhn(`${stem}0`) % 10)) % 10}`;
}

function luhn(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, rank) => {
    const value = Number(digit) * (rank % 2 === 0 ? 1 : 2);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}

/** @returns why ProConnect would not offer it, otherwise */
function organisationOf(siret: string, installees: readonly OrganisationInstallee[]): Agent['organisation'] | string {
  if (siret === '') return 'Choisissez une organisation, ou donnez un SIRET.';
  if (!/^\d{14}$/.test(siret) || luhn(siret) % 10 !== 0 || luhn(siret.slice(0, 9)) % 10 !== 0) {
    return 'Ce SIRET n’existe pas\u00a0: il a 14 chiffres, et sa clé doit être juste.';
  }
  const ours = Object.values(organisations).find((one) => one.siret === siret);
  if (ours) return ours;
  const installee = installees.find(({ siren }) => siret.startsWith(siren));
  if (installee) return { id: 'autre', nom: installee.nom, siret, population: installee.population };
  const inscrite = findInscrite(siret);
  if (!inscrite) return 'Sirene ne connaît pas cet établissement\u00a0: ProConnect ne le propose pas.';
  if (inscrite.fermee) return 'Cet établissement est fermé\u00a0: ProConnect ne le propose pas.';
  return { id: 'autre', nom: inscrite.nom, siret, population: null };
}

function formOf(installees: readonly OrganisationInstallee[], typed: URLSearchParams, erreurs: Erreurs): Html {
  const chosen = typed.get('organisation');
  const options = installees.map(({ nom, siren }) => {
    const siret = siretOf(siren);
    return siret === chosen
      ? html`<option value="${siret}" selected>${nom} (${siret})</option>`
      : html`<option value="${siret}">${nom} (${siret})</option>`;
  });
  return html`<h2 id="autre">Un autre agent</h2>
<p>Jouez quelqu’un d’autre, par exemple la personne que vous venez d’inviter\u00a0: ProConnect donnerait au service son nom, son adresse et le SIRET de son employeur.</p>
${field('prenom', 'Prénom', typed, erreurs)}
${field('nom', 'Nom', typed, erreurs)}
${field('courriel', 'Adresse professionnelle', typed, erreurs)}
<p><label for="organisation">Organisation de cette installation</label>
<select id="organisation" name="organisation"><option value="">Aucune de celles-ci</option>
${options}
</select></p>
${field('siret', 'Ou un autre SIRET', typed, erreurs)}
<p><label class="check"><input type="checkbox" name="secondFacteur" value="oui"${checkedIf(typed.get('secondFacteur') === 'oui')}> Se connecte avec un second facteur</label></p>
<div class="actions"><button type="submit" class="primary" name="action" value="autre">Se connecter ainsi</button></div>`;
}

function field(name: string, label: string, typed: URLSearchParams, erreurs: Erreurs): Html {
  const erreur = erreurs[name];
  const first = Object.keys(erreurs)[0] === name;
  const value = typed.get(name) ?? '';
  return erreur
    ? html`<p><label for="${name}">${label}</label>
<strong class="error" id="${name}-erreur">${erreur}</strong>
<input id="${name}" name="${name}" value="${value}" aria-invalid="true" aria-describedby="${name}-erreur" autocomplete="off"${first && html` autofocus`}></p>`
    : html`<p><label for="${name}">${label}</label>
<input id="${name}" name="${name}" value="${value}" autocomplete="off"></p>`;
}

function checkedIf(is: boolean): Html {
  return is ? html` checked` : html``;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
