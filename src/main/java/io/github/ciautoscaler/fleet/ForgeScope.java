package io.github.ciautoscaler.fleet;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of the forge whose jobs and runners are looked at: all of it, what one owner has, or one
 * repository. The forge compares names without regard to case.
 *
 * @param name of the owner, or owner and name with a slash between, in small letters; empty for all
 */
public record ForgeScope(Kind kind, String name) {

  /** The whole forge, as a site administrator sees it. */
  public static final ForgeScope ADMIN = new ForgeScope(Kind.ADMIN, "");

  private static final String NAME = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9_.-]{1,100}";

  private static final Pattern FORM =
      Pattern.compile(
          "(?i)(?<all>admin)|(?<kind>org|user):(?<owner>"
              + NAME
              + ")|repo:(?<full>"
              + NAME
              + "/"
              + NAME
              + ")");

  /** Whose it is. */
  public enum Kind {
    ADMIN,
    ORG,
    USER,
    REPO
  }

  public ForgeScope {
    name = name.toLowerCase(Locale.ROOT);
  }

  /**
   * As {@code admin}, {@code org:NAME}, {@code user:NAME} or {@code repo:OWNER/NAME}; null for
   * anything else.
   */
  public static @Nullable ForgeScope parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    if (form.group("all") != null) {
      return ADMIN;
    }
    return form.group("full") != null
        ? new ForgeScope(Kind.REPO, form.group("full"))
        : new ForgeScope(
            Kind.valueOf(form.group("kind").toUpperCase(Locale.ROOT)), form.group("owner"));
  }

  public boolean isAdmin() {
    return kind == Kind.ADMIN;
  }

  /**
   * Whether its jobs come from here.
   *
   * @param repository owner and name; null where nobody says, which only the whole forge covers
   */
  public boolean covers(@Nullable String repository) {
    if (isAdmin()) {
      return true;
    }
    if (repository == null) {
      return false;
    }
    String full = repository.toLowerCase(Locale.ROOT);
    return kind == Kind.REPO ? full.equals(name) : full.startsWith(name + "/");
  }

  /** Whether everything of the other one is of this one, too. */
  public boolean includes(ForgeScope other) {
    return isAdmin() || equals(other) || (other.kind == Kind.REPO && covers(other.name));
  }

  /** As it is written in FORGE_SCOPES. */
  @Override
  public String toString() {
    return isAdmin() ? "admin" : kind.name().toLowerCase(Locale.ROOT) + ":" + name;
  }
}
