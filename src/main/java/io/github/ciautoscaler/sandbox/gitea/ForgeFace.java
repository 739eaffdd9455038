package io.github.ciautoscaler.sandbox.gitea;

import io.github.ciautoscaler.sandbox.wire.Face;
import io.github.ciautoscaler.simulator.ForgeWorld;

/** The forge's API, in the dialect of what it says it is. */
public interface ForgeFace extends Face {

  /** So Gitea and Forgejo write JSON. */
  String JSON = "application/json;charset=utf-8";

  /**
   * @param version what the server says it is, as {@code 1.26.3} or {@code 15.0.9+gitea-1.22.0}
   */
  static ForgeFace of(ForgeWorld forge, String version, String adminToken, String readOnlyToken) {
    return version.contains("+gitea-")
        ? new ForgejoFace(forge, version, adminToken, readOnlyToken)
        : new GiteaFace(forge, version, adminToken, readOnlyToken);
  }

  /**
   * Adds a row whose run and repository are gone, whatever its status. Gitea answers 500 for each
   * page of jobs that it is on; Forgejo's list does not look at either.
   */
  long orphanJob();

  void deleteOrphanJobs();

  /** Its system webhooks. */
  HookRoutes hooks();
}
