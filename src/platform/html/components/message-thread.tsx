import type { ComponentChildren } from 'preact';
import { fileSize } from './file-words.ts';
import { Icon } from './icon.tsx';
import { VERBATIM } from './verbatim.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

export type Message = {
  readonly id: string;
  readonly author: string;
  /** E.g. « Service Éducation ». */
  readonly role?: string | undefined;
  /** What it is, when it is more than a message: « Recours gracieux ». Said to its author too. */
  readonly nature?: string | undefined;
  /** Written by the person who is reading the page. */
  readonly mine: boolean;
  readonly when: string;
  readonly datetime: string;
  readonly body: string;
  readonly files?: readonly MessageFile[] | undefined;
};

export type MessageFile = {
  readonly href: string;
  readonly name: string;
  readonly bytes: number;
  /** E.g. that no antivirus looked at it. */
  readonly status?: string | undefined;
};

export type MessageThreadProps = {
  readonly messages: readonly Message[];
  readonly empty: ComponentChildren;
};

/** A conversation about a dossier, oldest first. Line breaks of the author are kept. */
export function MessageThread({ messages, empty }: MessageThreadProps) {
  if (messages.length === 0) return <div class="empty">{empty}</div>;
  return (
    <ol class="thread">
      {messages.map((message) => (
        <li key={message.id} id={`message-${message.id}`} class={message.mine ? 'message mine' : 'message'}>
          <p class="message-head">
            <strong>{message.mine ? 'Vous' : message.author}</strong>
            {message.role && !message.mine && <span class="muted">, {message.role}</span>}
            {message.nature && <span class="muted">, {message.nature}</span>}
            <time class="muted" dateTime={message.datetime}>
              {message.when}
            </time>
          </p>
          <div class="multiline" {...VERBATIM}>
            {message.body}
          </div>
          {message.files && message.files.length > 0 && (
            <ul class="message-files">
              {message.files.map((file) => (
                <li key={file.href}>
                  <Icon name="file" />
                  <span>
                    <VisuallyHidden>Pièce jointe&nbsp;: </VisuallyHidden>
                    <a href={file.href} {...VERBATIM}>
                      {file.name}
                    </a>{' '}
                    <span class="muted">
                      ({fileSize(file.bytes)}
                      {file.status && `, ${file.status}`})
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}
