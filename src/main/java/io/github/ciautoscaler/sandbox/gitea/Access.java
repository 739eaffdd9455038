package io.github.ciautoscaler.sandbox.gitea;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may use which part of the API: a token has rights, and its user is somebody. */
final class Access {

  private final Map<String, Holder> holders = new HashMap<>();

  Access(String adminToken, String readOnlyToken) {
    holders.put(adminToken, new Holder("root", true, Set.of("all"), Set.of()));
    holders.put(readOnlyToken, new Holder("root", true, Set.of("read:admin"), Set.of()));
  }

  void grant(String token, Holder holder) {
    holders.put(token, holder);
  }

  Optional<Holder> holder(Request request) {
    return request.token().map(holders::get);
  }

  /** The answer that turns the request to the admin API away; empty where it may go on. */
  Optional<Response> refuse(Request request) {
    return refuse(request, ForgeScope.ADMIN, true, true);
  }

  /**
   * The same for a narrower scope.
   *
   * @param exists whether the forge has such an owner or repository
   * @param ownersOnly whether a reader of its jobs is not enough
   */
  Optional<Response> refuse(Request request, ForgeScope scope, boolean exists, boolean ownersOnly) {
    if (request.token().isEmpty()) {
      return Optional.of(GiteaError.of(401, "token is required", request));
    }
    Holder holder = holder(request).orElse(null);
    if (holder == null) {
      return Optional.of(GiteaError.of(401, "invalid username, password or token", request));
    }
    String level = Set.of("GET", "HEAD").contains(request.method()) ? "read" : "write";
    String what = word(scope.kind());
    if (!holder.may(level, what)) {
      String has = String.join(",", holder.rights());
      return Optional.of(GiteaError.missingScope(level + ":" + what, has, request));
    }
    return refuse(holder, request, scope, exists, ownersOnly);
  }

  private static Optional<Response> refuse(
      Holder holder, Request request, ForgeScope scope, boolean exists, boolean ownersOnly) {
    if (scope.isAdmin()) {
      return holder.siteAdmin()
          ? Optional.empty()
          : Optional.of(GiteaError.of(403, "user should be the site admin", request));
    }
    if (!exists) {
      return Optional.of(GiteaError.of(404, "The target couldn't be found.", request));
    }
    return holder.owns(scope) || !ownersOnly
        ? Optional.empty()
        : Optional.of(GiteaError.of(403, "Must be an organization owner", request));
  }

  private static String word(ForgeScope.Kind kind) {
    return switch (kind) {
      case ADMIN -> "admin";
      case ORG -> "organization";
      case USER -> "user";
      case REPO -> "repository";
    };
  }
}
