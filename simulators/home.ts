import { BEHAVIOURS } from './control/behaviours.ts';
import type { Order } from './control/control.ts';
import { type Html, html, page } from './html.ts';
import { agents, displayName, particuliers } from './people.ts';
import { inscrites } from './registres/organisations.ts';

interface HomeContent {
  readonly active: readonly Order[];
  readonly franceConnectIssuer: string;
  readonly proConnectIssuer: string;
  readonly apiParticulierUrl: string;
  readonly registres: {
    readonly apiEntreprise: { readonly url: string };
    readonly rechercheEntreprisesUrl: string;
    readonly banUrl: string;
    readonly geoUrl: string;
  };
}

/** The page that tells what the simulators are, who lives in them, and how to make them misbehave. */
export function homePage(content: HomeContent): string {
  return page(
    'Simulateurs de FranceConnect, ProConnect, API Particulier et des registres publics',
    html`<dl>
<dt>FranceConnect</dt><dd><code>${content.franceConnectIssuer}</code></dd>
<dt>ProConnect</dt><dd><code>${content.proConnectIssuer}</code></dd>
<dt>API Particulier</dt><dd><code>${content.apiParticulierUrl}</code></dd>
<dt>API Entreprise</dt><dd><code>${content.registres.apiEntreprise.url}</code></dd>
<dt>Recherche d’entreprises</dt><dd><code>${content.registres.rechercheEntreprisesUrl}</code></dd>
<dt>Base adresse nationale</dt><dd><code>${content.registres.banUrl}</code></dd>
<dt>API Géo</dt><dd><code>${content.registres.geoUrl}</code></dd>
<dt>DataPass</dt><dd><a href="/datapass">Les demandes d’habilitation, et ce que DataPass en notifie</a></dd>
</dl>
<h2>Les usagers (FranceConnect)</h2>
${table(
  ['Personne', 'Né(e) le', 'Ce qu’elle montre'],
  particuliers.map((person) => [displayName(person), person.etatCivil.dateNaissance, person.cas]),
)}
<h2>Les agents (ProConnect)</h2>
${table(
  ['Agent', 'Organisation', 'Ce qu’il montre'],
  agents.map(({ prenom, nom, organisation, cas }) => [
    `${prenom} ${nom}`,
    `${organisation.nom} (${organisation.siret})`,
    cas,
  ]),
)}
<h2>Les organismes (Sirene)</h2>
${table(
  ['Organisme', 'SIRET', 'RNA', 'Ce qu’il montre'],
  inscrites.map(({ nom, siret, rna, cas }) => [nom, siret, rna ?? '', cas]),
)}
<h2>Les dysfonctionnements</h2>
${standing(content.active)}
<p>Un bouton commande un seul dysfonctionnement, la prochaine fois. Pour davantage\u00a0:
<code>POST /controle</code> avec <code>{"system", "behaviour", "times", "delayMs"}</code>, depuis cette machine seulement.</p>
${Object.entries(BEHAVIOURS).map(([system, behaviours]) => switches(system, behaviours))}`,
  );
}

function standing(active: readonly Order[]): Html {
  if (active.length === 0) {
    return html`<p>Aucun n’est commandé\u00a0: tout répond normalement.</p>`;
  }
  return html`<form method="post" action="/controle">
<ul>
${active.map(({ system, behaviour, times }) => html`<li>${system}, ${behaviour}${times ? `, encore ${times} fois` : ''}</li>`)}
</ul>
<button type="submit" name="ordre" value="cesser">Tout arrêter</button>
</form>`;
}

function switches(system: string, behaviours: Readonly<Record<string, string>>): Html {
  const items = Object.entries(behaviours).map(
    ([name, what]) =>
      html`<li><button type="submit" class="card" name="ordre" value="${system}/${name}"><strong>${name}</strong> ${what}</button></li>`,
  );
  return html`<h3>${system}</h3>
<form method="post" action="/controle">
<ul class="cards">
${items}
</ul>
</form>`;
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): Html {
  return html`<div class="scroll" tabindex="0">
<table>
<thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>
${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
</tbody>
</table>
</div>`;
}
