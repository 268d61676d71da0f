import { Button, EmailField, Form, FranceConnectButton, ProConnectButton } from '../../../platform/html/index.ts';

export type MoyensDeConnexionProps = {
  /** Address of the forms: `/connexion` to sign in (again), another to prove a second account. */
  readonly base: string;
  readonly type: 'usager' | 'agent';
  /** Where to come back. */
  readonly retour: string;
  readonly jeton: string;
  /** FranceConnect+ rather than FranceConnect. */
  readonly plus: boolean;
  readonly emailLabel: string;
  readonly email?: string | undefined;
  readonly erreur?: string | undefined;
};

/** Every way to prove who one is, from inside the account. */
export function MoyensDeConnexion(props: MoyensDeConnexionProps) {
  const { base, type, jeton, plus, emailLabel, email, erreur } = props;
  const retour = <input type="hidden" name="retour" value={props.retour} />;
  if (type === 'agent') {
    return (
      <Form action={`${base}/proconnect`} jeton={jeton}>
        {retour}
        <ProConnectButton />
      </Form>
    );
  }
  return (
    <>
      <Form action={`${base}/franceconnect`} jeton={jeton}>
        {retour}
        <FranceConnectButton plus={plus} />
      </Form>
      <Form action={`${base}/lien`} jeton={jeton}>
        {retour}
        <EmailField name="email" label={emailLabel} value={email} error={erreur} />
        <Button kind="secondaire">Recevoir un lien</Button>
      </Form>
    </>
  );
}
