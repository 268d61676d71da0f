import {
  Button,
  EmailField,
  ErrorSummary,
  Form,
  PhoneField,
  RadioGroup,
  summaryErrors,
  TextArea,
  TextField,
} from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatTelephone } from '../../../values/telephone.ts';
import { CHAMPS_MENTIONS, type Mentions, type MentionsErrors, mentionsOf } from '../domain/mentions.ts';
import { agentAccess } from '../policies.ts';
import { saveMentions } from '../use-cases/save-mentions.ts';
import { Administration, administrationOf, type LieuAdministration } from './administration.tsx';
import type { ComptesDeps } from './deps.ts';

/** Contact and legal mentions of an organisation, as its public pages show them. */
export function mentionsPages(deps: ComptesDeps): readonly Page[] {
  return [
    {
      path: '/administration/:organisation/mentions',
      access: agentAccess,
      async GET(contexte) {
        const lieu = await administrationOf(deps, contexte);
        return page(<PageMentions {...lieu} saisie={saisieOf(mentionsOf(lieu.organisation))} erreurs={{}} />);
      },
      POST: (contexte) => change(deps, contexte),
    },
  ];
}

type Saisie = { readonly [champ in keyof MentionsErrors]?: string };

function saisieOf(mentions: Mentions): Saisie {
  return { ...mentions, ...(mentions.telephone ? { telephone: formatTelephone(mentions.telephone) } : {}) };
}

async function change(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const lieu = await administrationOf(deps, contexte);
  const saisie: Saisie = Object.fromEntries(CHAMPS_MENTIONS.map((champ) => [champ, contexte.form.get(champ)]));
  const saved = await saveMentions(deps, lieu.agent, saisie);
  if (!saved.ok) return page(<PageMentions {...lieu} saisie={saisie} erreurs={saved.error} />, 422);
  deps.annuaire.forget(lieu.organisation);
  return redirect(`${lieu.base}/mentions`, { type: 'succes', message: 'Les mentions sont enregistrées.' });
}

type MentionsProps = LieuAdministration & { readonly saisie: Saisie; readonly erreurs: MentionsErrors };

function PageMentions({ saisie, erreurs, ...lieu }: MentionsProps) {
  const invalid = Object.keys(erreurs).length > 0;
  const inOrder = Object.fromEntries(CHAMPS_MENTIONS.map((champ) => [champ, erreurs[champ]]));
  const field = (name: keyof MentionsErrors) => ({
    name,
    value: saisie[name],
    error: erreurs[name],
  });
  const voir = `/${lieu.organisation.slug}`;
  return (
    <Administration {...lieu} title="Contact et mentions légales" invalid={invalid}>
      <ErrorSummary errors={summaryErrors(inOrder)} />
      <h1>Contact et mentions légales</h1>
      <p>
        Ce que vous écrivez ici paraît sur vos pages <a href={`${voir}/mentions-legales`}>Mentions légales</a>,{' '}
        <a href={`${voir}/donnees-personnelles`}>Données personnelles</a> et{' '}
        <a href={`${voir}/accessibilite`}>Accessibilité</a>. La loi demande tout, sauf ce qui est marqué
        «&nbsp;facultatif&nbsp;». Vous pouvez commencer par une partie, et finir plus tard.
      </p>
      <Form action={`${lieu.base}/mentions`} jeton={lieu.contexte.chrome.jeton}>
        <h2>Contact</h2>
        <EmailField {...field('courriel')} own={false} label="Adresse électronique de l’accueil" />
        <PhoneField {...field('telephone')} label="Téléphone de l’accueil" />
        <TextArea
          {...field('adresse')}
          label="Adresse postale"
          hint="Comme sur une enveloppe. Elle paraît aussi dans les lettres."
          rows={3}
          maxLength={500}
        />
        <h2>Mentions légales</h2>
        <TextField
          {...field('directeur')}
          label="Directeur de la publication"
          hint="Le plus souvent le maire ou le président, avec sa fonction."
          autocomplete="off"
        />
        <TextArea
          {...field('hebergeur')}
          label="Hébergeur"
          hint="Son nom, son adresse et son téléphone."
          rows={3}
          maxLength={500}
        />
        <h2>Données personnelles</h2>
        <EmailField
          {...field('dpo')}
          own={false}
          label="Adresse du délégué à la protection des données"
          hint="Une adresse de service dure plus longtemps que celle d’une personne."
        />
        <h2>Accessibilité</h2>
        <RadioGroup
          name="accessibilite"
          label="État de conformité au RGAA"
          value={saisie.accessibilite}
          error={erreurs.accessibilite}
          options={[
            { value: 'non', label: 'Non conforme', hint: 'Tant qu’aucun audit n’a été fait.' },
            { value: 'partiellement', label: 'Partiellement conforme', hint: 'La moitié des critères au moins.' },
            { value: 'totalement', label: 'Totalement conforme' },
          ]}
        />
        <TextArea
          {...field('audit')}
          optional
          label="Audit"
          hint="Qui l’a fait, quand, et le taux de conformité. Attendu dès que le service est conforme, même en partie."
          rows={3}
          maxLength={500}
        />
        <EmailField
          {...field('courrielAccessibilite')}
          own={false}
          optional
          label="Adresse pour signaler un défaut d’accessibilité"
          hint="Celle de l’accueil, si vous n’en donnez pas d’autre."
        />
        <Button>Enregistrer</Button>
      </Form>
    </Administration>
  );
}
