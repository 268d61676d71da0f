import { ConnectButton, type ConnectButtonProps } from './connect-button.tsx';

/** Signing in as an usager. Shown first; an alternative must stand beside it. */
export function FranceConnectButton({ href }: ConnectButtonProps) {
  return (
    <ConnectButton
      href={href}
      brand="FranceConnect"
      aboutHref="https://franceconnect.gouv.fr/"
      sentence="FranceConnect est la solution proposée par l’État pour sécuriser et simplifier la connexion à vos services en ligne."
    />
  );
}
