import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import type { ProblemCode, Role, SignalSource } from '#shared/domain';
import { ok, type Result } from '#shared/lib';
import type { DoorParts, HttpParts } from './http-parts.ts';
import type { Problem } from './problem.ts';
import type { WhoIs } from './who-is.ts';

/** Who may ask: anybody, who signed the body, who knows the token in the address, or the operator with this role or a higher one. */
export type Who = 'anybody' | 'signature' | 'address token' | Role;

/** Where a route stands in the manual and in the document: in this order. */
export const TAGS = ['Signals in', 'Looking', 'Acting', 'Settings', 'Window'] as const;
export type Tag = (typeof TAGS)[number];

/** What a handler answers with. Without a type it is JSON. */
export type Sent<Body = unknown> = { readonly status: number; readonly body: Body; readonly type?: string };

/** One request as a handler sees it, its parts read against the route's schemas. */
export type Asked<Params, Query, Body> = {
  readonly parts: HttpParts;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** In whose name it acts, as the journal records it. */
  readonly actor: string;
  readonly traceId: string;
};

/** What a route that reads and writes the request by itself works with. `prove`: the request showed a secret that is right. */
export type Door = {
  readonly parts: DoorParts;
  readonly routes: readonly Route[];
  prove(request: IncomingMessage): void;
  readonly whoIs: WhoIs;
  /** The token that a request shows, or that its ticket stands for. */
  tokenOf(request: FastifyRequest): string | undefined;
};
export type Serve = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> | FastifyReply;

type Answers = Readonly<Record<number, z.ZodType>>;

/** Everything about a route that is not code: what the document and the manual's table are made of. */
type Described = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** With `:name` for parameters. */
  readonly path: string;
  readonly tag: Tag;
  readonly who: Who;
  /** One line, for the document and the manual. */
  readonly summary: string;
  /** Where the manual says more: title and address of a link. */
  readonly more?: readonly [title: string, address: string];
  /** The answers that are no problems, by status. */
  readonly answers: Answers;
  /** The media type of the answers; JSON where there is none. */
  readonly media?: string;
  /** Codes of problems of its own, beside those that every route of its kind has. */
  readonly errors: readonly ProblemCode[];
  /** What is turned away here is counted and shown as a delivery of this source; IN_ADDRESS: of the one that the address names. */
  readonly source?: SignalSource;
  /** Its address may hold a ticket in the place of the token. */
  readonly takesTicket?: true;
  /** Served, and no part of the API. */
  readonly isPage?: true;
};

type Schemas<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** There need be nothing to say: no body is an empty object. */
  readonly mayBeSilent?: true;
};

/** One row of the table of routes. */
export type Route = Described &
  Schemas<z.ZodType, z.ZodType, z.ZodType> & {
    readonly handle?: (asked: Asked<never, never, never>) => Promise<Result<Sent, Problem>>;
    readonly serve?: (door: Door) => Serve;
  };

type Handled<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = Described &
  Schemas<Params, Query, Body> & {
    handle(
      asked: Asked<z.output<Params>, z.output<Query>, z.output<Body>>,
    ): Result<Sent, Problem> | Promise<Result<Sent, Problem>>;
  };

/** A route whose request is read by its schemas and whose answer is a value. */
export const route = <Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  row: Handled<Params, Query, Body>,
): Route => ({ ...row, handle: async (asked) => row.handle(asked) });

/** A route that reads and writes the request by itself. */
export const rawRoute = (
  row: Described & { readonly params?: z.ZodType; readonly query?: z.ZodType; readonly serve: (door: Door) => Serve },
): Route => row;

/** An answer that is no problem. */
export const answer = (body: unknown, status = 200): Result<Sent, Problem> => ok({ status, body });
