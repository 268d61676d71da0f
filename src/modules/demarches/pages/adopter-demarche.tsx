import {
  Button,
  ButtonGroup,
  Checkbox,
  ErrorSummary,
  Fieldset,
  Form,
  InsetText,
  MoneyField,
  SummaryList,
  Tag,
  TextArea,
  TextField,
} from '../../../platform/html/index.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { Administration, type LieuAdministration } from '../../comptes/index.ts';
import type { Parametre } from '../domain/chargement/parametres.ts';
import type { Definition } from '../domain/definition.ts';
import { controlesDe, type ParametresSaisis } from '../domain/parametres-saisis.ts';
import type { DemarcheAdoptee } from '../storage/demarches.ts';
import type { ErreursDePublication } from '../use-cases/publish-from-catalogue.ts';

export type AdopterProps = LieuAdministration & {
  readonly nom: string;
  readonly definition: Definition;
  readonly adoptee: DemarcheAdoptee | undefined;
  /** The catalogue changed since it was published. */
  readonly depassee: boolean;
  readonly parametres: readonly Parametre[];
  readonly saisis: ParametresSaisis;
  readonly erreurs: ErreursDePublication | undefined;
};

/** One démarche of the catalogue: what the organisation sets, and whether people may use it. */
export function AdopterDemarche({
  nom,
  definition,
  adoptee,
  depassee,
  parametres,
  saisis,
  erreurs,
  ...lieu
}: AdopterProps) {
  const { jeton } = lieu.contexte.chrome;
  const path = `${lieu.base}/demarches/${nom}`;
  return (
    <Administration
      {...lieu}
      title={definition.titre}
      context="Administration"
      breadcrumb={[{ href: `${lieu.base}/demarches`, label: 'Démarches' }]}
      invalid={erreurs !== undefined}
    >
      {erreurs && (
        <ErrorSummary
          errors={[
            ...parametres.flatMap(({ id, libelle }) => {
              const message = erreurs.parametres[id];
              return message ? [{ message: `${libelle.split(',')[0]} – ${message}`, name: `p.${id}` }] : [];
            }),
            ...erreurs.generales.map((message) => ({ message })),
          ]}
        />
      )}
      <h1>{definition.titre}</h1>
      <p>{definition.resume}</p>
      <Etat {...lieu} nom={nom} adoptee={adoptee} path={path} />
      {depassee && (
        <InsetText>
          <p>
            Le catalogue a changé depuis votre publication. Relisez vos réglages, puis publiez pour offrir son texte
            d’aujourd’hui.
          </p>
        </InsetText>
      )}
      <h2>Ce qui vous est propre</h2>
      <p>
        {adoptee ? '' : 'Ce qui est vide n’appartient qu’à vous\u00a0; le reste est proposé, à relire. '}Ce que vous
        publiez vaut pour les demandes à venir&nbsp;: un dossier reste sur la version avec laquelle il a été commencé.
      </p>
      <Form action={path} jeton={jeton} label="Réglages de la démarche">
        {parametres.map((parametre) => (
          <Reglage
            key={parametre.id}
            parametre={parametre}
            saisis={saisis}
            erreur={erreurs?.parametres[parametre.id]}
          />
        ))}
        <Button name="action" value="publier">
          {adoptee ? 'Publier ces réglages' : 'Publier la démarche'}
        </Button>
      </Form>
    </Administration>
  );
}

type EtatProps = LieuAdministration & {
  readonly nom: string;
  readonly adoptee: DemarcheAdoptee | undefined;
  readonly path: string;
};

