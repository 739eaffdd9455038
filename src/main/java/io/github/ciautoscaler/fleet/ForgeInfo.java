package io.github.ciautoscaler.fleet;

import java.util.Set;

/**
 * What the forge is and can.
 *
 * @param version as it says itself
 */
public record ForgeInfo(String flavour, String version, Set<Capability> capabilities) {

  /** What rules rest on, and not every forge has. */
  public enum Capability {
    /** Its queued and running jobs can be listed. */
    JOB_LIST,
    /** A running job names its runner: without that no runner is known to be free. */
    JOB_NAMES_RUNNER,
    /**
     * A runner can be kept from taking jobs (Gitea from 1.26): the safe termination rests on it.
     */
    DISABLE_RUNNER,
    /** A runner may end with its first job. */
    EPHEMERAL_RUNNERS,
    /** Runners of a repository, an owner or the whole forge. */
    RUNNER_SCOPES,
    /** Its runners can be listed and deleted (Forgejo from 15). */
    RUNNER_LIST,
    /**
     * We see the runners of every scope: one that is not listed is not there. Without it a
     * machine's runner may be one that we do not see, with a job that we do not see.
     */
    EVERY_RUNNER,
    /** Jobs that wait for others can be counted. */
    BLOCKED_JOBS
  }

  public ForgeInfo {
    capabilities = Set.copyOf(capabilities);
  }

  public boolean can(Capability capability) {
    return capabilities.contains(capability);
  }
}
