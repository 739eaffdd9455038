package io.github.ciautoscaler.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the cloud answers a write. */
public sealed interface CloudAnswer {

  /** 201. */
  record Created(CloudServer server, CloudAction action, List<CloudAction> next)
      implements CloudAnswer {}

  /** 200 or 201 with the action that was begun. */
  record Accepted(CloudServer server, CloudAction action) implements CloudAnswer {}

  /**
   * An error.
   *
   * @param status HTTP status
   * @param code the API's error code
   * @param limit the account limit that was reached; null for other errors
   */
  record Refused(int status, String code, String message, @Nullable String limit)
      implements CloudAnswer {
    static Refused of(int status, String code, String message) {
      return new Refused(status, code, message, null);
    }
  }
}
