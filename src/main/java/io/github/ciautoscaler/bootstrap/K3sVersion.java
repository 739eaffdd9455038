package io.github.ciautoscaler.bootstrap;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a cluster's version says to whoever joins it as a K3s agent.
 *
 * @param text as the API server says it, for example v1.34.2+k3s1
 */
record K3sVersion(String text) {

  private static final Pattern NUMBERS = Pattern.compile("^v?1\\.(\\d{1,4})\\.(\\d{1,4})");
  private static final Map<Integer, Integer> FIRST_PATCHES = Map.of(23, 17, 24, 11, 25, 7, 26, 2);

  /** Whether it is a release of K3s at all. */
  boolean isK3s() {
    return text.contains("+k3s") || text.contains("-k3s");
  }

  /**
   * Whether its agents may join by a bootstrap token (source: K3s' documentation of {@code k3s
   * token}: v1.23.17, v1.24.11, v1.25.7, v1.26.2). A version that nobody can read is taken as new.
   */
  boolean takesBootstrapTokens() {
    Matcher numbers = NUMBERS.matcher(text);
    if (!isK3s() || !numbers.find()) {
      return true;
    }
    int minor = Integer.parseInt(numbers.group(1));
    int patch = Integer.parseInt(numbers.group(2));
    return minor > 26 || patch >= FIRST_PATCHES.getOrDefault(minor, Integer.MAX_VALUE);
  }
}
