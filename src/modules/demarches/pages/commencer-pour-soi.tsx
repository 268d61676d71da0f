import { Alert, Button, EmailField, Form, FranceConnectButton, YesNo } from '../../../platform/html/index.ts';
import type { Contexte } from '../../../platform/http/page.ts';
import type { Source, SourcePersonne } from '../domain/source.ts';

/** A source that may be asked here, with what is granted: the consent page asks for nothing else. */
export type Demandee = {
  readonly source: SourcePersonne;
  readonly finalite: string;
  readonly scopes: readonly string[];
  readonly presentation: string;
};

export const SANS_FRANCECONNECT =
  'Vous agissez pour une autre personne\u00a0: FranceConnect donnerait votre identité, et non la sienne. Continuez sans FranceConnect.';

/** After the address of the page, in the link that is sent from it. */
export const AVEC_UN_LIEN = '?avec=lien';

type PourSoiProps = Pick<Contexte, 'chrome' | 'form'> & {
  readonly action: string;
  readonly demandees: readonly Demandee[];
  readonly erreurs: Readonly<Record<string, string>>;
};

/** The two ways for a person to begin: FranceConnect, or an e-mail link that leads straight to the first question. */
export function PourSoi({ chrome, form, action, demandees, erreurs }: PourSoiProps) {
  const choisies = demandees.filter(({ scopes }) => scopes.length > 0);
  const connecte = chrome.principal.type === 'usager';
  const mandat = actsForAnother(chrome);
  return (
    <>
      {chrome.principal.type === 'agent' && (
        <Alert ton="info">
          Vous êtes connecté comme agent. Pour une démarche personnelle, vous allez vous identifier comme usager.
        </Alert>
      )}
      {mandat ? (
        <Alert ton="info">{SANS_FRANCECONNECT}</Alert>
      ) : (
        <>
          <h2>Avec FranceConnect, moins à remplir</h2>
          <Form action={action} jeton={chrome.jeton}>
            <input type="hidden" name="avec" value="franceconnect" />
            {choisies.map(({ source, finalite, presentation }) => (
              <YesNo
                key={source.id}
                name={nomAccord(source)}
                label={`Pouvons-nous demander ces informations à ${source.nom}, à votre place\u00a0?`}
                hint={`${presentation}. ${finalite} Votre demande sera traitée de la même façon si vous préférez les fournir.`}
                value={form.get(nomAccord(source))}
                error={erreurs[nomAccord(source)]}
              />
            ))}
            <FranceConnectButton />
          </Form>
        </>
      )}
      {!mandat && <h2>Sans FranceConnect</h2>}
      <p>Vous remplirez tout vous-même et joindrez les justificatifs demandés.</p>
      {connecte ? (
        <Form action={action} jeton={chrome.jeton}>
          <Button kind="secondaire">Commencer sans FranceConnect</Button>
        </Form>
      ) : (
        <Form action="/connexion/lien" jeton={chrome.jeton}>
          <input type="hidden" name="retour" value={`${action}${AVEC_UN_LIEN}`} />
          <EmailField
            name="email"
            label="Votre adresse électronique"
            hint="Nous y envoyons un lien, valable 15 minutes dans ce navigateur, pour commencer."
          />
          <Button kind="secondaire">Recevoir un lien pour commencer</Button>
        </Form>
      )}
    </>
  );
}

export function nomAccord(source: Source): string {
  return `accord.${source.id}`;
}

export function actsForAnother({ principal }: Pick<Contexte, 'principal'>): boolean {
  return principal.type === 'usager' && principal.auteur !== undefined;
}
