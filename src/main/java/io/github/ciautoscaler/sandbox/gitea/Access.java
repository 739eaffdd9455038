package io.github.ciautoscaler.sandbox.gitea;

import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import java.util.Optional;
import java.util.Set;

/** Who may use the admin API: only a site admin's token with the right scope. */
final class Access {

  private final String adminToken;
  private final String readOnlyToken;

  Access(String adminToken, String readOnlyToken) {
    this.adminToken = adminToken;
    this.readOnlyToken = readOnlyToken;
  }

  /** The answer that turns the request away; empty where it may go on. */
  Optional<Response> refuse(Request request) {
    Optional<String> token = request.token();
    if (token.isEmpty()) {
      return Optional.of(GiteaError.of(401, "token is required", request));
    }
    if (token.get().equals(adminToken)) {
      return Optional.empty();
    }
    if (!token.get().equals(readOnlyToken)) {
      return Optional.of(GiteaError.of(401, "invalid username, password or token", request));
    }
    return Set.of("GET", "HEAD").contains(request.method())
        ? Optional.empty()
        : Optional.of(GiteaError.missingScope("write:admin", "read:admin", request));
  }
}
