import type { ComponentChildren } from 'preact';

export type TimelineEvent = {
  readonly title: string;
  /** As people read it, e.g. « 24 novembre 2026 à 14 h 30 ». */
  readonly when: string;
  /** The same for machines (ISO 8601). */
  readonly datetime: string;
  /** Who did it. */
  readonly actor?: string | undefined;
  readonly children?: ComponentChildren | undefined;
  /** `actuel` for where things stand, `a-venir` for what the law or the calendar announces. */
  readonly state?: 'passe' | 'actuel' | 'a-venir' | undefined;
};

export type TimelineProps = { readonly events: readonly TimelineEvent[] };

/** The life of a dossier, in the order given. */
export function Timeline({ events }: TimelineProps) {
  return (
    <ol class="timeline">
      {events.map((event) => (
        <li
          key={`${event.datetime} ${event.title}`}
          class={event.state ?? 'passe'}
          aria-current={event.state === 'actuel' ? 'step' : undefined}
        >
          <p class="timeline-title">
            {event.title}
            {event.state === 'a-venir' && <span class="muted"> (à venir)</span>}
          </p>
          <p class="muted">
            <time dateTime={event.datetime}>{event.when}</time>
            {event.actor && ` · ${event.actor}`}
          </p>
          {event.children && <div class="timeline-body">{event.children}</div>}
        </li>
      ))}
    </ol>
  );
}