function Etat({ contexte, organisation, nom, adoptee, path }: EtatProps) {
  if (!adoptee) return <EtatDemarche adoptee={adoptee} />;
  const adresse = `/${organisation.slug}/demarches/${nom}`;
  const close = adoptee.statut === 'close';
  return (
    <>
      <SummaryList
        label="État de la démarche"
        rows={[
          {
            label: 'État',
            value: <EtatDemarche adoptee={adoptee} />,
          },
          { label: 'Version', value: `${adoptee.numero}, du ${formatInstant(adoptee.publishedAt)}` },
          { label: 'Adresse', value: <a href={adresse}>{adresse}</a> },
        ]}
      />
      <Form action={path} jeton={contexte.chrome.jeton} label="Ouverture de la démarche">
        <ButtonGroup>
          <Button kind="secondaire" name="action" value={close ? 'rouvrir' : 'clore'}>
            {close ? 'Rouvrir la démarche' : 'Clore la démarche'}
          </Button>
        </ButtonGroup>
      </Form>
      {!close && (
        <p class="muted">Close, elle reste visible mais ne reçoit plus de demandes. Celles en cours continuent.</p>
      )}
    </>
  );
}

type ReglageProps = {
  readonly parametre: Parametre;
  readonly saisis: ParametresSaisis;
  readonly erreur: string | undefined;
};

function Reglage({ parametre, saisis, erreur }: ReglageProps) {
  const { id, libelle, aide } = parametre;
  const field = { name: `p.${id}`, label: libelle, hint: aide, value: saisis[id], error: erreur };
  switch (parametre.type) {
    case 'texte':
      return parametre.valeur.length > 60 ? (
        <TextArea {...field} rows={3} />
      ) : (
        <TextField {...field} autocomplete="off" />
      );
    case 'nombre':
      return <TextField {...field} width={5} inputmode="decimal" autocomplete="off" />;
    case 'montant':
      return <MoneyField {...field} />;
    case 'choix':
      return (
        <TextArea
          {...field}
          hint={[aide, 'Un choix par ligne.'].filter(Boolean).join(' ')}
          rows={parametre.valeur.length + 2}
        />
      );
    case 'grille':
      return <Grille field={field} saisis={saisis} lignes={parametre.valeur.tranches.length} id={id} />;
  }
}

type GrilleProps = {
  readonly field: {
    readonly name: string;
    readonly label: string;
    readonly hint: string | undefined;
    readonly error: string | undefined;
  };
  readonly saisis: ParametresSaisis;
  readonly lignes: number;
  readonly id: string;
};

const AIDE_GRILLE =
  'Une par ligne\u00a0: à partir de quel quotient, moins de quel quotient, et le prix en euros. La dernière n’a pas de fin\u00a0: «\u00a01800 | | 5,10\u00a0». Un prix unique s’écrit «\u00a00 | | 3,50\u00a0». Vous pouvez coller les trois colonnes d’un tableur.';

function Grille({ field, saisis, lignes, id }: GrilleProps) {
  const noms = controlesDe(id);
  return (
    <Fieldset legend={field.label}>
      <TextArea {...field} label="Les tranches" value={saisis[id]} hint={AIDE_GRILLE} rows={lignes + 2} />
      <MoneyField
        name={`p.${noms.cout}`}
        label="Coût du service par usager"
        hint="Aucun prix ne peut le dépasser."
        value={saisis[noms.cout]}
        optional
      />
      <MoneyField
        name={`p.${noms.majoration}`}
        label="Majoration sans réservation"
        value={saisis[noms.majoration]}
        optional
      />
      <Checkbox
        name={`p.${noms.aide}`}
        label="Nous demandons l’aide de l’État au tarif social"
        hint={'Trois tranches au moins, une à 1\u00a0€ au plus.'}
        value="oui"
        checked={saisis[noms.aide] === 'oui'}
      />
    </Fieldset>
  );
}

export function EtatDemarche({ adoptee }: { readonly adoptee: DemarcheAdoptee | undefined }) {
  if (!adoptee || adoptee.statut === 'depubliee') return <Tag text="Non publiée" />;
  return adoptee.statut === 'close' ? <Tag text="Close" ton="attention" /> : <Tag text="Publiée" ton="succes" />;
}
