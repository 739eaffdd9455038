package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.ForgeScope;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the API has what belongs to a part of the forge, and what a token needs there. */
record Rights(ForgeScope scope) {

  private static final String API = "/api/v1/";

  private static final Pattern PATH =
      Pattern.compile(
          ".*/api/v1/(?:(?<admin>admin)|orgs/(?<org>[^/?#]+)|(?<user>user)"
              + "|repos/(?<repo>[^/?#]+/[^/?#]+))/.*");

  /** Of whoever this call, or this address, asks about; empty where it is about nobody. */
  static Optional<Rights> ofCall(@Nullable String call) {
    Matcher path = PATH.matcher(call == null ? "" : call);
    return path.matches() ? Optional.of(new Rights(scope(path))) : Optional.empty();
  }

  private static ForgeScope scope(Matcher path) {
    if (path.group("org") != null) {
      return new ForgeScope(ForgeScope.Kind.ORG, path.group("org"));
    }
    if (path.group("repo") != null) {
      return new ForgeScope(ForgeScope.Kind.REPO, path.group("repo"));
    }
    return path.group("user") == null ? ForgeScope.ADMIN : new ForgeScope(ForgeScope.Kind.USER, "");
  }

  /** The API's path for what belongs to it, without a slash at its end. */
  String root() {
    return API
        + switch (scope.kind()) {
          case ADMIN -> "admin";
          case ORG -> "orgs/" + scope.name();
          case USER -> "user";
          case REPO -> "repos/" + scope.name();
        };
  }

  String actions() {
    return root() + "/actions";
  }

  /** After an answer that says that the token is wrong. */
  String whoseToken() {
    return scope.isAdmin()
        ? "is GITEA_ADMIN_TOKEN right?"
        : "is the token right, in FORGE_SCOPE_TOKENS or else GITEA_ADMIN_TOKEN?";
  }

  /** After an answer that says that the token may not. */
  String needs() {
    return switch (scope.kind()) {
      case ADMIN -> "the token needs the scope write:admin, and its user must be site admin";
      case ORG ->
          "the token needs the scope write:organization, and its user must own the organisation";
      case USER ->
          "the token needs the scope write:user, for private repositories too, and must be of that"
              + " user";
      case REPO ->
          "the token needs the scope write:repository, and its user must administer the repository";
    };
  }

  /** After an answer that says that there is no such thing: what may not be seen looks alike. */
  String maybeGone() {
    return switch (scope.kind()) {
      case ADMIN -> "";
      case ORG -> "is the organisation renamed or deleted? Then mend FORGE_SCOPES; else " + needs();
      case USER -> needs();
      case REPO ->
          "is the repository renamed, deleted, or without Actions? Then mend FORGE_SCOPES; else "
              + needs();
    };
  }
}
