package io.github.ciautoscaler.convert;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code --nodes} of the cluster-autoscaler says of one pool. */
record NodeGroup(int min, int max, String serverType, String location, String name) {

  static final int MOST = 1_000_000;

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,7}):(\\d{1,7}):([\\w.-]+):([\\w.-]+):([^:\\s]+)");

  static NodeGroup parse(String spec) {
    Matcher matcher = FORM.matcher(spec.strip());
    if (!matcher.matches()) {
      throw new BadInput(
          "--nodes %s is not MIN:MAX:TYPE:LOCATION:NAME.".formatted(spec),
          "Write it as the cluster-autoscaler has it, as in --nodes 0:10:CPX22:FSN1:workers-fsn1.");
    }
    int min = Integer.parseInt(matcher.group(1));
    int max = Integer.parseInt(matcher.group(2));
    if (max > MOST) {
      throw new BadInput(
          "--nodes %s has a maximum of %d machines.".formatted(spec, max),
          "Write at most " + MOST + ".");
    }
    if (min > max) {
      throw new BadInput(
          "--nodes %s has a minimum, %d, above its maximum, %d.".formatted(spec, min, max),
          "The minimum comes first: exchange the two.");
    }
    return new NodeGroup(min, max, small(matcher, 3), small(matcher, 4), matcher.group(5));
  }

  /** Hetzner knows small letters alone. */
  private static String small(Matcher matcher, int group) {
    return matcher.group(group).toLowerCase(Locale.ROOT);
  }

  /** As {@code imagesForArch} has it. */
  String architecture() {
    return serverType.startsWith("cax") ? "arm64" : "amd64";
  }
}
