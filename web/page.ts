import { rechercheAdresse } from './adresse.ts';
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
rechercheAdresse(document);
attente(document);
