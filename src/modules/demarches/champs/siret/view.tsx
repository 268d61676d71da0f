import { InsetText } from '../../../../platform/html/components/inset-text.tsx';
import { TextField } from '../../../../platform/html/components/text-field.tsx';
import { formatJour } from '../../../../values/format-jour.ts';
import { NBSP } from '../../../../values/french.ts';
import { type Jour, jourFromInstant } from '../../../../values/jour.ts';
import { parseSiret } from '../../../../values/siret.ts';
import type { ChampProps, ChampView } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import { type Organisme, type SiretOptions, siret, type ValeurSiret, type Verification } from './definition.ts';
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
          <div data-trouve={props.nom}>
            <InsetText>
              <Trouve {...found} />
            </InsetText>
          </div>
        )}
      </>
    );
  },
  lire: (valeur) =>
    [
      valeur.organisme?.nom,
      afficherSiret(valeur.siret),
      valeur.organisme && detail(valeur.organisme),
      valeur.verification && mention(valeur.verification, valeur.organisme),
    ]
      .filter((line) => line !== undefined && line !== '')
      .join('\n'),
};

type Found = { readonly organisme: Organisme | undefined; readonly verification: Verification };

/** What is known of the very number that the field shows, and that nothing else on the page tells already. */
function trouve({ champ, faits, saisie, erreurs }: ChampProps<SiretOptions>): Found | undefined {
  const kept = siret.valeur.safeParse(faits.reponses[champ.id]);
  const typed = parseSiret(saisie.get());
  if (!kept.success || !typed.ok || typed.value !== kept.data.siret || erreurs['']) return undefined;
  const { organisme, verification } = kept.data;
  return verification && verification.etat !== 'muet' ? { organisme, verification } : undefined;
}

function Trouve({ organisme, verification }: Found) {
  if (!organisme) {
    return (
      <p>
        Ce numéro n’est pas dans {verification.source}. Vérifiez-le. S’il est juste, par exemple parce que l’organisme
        vient d’être créé, continuez&nbsp;: il sera marqué «&nbsp;non vérifié&nbsp;».
      </p>
    );
  }
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
      <p class="muted">{mention(verification, organisme)}. Si ce n’est pas le bon, corrigez le numéro.</p>
    </>
  );
}

/** « 14 RUE DES FEUILLANTS 86000 POITIERS, Association déclarée » */
function detail({ adresse, formeJuridique, etat, fermeLe }: Organisme): string {
  const closed = etat === 'ferme' ? `fermé${fermeLe ? ` depuis le ${formatJour(fermeLe as Jour)}` : ''}` : undefined;
  return [adresse, formeJuridique, closed].filter((part) => part !== undefined).join(', ');
}

function mention({ etat, source, le }: Verification, organisme: Organisme | undefined): string {
  const jour = formatJour(jourFromInstant(Temporal.Instant.from(le)));
  if (etat === 'connu' && organisme) return `Selon ${source}, le ${jour}`;
  return etat === 'inconnu'
    ? `Non vérifié${NBSP}: ne figure pas dans ${source} le ${jour}`
    : `Non vérifié${NBSP}: ${source} ne répondait pas le ${jour}`;
}
