package io.github.ciautoscaler.bootstrap;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Kubernetes, as an API server or the tag of an image says it. */
record KubeVersion(String text) {

  /** How many minor versions a kubelet may be behind the API server. */
  private static final int MOST_BEHIND = 3;

  private static final Pattern NUMBERS = Pattern.compile("^v?1\\.(\\d{1,4})(?!\\d)");

  OptionalInt minor() {
    Matcher numbers = NUMBERS.matcher(text);
    return numbers.find()
        ? OptionalInt.of(Integer.parseInt(numbers.group(1)))
        : OptionalInt.empty();
  }

  /** Why a kubelet of this version does not fit that cluster; empty where it does, or may. */
  Optional<String> whyNoKubeletOf(KubeVersion cluster) {
    if (minor().isEmpty() || cluster.minor().isEmpty()) {
      return Optional.empty();
    }
    int ahead = minor().getAsInt() - cluster.minor().getAsInt();
    if (ahead <= 0 && ahead >= -MOST_BEHIND) {
      return Optional.empty();
    }
    return Optional.of(
        "the kubelet would be "
            + text
            + " and the cluster is "
            + cluster.text
            + ": a kubelet must not be newer than the API server, nor more than "
            + MOST_BEHIND
            + " minor versions older");
  }
}
