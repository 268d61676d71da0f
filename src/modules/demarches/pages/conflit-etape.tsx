import type { ComponentChildren } from 'preact';
import { Alert, Button, ButtonGroup, ErrorSummary, Form, RadioGroup } from '../../../platform/html/index.ts';
import type { FormData } from '../../../platform/http/form.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import { type Organisation, Site } from '../../comptes/index.ts';
import { ValeurLue } from '../champs/valeur-lue.tsx';
import type { Divergence } from '../domain/divergences.ts';
import { tourOf } from '../domain/enregistrements.ts';
import { lireValeur } from '../domain/registre.ts';
import type { Valeur } from '../domain/valeur.ts';
import type { Choix, Conflit, Version } from '../use-cases/reconcile-step.ts';
import type { EtapeLue } from '../use-cases/save-step.ts';
import { nomDeMesDossiers } from './deps.ts';

/** The button of this page; what the form asked for before it came here waits in `SUITE`. */
const CHOISIR = 'choisir';
export const SUITE = '_suite';
/** Of the form of a step. No champ can be called so. */
export const FORMULAIRE = '_formulaire';
export const BASE = '_base';
const VU = '_vu';
const CHOIX = '_choix.';

/** What was chosen on this page; undefined when the form does not come from it. */
export function choixTyped(form: FormData): Choix | undefined {
  if (form.get('action') !== CHOISIR) return undefined;
  const champs = form.names().flatMap((name): [string, Version][] => {
    const version = form.get(name);
    const known = version === 'enregistree' || version === 'ecrite';
    return name.startsWith(CHOIX) && known ? [[name.slice(CHOIX.length), version]] : [];
  });
  return { vu: Number.parseInt(form.get(VU), 10) || 0, champs: new Map(champs) };
}

export type ConflitProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly lue: EtapeLue;
  readonly conflit: Conflit;
  /** A new name for the form of this page. */
  readonly formulaire: string;
  /** What was wrong with the files that came with it. */
  readonly fichiers: readonly string[];
};

/** The same step was saved twice from one start: both answers to each question, and the person chooses. */
export function ConflitDEtape({ contexte, organisation, lue, conflit, formulaire, fichiers }: ConflitProps) {
  const { chrome, form } = contexte;
  const { ouvert, section } = lue;
  const { par, divergences } = conflit;
  const { dossier, definition } = ouvert;
  const href = `/dossiers/${dossier.id}/etapes/${section.id}`;
  const vu = tourOf(dossier.enregistrements, section.id);
  const choix = choixTyped(form);
  const asked = choix?.vu === vu;
  const manque = (champId: string) =>
    asked && !choix.champs.has(champId) ? 'Choisissez la réponse à garder.' : undefined;
  const errors = divergences.flatMap(({ champ }) => {
    const message = manque(champ.id);
    return message ? [{ name: CHOIX + champ.id, message: `${champ.libelle} – ${message}` }] : [];
  });
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Choisir les réponses à garder"
      context={definition.titre}
      invalid={errors.length > 0}
      breadcrumb={[
        { href: `/${organisation.slug}`, label: 'Démarches' },
        { href: '/mes-dossiers', label: nomDeMesDossiers(chrome) },
      ]}
    >
      <ErrorSummary errors={[...errors, ...fichiers.map((message) => ({ message }))]} />
      <p class="muted">
        {definition.titre}, étape «&nbsp;{section.titre}&nbsp;»
      </p>
      <h1>Choisir les réponses à garder</h1>
      <Alert ton="info" live={errors.length === 0} title={`${quiOf(par)} pendant que vous la remplissiez`}>
        <p>
          Rien n’est perdu, et rien n’est encore remplacé. Voici ce qui diffère&nbsp;: choisissez, puis continuez. Le
          reste de votre page est gardé tel quel.
        </p>
      </Alert>
      <Form action={href} jeton={chrome.jeton} id="conflit">
        <Typed form={form} />
        <input type="hidden" name={FORMULAIRE} value={formulaire} />
        <input type="hidden" name={VU} value={vu} />
        <input type="hidden" name={SUITE} value={choix ? form.get(SUITE) : form.get('action')} />
        {divergences.map((divergence) => (
          <RadioGroup
            key={divergence.champ.id}
            name={CHOIX + divergence.champ.id}
            label={divergence.champ.libelle}
            value={
              (asked ? choix.champs.get(divergence.champ.id) : undefined) ??
              (divergence.intacte ? 'enregistree' : undefined)
            }
            error={manque(divergence.champ.id)}
            options={[
              optionOf('enregistree', par ? `Enregistré par ${par}` : 'Déjà enregistré', divergence, lue),
              optionOf(
                'ecrite',
                divergence.intacte ? 'Laissé tel quel dans cette page' : 'Écrit dans cette page',
                divergence,
                lue,
              ),
            ]}
          />
        ))}
        <ButtonGroup>
          <Button name="action" value={CHOISIR}>
            Garder ces réponses et continuer
          </Button>
          <a href={href}>Oublier cette page et voir l’étape enregistrée</a>
        </ButtonGroup>
      </Form>
    </Site>
  );
}

function quiOf(par: string | undefined): string {
  return par
    ? `${par} a enregistré cette étape`
    : 'Cette étape a été enregistrée dans un autre onglet ou un autre appareil';
}

/** Everything that was typed waits in the page, to be sent again with the choice. */
function Typed({ form }: { readonly form: FormData }) {
  const own = form.entries().filter(([name]) => !OURS.has(name) && !name.startsWith(CHOIX));
  return (
    <>
      {own.map(([name, text], index) => (
        <input key={index} type="hidden" name={name} value={text} />
      ))}
    </>
  );
}

const OURS: ReadonlySet<string> = new Set(['_jeton', 'action', FORMULAIRE, VU, SUITE]);

/** The answer itself is what one chooses; what cannot be said in a line is shown under its origin. */
function optionOf(version: Version, origine: string, divergence: Divergence, { ouvert }: EtapeLue) {
  const { champ, enregistree, ecrite, brute } = divergence;
  const { contexte, dossier } = ouvert;
  const valeur: Valeur | undefined = version === 'enregistree' ? enregistree : ecrite;
  const texte = version === 'ecrite' && brute.length > 0 ? brute.join(', ') : undefined;
  const lue =
    texte ?? (valeur === undefined ? 'Pas de réponse' : lireValeur(champ, valeur, contexte, dossier.origines));
  if (typeof lue === 'string' && lue.length <= COURT && !lue.includes('\n')) {
    return { value: version, label: lue, hint: origine as ComponentChildren };
  }
  const hint = texte ?? (
    <ValeurLue champ={champ} valeur={valeur ?? ''} contexte={contexte} origines={dossier.origines} />
  );
  return { value: version, label: origine, hint };
}

/** Characters of an answer that stands as the name of a choice. */
const COURT = 80;
