import { EmailField } from '../../../../platform/html/components/email-field.tsx';
import { parseEmail } from '../../../../values/email.ts';
import { NBSP, quote } from '../../../../values/french.ts';
import { suggestEmail } from '../../../../values/suggest-email.ts';
import type { ChampView } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import type { EmailOptions } from './definition.ts';

export const emailView: ChampView<EmailOptions, string> = {
  Champ: (props) => {
    const typed = props.saisie.get();
    const field = commun(props);
    return (
      <EmailField {...field} hint={suggestion(typed) ?? field.hint} value={typed} own={props.champ.options.personnel} />
    );
  },
  lire: (valeur) => valeur,
};

/** The address may be right: it is kept, and the page asks only when it is shown again. */
function suggestion(typed: string): string | undefined {
  const read = parseEmail(typed);
  const meant = read.ok ? suggestEmail(read.value) : undefined;
  return meant && `Vouliez-vous écrire ${quote(meant)}${NBSP}?`;
}
