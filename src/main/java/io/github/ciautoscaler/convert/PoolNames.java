package io.github.ciautoscaler.convert;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Makes names of pools of what others call theirs: small letters, digits and {@code -}. */
final class PoolNames {

  private static final int LONGEST = 40;

  private final Set<String> taken = new HashSet<>();

  /**
   * @param place where it stands, for whoever must mend it
   */
  String next(String given, String place) {
    String name =
        given.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    if (name.isEmpty() || name.length() > LONGEST) {
      throw new BadInput(
          "%s names '%s', of which no pool's name can be made.".formatted(place, given),
          "Give it a name of at most %d small letters, digits and -.".formatted(LONGEST));
    }
    if (!taken.add(name)) {
      throw new BadInput(
          "%s names '%s', and a pool before it is called %s.".formatted(place, given, name),
          "Give each of them a name of its own.");
    }
    return name;
  }
}
