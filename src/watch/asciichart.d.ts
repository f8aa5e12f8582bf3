declare module 'asciichart' {
  /** Draws finite values as lines of text, as high as asked. */
  export function plot(series: number[], options?: { height?: number; format?: (value: number) => string }): string;
}
