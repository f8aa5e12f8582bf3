import { type Attack, attacksOn, textOf } from './attacks';
import { subjectOf } from './steps';

/** More steps than any linear search of the texts below takes. */
const most = 6_000_000;

/** A text that takes four times the steps when it is twice as long; undefined where none of those tried does. */
export function slowText(source: string, flags: string): Attack | undefined {
  const subject = subjectOf(source, flags);
  if (!/[*+]|,\}/.test(source)) return undefined;
  const grows = (attack: Attack, times: number, factor: number): boolean => {
    const once = subject.steps(textOf(attack, times), most);
    const twice = subject.steps(textOf(attack, times * 2), most);
    return twice > factor * once || twice >= most;
  };
  const slow = (attack: Attack): boolean => grows(attack, 10, 2.3) && grows(attack, 100, 2.8) && grows(attack, 800, 2.8);
  return attacksOn(subject).find(slow);
}
