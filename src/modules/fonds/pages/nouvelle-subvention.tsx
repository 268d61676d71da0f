import {
  Button,
  ButtonGroup,
  DateFields,
  ErrorSummary,
  Fieldset,
  Form,
  MoneyField,
  NumberField,
  Select,
  summaryErrors,
  TextField,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { newId, parseId } from '../../../values/ids.ts';
import { jourFromInstant } from '../../../values/jour.ts';
import { inEuros } from '../../../values/montant.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import { findDossier } from '../../demarches/index.ts';
import { nomDEnveloppe } from '../domain/nom-enveloppe.ts';
import { couvre } from '../domain/simulation.ts';
import { TYPES_BENEFICIAIRE } from '../domain/subvention.ts';
import { assertMayPropose } from '../policies.ts';
import { type Candidature, findCandidature } from '../storage/candidatures.ts';
import { type EnveloppeListee, listEnveloppes } from '../storage/enveloppes.ts';
import { axeOfDispositif } from '../storage/sessions.ts';
import { proposeSubvention } from '../use-cases/propose-subvention.ts';
import type { FondsDeps } from './deps.ts';
import { type RegistreDeps, refusDEtablissement } from './etablissement-ouvert.ts';
import { type Erreurs, fieldsOf, typedMontant } from './formulaire.ts';
import { navigationOf } from './navigation.ts';
import { PartageFields } from './partage.tsx';
import { readProposition } from './read-proposition.ts';

const TITRE = 'Proposer une subvention';

/** Proposes a subvention: typed, or for a dossier (`?dossier=…`). */
export function nouvelleSubventionPages(deps: FondsDeps & RegistreDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/subventions/nouvelle',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      async POST(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        assertMayPropose(agent);
        const lu = readProposition(contexte.form, deps.clock);
        if (!lu.ok) return show(deps, contexte, lu.error);
        const { siret } = lu.value.beneficiaire;
        const ferme = await refusDEtablissement(deps, agent, { siret, objet: TITRE, cle: lu.value.cle });
        if (ferme !== undefined) return show(deps, contexte, { siret: ferme });
        const proposed = await proposeSubvention(deps, agent, lu.value);
        if (!proposed.ok) {
          const { dossier, ...erreurs } = proposed.error;
          return show(deps, contexte, dossier ? { enveloppe: dossier } : { ...erreurs });
        }
        return redirect(`/fonds/${organisation.slug}/subventions/${proposed.value}`, {
          type: 'succes',
          message: 'La subvention est proposée, ses crédits sont réservés.',
        });
      },
    },
  ];
}

async function show(deps: FondsDeps, contexte: Contexte, erreurs: Erreurs): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayPropose(agent);
  const asked = parseId<'Dossier'>(contexte.form.get('dossier') || (contexte.query.get('dossier') ?? ''));
  const { enveloppes, dossier, candidature } = await deps.db.read(porteeOf(agent), async (tx) => {
    const found = asked.ok ? await findCandidature(tx, asked.value) : undefined;
    const demande = found?.organisationId === organisation.id ? found : undefined;
    const all = await listEnveloppes(tx, organisation.id);
    return {
      enveloppes: demande ? quiPeuvent(all, demande, await axeOfDispositif(tx, demande.dispositifId)) : all,
      dossier: asked.ok ? await findDossier(tx, asked.value) : undefined,
      candidature: demande,
    };
  });
  const invalid = Object.values(erreurs).some(Boolean);
  const view = (
    <Nouvelle
      contexte={contexte}
      agent={agent}
      organisation={organisation}
      cle={contexte.form.get('cle') || newId(deps.clock, deps.random)}
      enveloppes={enveloppes}
      dossier={dossier?.organisationId === organisation.id ? dossier : undefined}
      candidature={candidature}
      erreurs={erreurs}
      invalid={invalid}
    />
  );
  return page(view, invalid ? 422 : 200);
}

/** Those of its axis that are spent where it is: a fund may have a hundred of them. */
function quiPeuvent(
  enveloppes: readonly EnveloppeListee[],
  { beneficiaire }: Candidature,
  axe: string | undefined,
): readonly EnveloppeListee[] {
  return enveloppes.filter(({ axeId, territoire }) => axeId === axe && couvre(territoire, beneficiaire));
}

type NouvelleProps = {
  readonly contexte: Contexte;
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly cle: string;
  readonly enveloppes: readonly EnveloppeListee[];
  readonly dossier:
    | { readonly id: string; readonly numero: string | null; readonly demandeur: string | null }
    | undefined;
  /** What was asked, to begin with. */
  readonly candidature: Candidature | undefined;
  readonly erreurs: Erreurs;
  readonly invalid: boolean;
};

