import {type Task, taskName} from "../engine.js";
import {scancel, squeue} from "./commands.js";
import {hasEnded} from "./endedJob.js";
import {
  endSubmission,
  jobName,
  keepJob,
  openSubmissions,
  type Submission,
  type SubmittedTask
} from "./submission.js";

/** One task that waits or runs somewhere on the cluster. */
export interface InFlight {
  prepared: Task;
  submission: Submission;
  index: number;
  /** Milliseconds at which its job was first seen to have ended. */
  endedAt?: number;
}

/**
 * Takes up what an earlier controller has submitted; tasks whose inputs have changed since are cancelled.
 * @returns the tasks that are on their way, their arrays, and which of these hold tasks of another run.
 * @throws Error when Slurm does not answer: nothing is submitted then, as it may be on its way already.
 */
export async function adopt(
  root: string,
  tasks: readonly Task[]
): Promise<{flying: InFlight[]; open: Submission[]; others: Set<Submission>}> {
  const found = openSubmissions(root);
  const flying: InFlight[] = [];
  const open: Submission[] = [];
  const others = new Set<Submission>();
  if (found.length === 0) return {flying, open, others};
  const queue = await squeue(found.map(jobName));
  const wanted = new Map(tasks.map((prepared) => [taskName(prepared), prepared]));
  const isWanted = (submitted?: SubmittedTask) => submitted && wanted.has(taskName(submitted));
  // The latest first: a task that was lost and submitted again stands in two.
  for (const submission of found.reverse()) {
    const jobs = queue.filter(({name}) => name === jobName(submission));
    if (submission.job === null && jobs.length > 0) keepJob(submission, jobs[0].job);
    const obsolete: string[] = [];
    submission.tasks.forEach((submitted, index) => {
      const prepared = wanted.get(taskName(submitted));
      if (!prepared) return;
      if (prepared.provenance.key !== submitted.key) {
        if (jobs.some((job) => job.index === index && !hasEnded(job.state)))
          obsolete.push(`${submission.job}_${index}`);
      } else if (submission.job !== null && !flying.some((task) => task.prepared === prepared))
        flying.push({prepared, submission, index});
    });
    await scancel(obsolete);
    if (jobs.some((job) => !hasEnded(job.state) && !isWanted(submission.tasks[job.index])))
      others.add(submission);
    if (others.has(submission) || flying.some((task) => task.submission === submission))
      open.push(submission);
    else endSubmission(submission);
  }
  return {flying, open, others};
}
