import { type Html, html } from './html.ts';

/** The choice of a person: one button each, its name first, then what the person is here to show. */
export function peopleCards(people: readonly { id: string; name: string; cas: string }[]): Html {
  const cards = people.map(
    ({ id, name, cas }) =>
      html`<li><button type="submit" class="card" name="personne" value="${id}"><strong>${name}</strong> ${cas}</button></li>`,
  );
  return html`<ul class="cards">
${cards}
</ul>`;
}
