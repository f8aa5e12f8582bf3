import { join } from 'node:path';
import { collectRun, type GroupedFile, type Run, type RunCollector, type RunGroup, readInto } from '../runs';
import { createLiveFile, type LiveFile } from './live-file';
import { createTail, type Tail } from './tail';

/** One run that is followed while it is running. */
export interface Session {
  readonly path: string;
  /** Reads what was added to its files. `notes`: what a person should know, such as that a log started over. */
  look(): Promise<{ readonly grew: boolean; readonly notes: readonly string[] }>;
  /** Follows more files of the run. */
  add(files: readonly GroupedFile[]): void;
  /** The run as known so far. */
  run(): Run;
  /** Lets the readers finish, and gives the run as if nothing more came. */
  end(): Promise<Run>;
}

interface Followed {
  readonly grouped: GroupedFile;
  readonly tail: Tail;
  live: LiveFile;
  reading: Promise<void>;
}

/** `root`: absolute folder that the paths of the group are relative to. `documents`: files that are rewritten as a whole. */
export function createSession(root: string, group: RunGroup, documents: RegExp): Session {
  let collector = collectRun(group.path);
  const followed = new Map<string, Followed>();

  function add(files: readonly GroupedFile[]): void {
    for (const grouped of files) {
      const { path } = grouped.file;
      if (followed.has(path)) continue;
      followed.set(path, { grouped, tail: createTail(join(root, path), documents.test(path)), ...begin(grouped, collector) });
    }
  }

  async function stop(): Promise<void> {
    for (const each of followed.values()) {
      await finish(each);
      await each.tail.close();
    }
  }

  /** A document was rewritten: nothing that was read from it holds any longer, so the whole run is read again. */
  async function restart(): Promise<void> {
    await stop();
    collector = collectRun(group.path);
    const files = [...followed.values()].map(({ grouped }) => grouped);
    followed.clear();
    add(files);
  }

  async function look(): Promise<{ grew: boolean; notes: string[] }> {
    const notes: string[] = [];
    let grew = false;
    for (const [path, each] of [...followed]) {
      // What a program adds meanwhile is for the next look: it may never pause.
      let rest = await each.tail.unread();
      for (let step = await each.tail.look(); step.kind === 'grown' || step.kind === 'restarted'; step = await each.tail.look()) {
        grew = true;
        if (step.kind === 'grown') {
          rest -= step.bytes.length;
          each.live.push(step.bytes);
          await Promise.race([each.live.drained(), each.reading]);
          if (rest <= 0) break;
        } else if (documents.test(path)) {
          await restart();
          await look();
          return { grew, notes };
        } else {
          notes.push(`${path} was ${step.why}. Reading it again from the start.`);
          await finish(each);
          Object.assign(each, begin(each.grouped, collector));
          rest = await each.tail.unread();
        }
      }
    }
    return { grew, notes };
  }

  add(group.files);
  return {
    path: group.path,
    look,
    add,
    run: () => currentOf(collector.run()),
    async end() {
      await stop();
      return currentOf(collector.run());
    },
  };
}

/** Starts a reader that waits for what is pushed. */
function begin(grouped: GroupedFile, collector: RunCollector): Pick<Followed, 'live' | 'reading'> {
  const live = createLiveFile(grouped.file.path, grouped.file.size);
  return { live, reading: readInto(collector, { ...grouped, file: live }) };
}

async function finish({ live, reading }: Followed): Promise<void> {
  live.end();
  await reading;
}

/** What a log that started over holds now: of the series with one name in one file, the one that was read last. */
function currentOf(run: Run): Run {
  const latest = new Map(run.series.map((series) => [`${series.file}|${series.kind}|${series.name}`, series]));
  if (latest.size === run.series.length) return run;
  const series = [...latest.values()];
  const furthest = (of: 'step' | 'epoch'): number | undefined => {
    const values = series.flatMap(({ kind, closing }) => (kind === 'history' ? (closing[of] ?? []) : []));
    return values.length > 0 ? Math.max(...values) : undefined;
  };
  return { ...run, series, reached: { step: furthest('step'), epoch: furthest('epoch') } };
}
