import { z } from 'zod';

/**
 * The shapes of CommonGrants v0.4 that we answer with, written from the definitions of the protocol
 * (https://commongrants.org, « Models », « Fields », « Responses »). Strict: a member that the protocol does not have is an
 * error, so a model that has no `customFields` stays as it is.
 */

const utc = z.iso.datetime();
const money = z.strictObject({
  amount: z.string().regex(/^-?[0-9]+\.?[0-9]*$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
const eventBase = { name: z.string(), description: z.string().optional() };
const event = z.discriminatedUnion('eventType', [
  z.strictObject({
    ...eventBase,
    eventType: z.literal('singleDate'),
    date: z.iso.date(),
    time: z.iso.time().optional(),
  }),
  z.strictObject({
    ...eventBase,
    eventType: z.literal('dateRange'),
    startDate: z.iso.date(),
    startTime: z.iso.time().optional(),
    endDate: z.iso.date(),
    endTime: z.iso.time().optional(),
  }),
  z.strictObject({ ...eventBase, eventType: z.literal('other'), details: z.string().optional() }),
]);
const customFields = z.record(
  z.string(),
  z.strictObject({
    name: z.string(),
    fieldType: z.enum(['string', 'number', 'integer', 'boolean', 'object', 'array']),
    schema: z.url().optional(),
    value: z.unknown(),
    description: z.string().optional(),
  }),
);
/** An enumeration that a system may extend: a custom value is only there with `custom`. */
const extensible = <const V extends readonly string[]>(values: V) =>
  z
    .strictObject({
      value: z.enum([...values, 'custom']),
      customValue: z.string().optional(),
      description: z.string().optional(),
    })
    .refine(({ value, customValue }) => (value === 'custom') === (customValue !== undefined));
const identifiers = z.strictObject({
  otherIds: z.record(
    z.string().regex(/^[a-z]+:[a-z]{2}:[a-z]+$/),
    z.strictObject({ registry: z.strictObject({ code: z.string() }), id: z.string().min(1) }),
  ),
});
const timeline = { otherDates: z.record(z.string(), event).optional() };
const metadata = { createdAt: utc, lastModifiedAt: utc };

export const opportunity = z.strictObject({
  id: z.uuid(),
  title: z.string().min(1),
  status: extensible(['forecasted', 'open', 'closed']),
  description: z.string(),
  funding: z
    .strictObject({
      details: z.string().optional(),
      totalAmountAvailable: money.optional(),
      minAwardAmount: money.optional(),
      maxAwardAmount: money.optional(),
      minAwardCount: z.int().optional(),
      maxAwardCount: z.int().optional(),
      estimatedAwardCount: z.int().optional(),
    })
    .optional(),
  keyDates: z.strictObject({ postDate: event.optional(), closeDate: event.optional(), ...timeline }).optional(),
  source: z.url().optional(),
  customFields: customFields.optional(),
  ...metadata,
});

const competition = z.strictObject({
  id: z.uuid(),
  opportunityId: z.uuid(),
  title: z.string().min(1),
  description: z.string().optional(),
  status: extensible(['open', 'closed']),
  keyDates: z.strictObject({ openDate: event.optional(), closeDate: event.optional(), ...timeline }).optional(),
  forms: z.strictObject({ forms: z.record(z.string(), z.unknown()) }),
  ...metadata,
});

export const opportunityDetails = opportunity.extend({ competitions: z.array(competition).optional() });

const orgRef = z.strictObject({ id: z.uuid(), name: z.string().min(1), identifiers: identifiers.optional() });
const orgRefs = z.strictObject({ primary: orgRef, otherOrgs: z.record(z.string(), orgRef).optional() });
const ref = z.strictObject({ id: z.uuid(), title: z.string().min(1) });

export const award = z.strictObject({
  id: z.uuid(),
  title: z.string().min(1),
  identifiers: identifiers.optional(),
  description: z.string(),
  status: extensible(['awarded', 'completed', 'cancelled']),
  funding: z
    .strictObject({
      details: z.string().optional(),
      requestedAmount: money.optional(),
      awardedAmount: money.optional(),
      disbursedAmount: money.optional(),
    })
    .optional(),
  keyDates: z
    .strictObject({ awardDate: event.optional(), periodOfPerformance: event.optional(), ...timeline })
    .optional(),
  opportunity: ref.optional(),
  application: ref.optional(),
  funders: orgRefs.optional(),
  recipientOrganizations: orgRefs.optional(),
  parent: ref.optional(),
  source: z.url().optional(),
  ...metadata,
});

export const application = z.strictObject({
  id: z.uuid(),
  title: z.string().min(1),
  competitionId: z.uuid(),
  opportunityId: z.uuid(),
  formResponses: z.record(z.string(), z.unknown()),
  status: extensible(['inProgress', 'submitted', 'accepted', 'rejected']),
  submittedAt: utc.nullable().optional(),
  customFields: customFields.optional(),
  ...metadata,
});

const success = { status: z.literal(200), message: z.string() };

export const okOf = <T extends z.ZodType>(data: T) => z.strictObject({ ...success, data });

export const paginatedOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    ...success,
    items: z.array(item),
    paginationInfo: z.strictObject({
      page: z.int().min(1),
      pageSize: z.int().min(1),
      totalItems: z.int().optional(),
      totalPages: z.int().optional(),
    }),
  });

/** The protocol's error. Ours is a problem (RFC 9457) too, so it has more members. */
export const erreur = z.looseObject({ status: z.int(), message: z.string(), errors: z.array(z.unknown()) });
