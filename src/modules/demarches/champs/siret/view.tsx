import { TextField } from '../../../../platform/html/components/text-field.tsx';
import { formatJour } from '../../../../values/format-jour.ts';
import type { Jour } from '../../../../values/jour.ts';
import { parseSiret } from '../../../../values/siret.ts';
import type { ChampProps, ChampView } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import { aRepondu, type Constat, mention, Trouve } from '../constat.tsx';
import { type Organisme as Connu, type SiretOptions, siret, type ValeurSiret } from './definition.ts';
import { afficherSiret } from './parse.ts';

export const siretView: ChampView<SiretOptions, ValeurSiret> = {
  Champ: (props) => {
    const found = trouve(props);
    return (
      <>
        <TextField
          {...commun(props)}
          value={props.saisie.get()}
          inputmode="numeric"
          width={20}
          autocomplete="off"
          spellcheck={false}
        />
        {found && (
          <Trouve pour={props.nom} constat={found.constat}>
            {found.organisme && <Organisme organisme={found.organisme} />}
          </Trouve>
        )}
      </>
    );
  },
  lire: (valeur) =>
    [
      valeur.organisme?.nom,
      afficherSiret(valeur.siret),
      valeur.organisme && detail(valeur.organisme),
      valeur.constat && mention(valeur.constat),
    ]
      .filter((line) => line !== undefined && line !== '')
      .join('\n'),
};

type Found = { readonly organisme: Connu | undefined; readonly constat: Constat };

/** What is known of the very number that the field shows, and that nothing else on the page tells already. */
function trouve({ champ, faits, saisie, erreurs }: ChampProps<SiretOptions>): Found | undefined {
  const kept = siret.valeur.safeParse(faits.reponses[champ.id]);
  const typed = parseSiret(saisie.get());
  if (!kept.success || !typed.ok || typed.value !== kept.data.siret || erreurs['']) return undefined;
  const { organisme, constat } = kept.data;
  return constat && aRepondu(constat) ? { organisme, constat } : undefined;
}

function Organisme({ organisme }: { readonly organisme: Connu }) {
  return (
    <>
      <p>
        {organisme.nom ? (
          <>
            C’est bien <strong>{organisme.nom}</strong>&nbsp;?
          </>
        ) : (
          <>Cet organisme est connu. Son nom n’est pas public, à la demande de son responsable.</>
        )}
      </p>
      <p>{detail(organisme)}</p>
      {organisme.remplacePar && <p>Son numéro actuel est le {afficherSiret(organisme.remplacePar)}.</p>}
    </>
  );
}

/** « 14 RUE DES FEUILLANTS 86000 POITIERS, Association déclarée » */
function detail({ adresse, formeJuridique, etat, fermeLe }: Connu): string {
  const closed = etat === 'ferme' ? `fermé${fermeLe ? ` depuis le ${formatJour(fermeLe as Jour)}` : ''}` : undefined;
  return [adresse, formeJuridique, closed].filter((part) => part !== undefined).join(', ');
}
