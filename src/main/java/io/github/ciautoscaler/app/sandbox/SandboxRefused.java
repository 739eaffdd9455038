package io.github.ciautoscaler.app.sandbox;

import java.util.List;

/** The sandbox does not start beside credentials of real systems. */
final class SandboxRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final List<String> credentials;

  /**
   * @param credentials names and origins, without values
   */
  SandboxRefused(List<String> credentials) {
    super("The sandbox does not start beside the credentials of real systems.");
    this.credentials = List.copyOf(credentials);
  }

  List<String> credentials() {
    return credentials;
  }
}