const TYPES = Object.entries(TYPES_BENEFICIAIRE).map(([value, label]) => ({ value, label }));

function Nouvelle({
  contexte,
  agent,
  organisation,
  cle,
  enveloppes,
  dossier,
  candidature,
  erreurs,
  invalid,
}: NouvelleProps) {
  const { chrome, form } = contexte;
  const base = `/fonds/${organisation.slug}/subventions`;
  const { champ, date } = fieldsOf(form, erreurs);
  const connu = connuDe(candidature);
  const purses = enveloppes.map((enveloppe) => ({
    value: enveloppe.id,
    label: `${nomDEnveloppe(enveloppe)} (${inEuros(enveloppe.soldes.disponible)} disponibles)`,
  }));
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={TITRE}
      navigation={navigationOf(agent)}
      breadcrumb={[{ href: base, label: 'Subventions' }]}
      invalid={invalid}
    >
      <ErrorSummary errors={summaryErrors(erreurs)} />
      <h1>{TITRE}</h1>
      {dossier && <p>Elle répond au dossier n° {dossier.numero}.</p>}
      <Form action={`${base}/nouvelle`} jeton={chrome.jeton}>
        <input type="hidden" name="cle" value={cle} />
        {dossier && <input type="hidden" name="dossier" value={dossier.id} />}
        <Select {...champ('enveloppe')} label="Enveloppe" options={purses} />
        <Fieldset legend="Bénéficiaire">
          <TextField {...champ('siret', connu.siret)} label="Numéro SIRET" inputmode="numeric" width={20} />
          <TextField {...champ('nom', connu.nom ?? dossier?.demandeur ?? '')} label="Nom du bénéficiaire" />
          <Select {...champ('type', connu.type)} label="Type de bénéficiaire" options={TYPES} />
          <TextField
            {...champ('code', connu.code)}
            label="Code du département"
            hint="Pour une région, son code : 75 pour la Nouvelle-Aquitaine."
            width={4}
          />
          <NumberField {...champ('population', connu.population)} label="Population" optional />
        </Fieldset>
        <Fieldset legend="Projet">
          <TextField {...champ('objet', connu.objet)} label="Objet" hint="Il sera publié. 256 caractères au plus." />
          <DateFields {...date('demandeRecue', connu.demandeRecue)} label="Date de réception de la demande" />
          <DateFields {...date('commencement')} label="Date de commencement du projet, s’il a commencé" optional />
          <DateFields {...date('finPrevue', connu.finPrevue)} label="Fin prévue du projet" />
        </Fieldset>
        <Fieldset legend="Plan de financement">
          <MoneyField {...champ('cout', connu.cout)} label="Coût du projet en euros" />
          <MoneyField {...champ('assiette', connu.assiette)} label="Dépense subventionnable en euros" />
          <NumberField {...champ('taux')} label="Taux en %" decimal unit="%" width={5} />
          <MoneyField {...champ('montant', connu.montant)} label="Montant de la subvention en euros" />
          <MoneyField {...champ('autresAides', connu.autresAides)} label="Autres aides publiques en euros" optional />
          <MoneyField
            {...champ('financementsPrives', connu.financementsPrives)}
            label="Financements privés en euros"
            optional
          />
          <TextField
            {...champ('derogation')}
            label="Dérogation à la participation minimale de 20 %"
            hint="Par exemple « Formation, hors investissement »."
            optional
          />
        </Fieldset>
        <Fieldset legend="Partage avec d’autres collectivités">
          <PartageFields fields={{ champ }} />
        </Fieldset>
        <ButtonGroup>
          <Button>Proposer la subvention</Button>
          <a href={base}>Revenir aux subventions</a>
        </ButtonGroup>
      </Form>
    </Site>
  );
}

/** What the request says already, as it is typed: the agent corrects what instruction found. */
function connuDe(candidature: Candidature | undefined) {
  if (!candidature) return {};
  const { beneficiaire, objet, fin, depositedAt } = candidature;
  const { siret, nom, type, departement, region, population } = beneficiaire;
  return {
    siret,
    nom,
    type,
    code: (type === 'region' ? region : departement) ?? '',
    population: population === null ? '' : String(population),
    objet,
    demandeRecue: jourFromInstant(depositedAt),
    finPrevue: fin,
    cout: typedMontant(candidature.cout),
    assiette: typedMontant(candidature.assiette),
    montant: typedMontant(candidature.demande),
    autresAides: typedMontant(candidature.autresAides),
    financementsPrives: typedMontant(candidature.financementsPrives),
  };
}
