class TooFar extends Error {
  constructor(public readonly mm: number) {
    super(`too far: ${mm}\n`);
    this.name = 'TooFar';
  }
}

function measure(): number {
  const mm = sonar.mm();
  if (mm > 500) throw new TooFar(mm);
  return mm;
}

try {
  // 也许太远
  log(measure());
} catch (error) {
  if (error instanceof TooFar) log(error.mm, error.message);
  else throw error;
} finally {
  car.stop();
}

try { measure(); } catch { log('没有看到'); }
try {
  measure();
} finally { // 总要停
  car.stop();
}
