package io.github.ciautoscaler.forge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Gitea's word for its version tells about what it can. */
enum GiteaVersion {
  /** Before 1.25: no job queue to read. */
  TOO_OLD,
  /** 1.25: runners cannot be disabled. */
  WITHOUT_DISABLE,
  /** 1.26 or newer. */
  WITH_DISABLE,
  /**
   * A build that does not say what it grew from: {@code development}, {@code 1.26.0+dev-7-gabc}.
   */
  UNCLEAR;

  private static final Pattern NUMBERS = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(\\D.*)?");

  static GiteaVersion of(String word) {
    Matcher numbers = NUMBERS.matcher(word.strip());
    if (!numbers.matches()) {
      return UNCLEAR;
    }
    int release = Integer.parseInt(numbers.group(1)) * 10_000 + Integer.parseInt(numbers.group(2));
    // A development build counts from the last tag in its branch, so that it may be far newer.
    if (release <= 10_026 && word.contains("dev")) {
      return UNCLEAR;
    }
    return release >= 10_026 ? WITH_DISABLE : release == 10_025 ? WITHOUT_DISABLE : TOO_OLD;
  }

  /** Whether only a Gitea can be called so. */
  static boolean isRelease(String word) {
    return of(word) != UNCLEAR;
  }
}
