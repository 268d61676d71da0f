import {
  Button,
  DateFields,
  ErrorSummary,
  Form,
  NumberField,
  RadioGroup,
  RequiredNote,
  Select,
  summaryErrors,
  TextArea,
  TextField,
} from '../../../platform/html/index.ts';
import type { FormData } from '../../../platform/http/form.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { agentAccess, lieuDeTravailOf, type Organisation, Site } from '../../comptes/index.ts';
import type { Saisie } from '../domain/declaration.ts';
import {
  ETATS,
  FOURNISSEURS,
  type Habilitation,
  NOMS_DES_ETATS,
  NOMS_DES_FOURNISSEURS,
} from '../domain/habilitation.ts';
import type { DonneesDeps } from '../use-cases/deps.ts';
import { type DemarcheNommee, readHabilitation, readHabilitations } from '../use-cases/list-habilitations.ts';
import { addHabilitation, changeHabilitation, type Refus } from '../use-cases/save-habilitation.ts';
import { cadreDesHabilitations, habilitationsHref } from './habilitations-href.ts';

/** To declare a habilitation as DataPass granted it, and to correct it. */
export function declarationPages(deps: DonneesDeps): readonly Page[] {
  return [
    {
      path: '/administration/:organisation/habilitations/nouvelle',
      access: agentAccess,
      GET: (contexte) => showNew(deps, contexte, {}),
      POST: (contexte) => add(deps, contexte),
    },
    {
      path: '/administration/:organisation/habilitations/:habilitation/modifier',
      access: agentAccess,
      GET: (contexte) => showChange(deps, contexte, undefined),
      POST: (contexte) => change(deps, contexte),
    },
  ];
}

async function showNew(deps: DonneesDeps, contexte: Contexte, erreurs: Refus): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  const { demarches } = await readHabilitations(deps, agent);
  const saisie = saisieOf(contexte.form);
  const view = { contexte, organisation, erreurs, saisie, demarches, titre: 'Ajouter une habilitation' };
  return page(<Declaration {...view} />, isRefused(erreurs) ? 422 : 200);
}

async function add(deps: DonneesDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  const { form } = contexte;
  const demande = { ...saisieOf(form), demarche: form.get('demarche'), fournisseur: form.get('fournisseur') };
  const added = await addHabilitation(deps, agent, organisation.siren, demande);
  if (!added.ok) return showNew(deps, contexte, added.error);
  return redirect(`${habilitationsHref(organisation)}/${added.value}`, {
    type: 'succes',
    message: 'L’habilitation est enregistrée. Ajoutez son jeton, puis essayez-le.',
  });
}

async function showChange(deps: DonneesDeps, contexte: Contexte, erreurs: Refus | undefined): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  const { habilitation } = await readHabilitation(deps, agent, idOf(contexte, 'habilitation'));
  const typed = erreurs !== undefined || contexte.form.names().length > 0;
  const saisie = typed ? saisieOf(contexte.form) : saisieDe(habilitation);
  const view = { contexte, organisation, erreurs: erreurs ?? {}, saisie, titre: 'Modifier l’habilitation' };
  return page(<Declaration {...view} />, erreurs ? 422 : 200);
}

async function change(deps: DonneesDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  const id = idOf(contexte, 'habilitation');
  const changed = await changeHabilitation(deps, agent, organisation.siren, { ...saisieOf(contexte.form), id });
  if (!changed.ok) return showChange(deps, contexte, changed.error);
  return redirect(`${habilitationsHref(organisation)}/${id}`, {
    type: 'succes',
    message: 'La déclaration est modifiée.',
  });
}

function isRefused(erreurs: Refus): boolean {
  return Object.keys(erreurs).length > 0;
}

function saisieOf(form: FormData): Saisie {
  const date = (name: string) => ({
    jour: form.get(`${name}.jour`),
    mois: form.get(`${name}.mois`),
    annee: form.get(`${name}.annee`),
  });
  return {
    datapass: form.get('datapass'),
    etat: form.get('etat'),
    scopes: form.get('scopes'),
    baseLegale: form.get('baseLegale'),
    finalite: form.get('finalite'),
    conservationMois: form.get('conservationMois'),
    siret: form.get('siret'),
    valableDu: date('valableDu'),
    valableJusquau: date('valableJusquau'),
  };
}

