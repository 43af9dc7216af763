import {scancel, squeue} from "./commands.js";
import {endSubmission, jobName, openSubmissions} from "./submission.js";

/** Cancels every job of a project that waits or runs; how many arrays that were. */
export async function cancelJobs(root: string): Promise<number> {
  const open = openSubmissions(root);
  if (open.length === 0) return 0;
  const known = await squeue(open.map(jobName));
  const jobs = new Set(known.map(({job}) => String(job)));
  await scancel([...jobs]);
  for (const submission of open) endSubmission(submission);
  return open.length;
}
