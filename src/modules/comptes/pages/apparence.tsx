import {
  Alert,
  Button,
  ButtonGroup,
  Emblem,
  ErrorSummary,
  Form,
  RadioGroup,
  summaryErrors,
  Tag,
  TextField,
} from '../../../platform/html/index.ts';
import { parseTheme, type Theme, type ThemeErrors } from '../../../platform/html/theme.ts';
import { themeCss } from '../../../platform/html/theme-css.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { agentAccess } from '../policies.ts';
import { saveTheme } from '../use-cases/save-theme.ts';
import { Administration, administrationOf, type LieuAdministration } from './administration.tsx';
import { agentOf } from './agent-of.ts';
import type { ComptesDeps } from './deps.ts';
import { themeOf } from './site.tsx';

const PATH = '/administration/:organisation/apparence';

/** The look of an organisation: six values, tried on the page itself before they are everybody's. */
export function apparencePages(deps: ComptesDeps): readonly Page[] {
  return [
    {
      path: PATH,
      access: agentAccess,
      async GET(contexte) {
        const lieu = await administrationOf(deps, contexte);
        return page(<Apparence {...lieu} saisie={themeOf(lieu.organisation)} erreurs={{}} />);
      },
      POST: (contexte) => change(deps, contexte),
    },
    {
      // A page may hold no style of its own: the look that is tried comes as a file, from its six values.
      path: `${PATH}/apercu.css`,
      access: agentAccess,
      async GET(contexte) {
        await agentOf(deps, contexte);
        const theme = parseTheme(Object.fromEntries(contexte.query));
        return { type: 'fichier', body: theme.ok ? themeCss(theme.value) : '', contentType: 'text/css; charset=utf-8' };
      },
    },
  ];
}

/** As typed: not always a colour. */
type Saisie = { readonly [champ in keyof Theme]: string };

async function change(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const lieu = await administrationOf(deps, contexte);
  const { form } = contexte;
  const saisie: Saisie = {
    brand: form.get('brand'),
    onBrand: form.get('onBrand'),
    accent: form.get('accent'),
    onAccent: form.get('onAccent'),
    font: form.get('font'),
    radius: form.get('radius'),
  };
  if (form.get('action') === 'apercu') {
    const read = parseTheme(saisie);
    if (read.ok) return page(<Apparence {...lieu} saisie={saisie} essai={read.value} erreurs={{}} />);
    return page(<Apparence {...lieu} saisie={saisie} erreurs={read.error} />, 422);
  }
  const saved = await saveTheme(deps, lieu.agent, saisie);
  if (!saved.ok) return page(<Apparence {...lieu} saisie={saisie} erreurs={saved.error} />, 422);
  deps.annuaire.forget(lieu.organisation);
  return redirect(`${lieu.base}/apparence`, { type: 'succes', message: 'L’apparence est enregistrée.' });
}

type ApparenceProps = LieuAdministration & {
  readonly saisie: Saisie;
  readonly essai?: Theme;
  readonly erreurs: ThemeErrors;
};

const COULEURS = [
  { champ: 'brand', label: 'Couleur principale', hint: 'Le bandeau et les boutons.' },
  { champ: 'onBrand', label: 'Texte sur la couleur principale' },
  { champ: 'accent', label: 'Couleur d’accent', hint: 'De petites marques\u00a0: l’étape en cours, l’emblème.' },
  { champ: 'onAccent', label: 'Texte sur la couleur d’accent' },
] as const;

function Apparence({ saisie, essai, erreurs, ...lieu }: ApparenceProps) {
  const path = `${lieu.base}/apparence`;
  const invalid = Object.keys(erreurs).length > 0;
  const tried = essai && { theme: essai, href: `${path}/apercu.css?${new URLSearchParams(Object.entries(essai))}` };
  return (
    <Administration {...lieu} title="Apparence" invalid={invalid} essai={tried}>
      <ErrorSummary errors={summaryErrors(erreurs)} />
      {tried && (
        <Alert ton="info">Cette page est habillée des valeurs proposées. Elles ne sont pas encore enregistrées.</Alert>
      )}
      <h1>Apparence</h1>
      <p>
        Le contraste est vérifié&nbsp;: ce que tout le monde ne peut pas lire est refusé, avec une couleur proche qui se
        lit. Le reste, thème sombre compris, s’en déduit.
      </p>
      <Form id="apparence" action={path} jeton={lieu.contexte.chrome.jeton}>
        {COULEURS.map(({ champ, label, ...more }) => (
          <TextField
            key={champ}
            name={champ}
            label={label}
            {...more}
            value={saisie[champ]}
            error={erreurs[champ]}
            width={10}
            autocomplete="off"
            spellcheck={false}
          />
        ))}
        <RadioGroup
          name="font"
          label="Police"
          value={saisie.font}
          error={erreurs.font}
          options={[
            { value: 'lisible', label: 'Lisible', hint: 'Atkinson Hyperlegible, dessinée pour qui voit mal.' },
            { value: 'classique', label: 'Classique', hint: 'Des titres à empattements.' },
            { value: 'systeme', label: 'De l’appareil', hint: 'Celle que chacun a déjà\u00a0: rien à télécharger.' },
          ]}
        />
        <RadioGroup
          name="radius"
          label="Coins"
          inline
          value={saisie.radius}
          error={erreurs.radius}
          options={[
            { value: 'droit', label: 'Droits' },
            { value: 'doux', label: 'Doux' },
            { value: 'rond', label: 'Ronds' },
          ]}
        />
        <ButtonGroup>
          <Button name="action" value="enregistrer">
            Enregistrer
          </Button>
          <Button kind="secondaire" name="action" value="apercu">
            Voir l’aperçu
          </Button>
        </ButtonGroup>
      </Form>
      <h2>Ce que voient les usagers</h2>
      <p class="identity">
        <Emblem name={lieu.organisation.nom} />
        <span>{lieu.organisation.nom}</span>
      </p>
      <p>
        Un texte courant, <a href={`/${lieu.organisation.slug}`}>un lien</a>, et des états&nbsp;:{' '}
        <Tag text="Déposé" ton="info" /> <Tag text="Accepté" ton="succes" />
      </p>
      <Alert ton="succes">Votre demande est déposée.</Alert>
    </Administration>
  );
}
