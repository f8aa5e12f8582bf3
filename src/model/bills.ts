/** What the computations of a query took without those that they asked for. */
export interface QueryTiming {
  readonly query: string;
  readonly milliseconds: number;
  readonly answers: number;
}

interface Bill {
  milliseconds: number;
  answers: number;
}

let bills: Map<string, Bill> | undefined;
let billed = 0;

/** Begins to measure what queries take, in all repositories of this process. */
export function billQueries(): void {
  bills = new Map();
}

/** Milliseconds that queries took since they are measured. What lies between two calls is what the queries in between took. */
export const billedMs = (): number => billed;

/** What each query took, the longest first. Empty if that wasn't measured. */
export const queryTimings = (): readonly QueryTiming[] =>
  [...(bills ?? [])].map(([query, bill]) => ({ query, ...bill })).sort((a, b) => b.milliseconds - a.milliseconds);

/** Begins to measure one computation, if they are measured. What closes meanwhile isn't its own. */
export function newBill(): { close(query: string): void } | undefined {
  if (!bills) return undefined;
  const started = performance.now();
  const before = billed;
  return {
    close(query) {
      const whole = performance.now() - started;
      const bill = bills?.get(query) ?? { milliseconds: 0, answers: 0 };
      bill.milliseconds += Math.max(0, whole - (billed - before));
      bill.answers++;
      bills?.set(query, bill);
      billed = before + whole;
    },
  };
}
