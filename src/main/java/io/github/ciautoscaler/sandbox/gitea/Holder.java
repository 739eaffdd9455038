package io.github.ciautoscaler.sandbox.gitea;

import io.github.ciautoscaler.fleet.ForgeScope;
import java.util.Locale;
import java.util.Set;

/**
 * Who has a token, and what it was made for.
 *
 * @param rights of the token, such as {@code write:organization}; {@code all} is every one
 * @param owns names of the owners that are the user's, in small letters
 */
public record Holder(String login, boolean siteAdmin, Set<String> rights, Set<String> owns) {

  public Holder {
    rights = Set.copyOf(rights);
    owns = Set.copyOf(owns);
  }

  /** Somebody who is no administrator of the forge, and owns this. */
  public static Holder owner(String login, String right, String owner) {
    return new Holder(login, false, Set.of(right), Set.of(owner));
  }

  /** Whether the token may do so; to write includes to read. */
  boolean may(String level, String what) {
    return rights.contains("all")
        || rights.contains("write:" + what)
        || rights.contains(level + ":" + what);
  }

  boolean owns(ForgeScope scope) {
    return siteAdmin
        || login.toLowerCase(Locale.ROOT).equals(ownerOf(scope))
        || owns.contains(ownerOf(scope));
  }

  private static String ownerOf(ForgeScope scope) {
    return scope.name().replaceFirst("/.*", "");
  }
}
