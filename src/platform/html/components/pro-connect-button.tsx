import { ConnectButton, type ConnectButtonProps } from './connect-button.tsx';

/** Signing in as an agent or for an organisation. */
export function ProConnectButton({ href }: ConnectButtonProps) {
  return <ConnectButton href={href} brand="ProConnect" aboutHref="https://www.proconnect.gouv.fr/" />;
}