function saisieDe(habilitation: Habilitation): Saisie {
  const date = (jour: string) => {
    const [annee = '', mois = '', day = ''] = jour.split('-');
    return { jour: day, mois, annee };
  };
  return {
    datapass: habilitation.datapassId ? String(habilitation.datapassId) : '',
    etat: habilitation.etat,
    scopes: habilitation.scopes.join('\n'),
    baseLegale: habilitation.baseLegale,
    finalite: habilitation.finalite,
    conservationMois: String(habilitation.conservationMois),
    siret: habilitation.siret ?? '',
    valableDu: date(habilitation.valableDu),
    valableJusquau: date(habilitation.valableJusquau),
  };
}

type DeclarationProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly titre: string;
  readonly erreurs: Refus;
  readonly saisie: Saisie;
  /** Present for a new one: afterwards, neither the démarche nor the provider changes. */
  readonly demarches?: readonly DemarcheNommee[];
};

function Declaration({ contexte, organisation, titre, erreurs, saisie, demarches }: DeclarationProps) {
  const { chrome, form } = contexte;
  const invalid = isRefused(erreurs);
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={titre}
      context="Habilitations"
      {...cadreDesHabilitations(organisation, chrome)}
      invalid={invalid}
    >
      {invalid && <ErrorSummary errors={summaryErrors(inOrder(erreurs))} />}
      <h1>{titre}</h1>
      <RequiredNote />
      <Form action={chrome.url.split('?')[0] ?? chrome.url} jeton={chrome.jeton}>
        {demarches && (
          <>
            <Select
              name="demarche"
              label="Démarche"
              options={demarches.map(({ id, titre: label }) => ({ value: id, label }))}
              value={form.get('demarche') || (contexte.query.get('demarche') ?? '')}
              error={erreurs.demarche}
            />
            <RadioGroup
              name="fournisseur"
              label="Fournisseur"
              options={FOURNISSEURS.map((value) => ({ value, label: NOMS_DES_FOURNISSEURS[value] }))}
              value={form.get('fournisseur')}
              error={erreurs.fournisseur}
            />
          </>
        )}
        <NumberField
          name="datapass"
          label="Numéro de la demande DataPass"
          hint="C’est par lui que DataPass nous prévient d’une validation ou d’une révocation."
          value={saisie.datapass}
          error={erreurs.datapass}
          optional
        />
        <Select
          name="etat"
          label="Où en est la demande"
          options={ETATS.map((value) => ({ value, label: NOMS_DES_ETATS[value] }))}
          value={saisie.etat}
          error={erreurs.etat}
        />
        <TextArea
          name="scopes"
          label="Données accordées (scopes)"
          hint="Un par ligne, comme sur l’habilitation. Nous ne demanderons rien d’autre."
          value={saisie.scopes}
          error={erreurs.scopes}
        />
        <TextArea
          name="baseLegale"
          label="Base légale"
          hint={
            'Par exemple\u00a0: article L114-8 du code des relations entre le public et l’administration, et la délibération qui crée le service.'
          }
          rows={3}
          value={saisie.baseLegale}
          error={erreurs.baseLegale}
        />
        <TextArea
          name="finalite"
          label="Finalité"
          hint="À quoi ces données servent dans la démarche."
          rows={3}
          value={saisie.finalite}
          error={erreurs.finalite}
        />
        <NumberField
          name="conservationMois"
          label="Durée de conservation déclarée, en mois"
          hint="Comptée depuis la décision. Ensuite, les réponses venues de cette source sont effacées des dossiers."
          width={3}
          value={saisie.conservationMois}
          error={erreurs.conservationMois}
        />
        <TextField
          name="siret"
          label="SIRET destinataire"
          hint="Seulement si ce n’est pas le siège de votre organisation."
          inputmode="numeric"
          value={saisie.siret}
          error={erreurs.siret}
          optional
        />
        <DateFields name="valableDu" label="Début de validité" value={saisie.valableDu} error={erreurs.valableDu} />
        <DateFields
          name="valableJusquau"
          label="Fin de validité"
          hint="Les administrateurs sont prévenus 90, 30 et 7 jours avant."
          value={saisie.valableJusquau}
          error={erreurs.valableJusquau}
        />
        <Button>Enregistrer</Button>
      </Form>
    </Site>
  );
}

/** As the fields follow each other on the page. */
function inOrder({ demarche, fournisseur, ...rest }: Refus): Readonly<Record<string, string | undefined>> {
  return { demarche, fournisseur, ...rest };
}
