package io.github.ciautoscaler.kubernetes;

/** No usable cluster is configured. The message says what was looked for and how to mend it. */
public final class ClusterNotFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClusterNotFound(String message) {
    super(message);
  }
}
