import {
  BoardSchema,
  type Board,
  type Claim,
  ClaimResponse,
  ConfigResponse,
  type CreateInvite,
  type InviteLook,
  InviteLookResponse,
  type OpenInvite,
  OpenInviteSchema,
  PROBLEM_STATUS,
  ProblemSchema,
  type ProblemTag,
  type Seats,
  SeatsResponse,
} from "@mendboard/shared/http";
import type { BoardId, InviteId, MemberId } from "@mendboard/shared/ids";
import { err, ok, type Result } from "@mendboard/shared/result";
import * as v from "valibot";

/** Why a call did not give what it was asked for. `unreachable`: no answer came; whether the server acted is unknown. */
export type ApiError =
  | { readonly tag: ProblemTag }
  | { readonly tag: "unreachable" }
  | { readonly tag: "unexpected-answer" };

/** Long enough for a train, short enough that a person is told in time. */
const REQUEST_TIMEOUT_MS = 20_000;

export const createBoard = (): Promise<Result<Board, ApiError>> =>
  call("POST", "/api/boards", BoardSchema, {});

export const readSeats = (): Promise<Result<Seats, ApiError>> => call("GET", "/api/boards", SeatsResponse);

export const readBoard = (board: BoardId): Promise<Result<Board, ApiError>> =>
  call("GET", `/api/boards/${board}`, BoardSchema);

export const createInvite = (board: BoardId, invite: CreateInvite): Promise<Result<OpenInvite, ApiError>> =>
  call("POST", `/api/boards/${board}/invites`, OpenInviteSchema, invite);

export const voidInvite = (board: BoardId, invite: InviteId): Promise<Result<void, ApiError>> =>
  call("DELETE", `/api/boards/${board}/invites/${invite}`, NOTHING);

/** Look at an invitation as often as one likes; nothing is used up. */
export const lookAtInvite = (auth: string): Promise<Result<InviteLook, ApiError>> =>
  call("POST", "/api/invites/look", InviteLookResponse, { auth });

/** Join. When the answer is lost on the way, the same device may ask again until it confirms. */
export const claimInvite = (auth: string): Promise<Result<Claim, ApiError>> =>
  call("POST", "/api/invites/claim", ClaimResponse, { auth });

/** The keys are stored on this device: the server deletes its sealed copy. */
export const confirmInvite = (board: BoardId, invite: InviteId): Promise<Result<void, ApiError>> =>
  call("POST", `/api/boards/${board}/invites/${invite}/confirm`, NOTHING, {});

/** Step off a board that was joined by mistake. */
export const stepOff = (board: BoardId, member: MemberId): Promise<Result<void, ApiError>> =>
  call("DELETE", `/api/boards/${board}/members/${member}`, NOTHING);

export const readConfig = () => call("GET", "/api/config", ConfigResponse);

const NOTHING = v.pipe(
  v.unknown(),
  v.transform((): void => undefined),
);

async function call<Schema extends v.GenericSchema>(
  method: "GET" | "POST" | "DELETE",
  path: string,
  schema: Schema,
  body?: unknown,
): Promise<Result<v.InferOutput<Schema>, ApiError>> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(path, {
      method,
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    answer = response.status === 204 ? undefined : await response.json();
  } catch {
    // A network that is gone, an answer cut short, or a page of somebody's proxy: for a person they are one thing.
    return err({ tag: "unreachable" });
  }
  if (!response.ok) return err({ tag: problemTag(answer) });
  const parsed = v.safeParse(schema, answer);
  return parsed.success ? ok(parsed.output) : err({ tag: "unexpected-answer" });
}

function problemTag(answer: unknown): ProblemTag | "unexpected-answer" {
  const problem = v.safeParse(ProblemSchema, answer);
  const tag = problem.success ? problem.output.type.replace("/problems/", "") : "";
  return isProblemTag(tag) ? tag : "unexpected-answer";
}

const isProblemTag = (tag: string): tag is ProblemTag => Object.hasOwn(PROBLEM_STATUS, tag);
