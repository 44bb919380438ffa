import { Worker } from 'node:worker_threads';

export interface PoolLimits {
  workers: number;
  /** Jobs that wait at most; those that go first are not counted. */
  waiting: number;
  /** Milliseconds a job waits at most. */
  patience: number;
  /** Milliseconds a job takes at most; then its worker ends and another one takes its place. */
  deadline: number;
  /** Megabytes of a worker's heap. */
  memory: number;
}

/** Too many jobs wait already, or this one has waited too long. Nobody has looked at it. */
export class PoolBusy extends Error {
  override readonly name = 'PoolBusy';
}

/** The job took more time or memory than it may: its worker was ended. */
export class JobAborted extends Error {
  override readonly name = 'JobAborted';
}

/** What a worker answers; before its first job it says `ready`. */
export type WorkerReply<Result> = 'ready' | { result: Result } | { fault: string };

interface Task<Job, Result> {
  job: Job;
  transfer: readonly ArrayBuffer[];
  timer: NodeJS.Timeout;
  resolve(result: Result): void;
  reject(error: Error): void;
}

export interface RunOptions {
  /** Goes before all others and is never turned away: for what was let in, and limited, elsewhere. */
  urgent?: boolean;
  /** Memory of the job that is handed over instead of copied. */
  transfer?: readonly ArrayBuffer[];
}

export interface PoolOptions {
  /** A file of JavaScript: a worker knows no other loader than its own. */
  file: URL;
  workerData: unknown;
  limits: PoolLimits;
  onProblem(error: unknown): void;
}

/** Between two starts of a worker that does not come up, ms. */
const restartPause = 1000;

/**
 * Worker threads that do one job at a time each, behind a bounded queue. Whatever a job does, it costs its caller a rejection and
 * the pool one worker for as long as another takes to start.
 */
export class WorkerPool<Job, Result> {
  readonly #options: PoolOptions;
  readonly #workers = new Set<Worker>();
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Task<Job, Result>>();
  readonly #urgent: Task<Job, Result>[] = [];
  readonly #waiting: Task<Job, Result>[] = [];
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    for (let started = 0; started < options.limits.workers; started += 1) this.#start();
  }

  /** @throws PoolBusy, JobAborted, or an Error for what went wrong inside the worker */
  run(job: Job, { urgent = false, transfer = [] }: RunOptions = {}): Promise<Result> {
    const { waiting, patience } = this.#options.limits;
    if (this.#closed) return Promise.reject(new PoolBusy('the pool is closed'));
    if (!urgent && this.#waiting.length >= waiting) return Promise.reject(new PoolBusy('the queue is full'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(task), patience);
      const task: Task<Job, Result> = { job, transfer, timer, resolve, reject };
      (urgent ? this.#urgent : this.#waiting).push(task);
      this.#next();
    });
  }

  /** Jobs under way or waiting. */
  get size(): number {
    return this.#busy.size + this.#urgent.length + this.#waiting.length;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const task of [...this.#urgent.splice(0), ...this.#waiting.splice(0), ...this.#busy.values()])
      this.#settle(task, () => task.reject(new PoolBusy('the pool is closed')));
    this.#busy.clear();
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  #start(): void {
    if (this.#closed) return;
    const { file, workerData, limits } = this.#options;
    const resourceLimits = { maxOldGenerationSizeMb: limits.memory, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };
    let cameUp = false;
    const worker = new Worker(file, { workerData, resourceLimits, execArgv: [] });
    // A portal that ends does not wait for it.
    worker.unref();
    this.#workers.add(worker);
    worker.on('message', (reply: WorkerReply<Result>) => {
      cameUp = true;
      this.#answered(worker, reply);
    });
    worker.on('error', (error: NodeJS.ErrnoException) => this.#broke(worker, error));
    worker.on('exit', () => this.#ended(worker, cameUp));
  }

  #next(): void {
    while (this.#idle.length > 0) {
      const task = this.#urgent.shift() ?? this.#waiting.shift();
      const worker = task && this.#idle.pop();
      if (!task || !worker) return;
      clearTimeout(task.timer);
      task.timer = setTimeout(() => this.#overran(worker, task), this.#options.limits.deadline);
      this.#busy.set(worker, task);
      worker.postMessage(task.job, task.transfer);
    }
  }

  #settle(task: Task<Job, Result>, how: () => void): void {
    clearTimeout(task.timer);
    how();
  }

  #giveUp(task: Task<Job, Result>): void {
    for (const queue of [this.#urgent, this.#waiting]) {
      const at = queue.indexOf(task);
      if (at !== -1) queue.splice(at, 1);
    }
    task.reject(new PoolBusy('waited too long'));
  }

  #answered(worker: Worker, reply: WorkerReply<Result>): void {
    const task = this.#busy.get(worker);
    this.#busy.delete(worker);
    if (!this.#workers.has(worker)) return;
    if (task && reply !== 'ready')
      this.#settle(task, () =>
        'result' in reply ? task.resolve(reply.result) : task.reject(new Error(`in a worker: ${reply.fault}`)),
      );
    this.#idle.push(worker);
    this.#next();
  }

  #overran(worker: Worker, task: Task<Job, Result>): void {
    this.#busy.delete(worker);
    this.#workers.delete(worker);
    task.reject(new JobAborted(`no result within ${this.#options.limits.deadline} ms`));
    void worker.terminate();
  }

  #broke(worker: Worker, error: NodeJS.ErrnoException): void {
    const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    const task = this.#busy.get(worker);
    this.#busy.delete(worker);
    if (task) this.#settle(task, () => task.reject(memory ? new JobAborted('out of memory') : error));
    this.#options.onProblem(error);
  }

  #ended(worker: Worker, cameUp: boolean): void {
    this.#workers.delete(worker);
    const at = this.#idle.indexOf(worker);
    if (at !== -1) this.#idle.splice(at, 1);
    const task = this.#busy.get(worker);
    this.#busy.delete(worker);
    if (task) this.#settle(task, () => task.reject(new Error('a worker ended before it answered')));
    // One that cannot come up is tried again and again, but not all the time.
    setTimeout(() => this.#start(), cameUp ? 0 : restartPause).unref();
  }
}
