const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Lets no signal end the process while `act` writes, so that no temporary file stays and no file is half done. A signal that arrives
 * meanwhile ends the process afterwards, as it would have. Elsewhere nothing handles these signals: they end the process at once,
 * also in the midst of a long computation, and a shell reports 130, 143, or 129.
 */
export async function undisturbed<Result>(act: () => Result): Promise<Result> {
  const arrived: NodeJS.Signals[] = [];
  const note = (signal: NodeJS.Signals): void => {
    arrived.push(signal);
  };
  for (const signal of ending) process.on(signal, note);
  try {
    return act();
  } finally {
    // Node hands over signals between two rounds of its event loop.
    await new Promise((done) => setImmediate(done));
    for (const signal of ending) process.off(signal, note);
    const [first] = arrived;
    if (first !== undefined) process.kill(process.pid, first);
  }
}
