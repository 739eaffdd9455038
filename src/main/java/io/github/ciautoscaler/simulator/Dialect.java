package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Job;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which forge the world's is, by its word for its version, and what it tells. A Forgejo names no
 * runner of a job and can disable none; its runners are listed and deleted from 15 on.
 *
 * @param version as it says itself; a Forgejo adds the Gitea that it once grew from
 */
record Dialect(String version) {

  private static final String OF_FORGEJO = "+gitea-";

  /** Forgejo's LTS before it listed runners, and a release that lists them. */
  static final String FORGEJO_11 = "11.0.15+gitea-1.22.0";

  static final String FORGEJO_15 = "15.0.9+gitea-1.22.0";

  boolean isForgejo() {
    return version.contains(OF_FORGEJO);
  }

  private int part(int which) {
    return Integer.parseInt(version.split("[.+]", -1)[which]);
  }

  boolean listsRunners() {
    return !isForgejo() || part(0) >= 15;
  }

  boolean canDisable() {
    return !isForgejo() && (part(0) > 1 || part(1) >= 26);
  }

  ForgeInfo info() {
    Set<Capability> all = EnumSet.allOf(Capability.class);
    if (!canDisable()) {
      all.remove(Capability.DISABLE_RUNNER);
    }
    if (isForgejo()) {
      all.remove(Capability.JOB_NAMES_RUNNER);
      all.remove(Capability.BLOCKED_JOBS);
    }
    if (!listsRunners()) {
      all.remove(Capability.RUNNER_LIST);
      all.remove(Capability.EPHEMERAL_RUNNERS);
    }
    return new ForgeInfo(isForgejo() ? "forgejo" : "gitea", version, all);
  }

  /**
   * Whether a job is in the lists that are asked for: a Forgejo hands out none without labels, and
   * until 13 it gives those alone that ask for nothing but these.
   */
  boolean lists(ForgeJob job, Set<String> labels) {
    return !isForgejo()
        || (!job.labels().isEmpty() && (part(0) >= 14 || labels.containsAll(job.labels())));
  }

  /** A job as this forge lists it. */
  Job listed(ForgeJob job) {
    Job known = job.asListed();
    return isForgejo()
        ? new Job(
            known.id(),
            known.title(),
            known.requirements(),
            null,
            new Job.Run(null, null, known.run().attempt(), null, null))
        : known;
  }
}
