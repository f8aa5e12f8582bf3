declare module 'asciichart' {
  /** Draws finite values as lines of text. `height`: in lines. */
  export function plot(series: number[], options?: { height?: number; format?: (value: number) => string }): string;
}
