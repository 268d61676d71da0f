import { attente } from './attente.ts';
import { copyButtons } from './copy.ts';
import { liveForm } from './live-form.ts';
import { liveTheme } from './live-theme.ts';
import { remainingCharacters } from './remaining-characters.ts';
import { trouve } from './trouve.ts';

/** What the pages gain when scripts run. Each part leaves a page that lacks its marks untouched. */
copyButtons(document);
remainingCharacters(document);
liveForm(document);
liveTheme(document);
trouve(document);
attente(document);
// Few pages ask where something is: the others carry nothing of it. When it cannot be loaded, the fields are there.
if (document.querySelector('[data-adresse], [data-communes]')) {
  import('./lieux.ts').then(
    ({ lieux }) => lieux(document),
    () => undefined,
  );
}
