import { PROBLEM_STATUS, type ProblemTag } from "@mendboard/shared/http";
import type { Context } from "hono";

/** An expected failure as RFC 9457 wants it. The title is for developers: the interface has its own words. */
export function problem(c: Context, tag: ProblemTag): Response {
  const status = PROBLEM_STATUS[tag];
  return c.json({ type: `/problems/${tag}`, title: tag.replaceAll("-", " "), status }, status, {
    "Content-Type": "application/problem+json",
  });
}
