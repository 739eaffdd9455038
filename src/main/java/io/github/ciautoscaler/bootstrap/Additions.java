package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.fleet.Secret;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the owner adds to the user-data that makes a machine join. cloud-init does all of it before
 * the machine joins: files first, then swap and packages, then commands.
 *
 * @param commands each is run by a shell of its own, so that none ends the others
 * @param swapBytes 0 for none
 */
public record Additions(
    List<String> packages, List<File> files, List<Secret> commands, long swapBytes) {

  public static final Additions NONE = new Additions(List.of(), List.of(), List.of(), 0);

  /** Where swap lies on a machine. */
  public static final String SWAP_FILE = "/swapfile";

  /** What we write ourselves, or make sense of. */
  private static final Pattern OURS =
      Pattern.compile(
          "/etc/ci-autoscaler(/.*)?|.*/[^/]*ci-autoscaler[^/]*|/etc/rancher/rke2/config\\.yaml");

  public Additions {
    packages = List.copyOf(packages);
    files = List.copyOf(files);
    commands = List.copyOf(commands);
  }

  /**
   * @param permissions octal, as in 0644
   * @param content may hold a password
   */
  public record File(String path, String permissions, Secret content) {}

  public boolean hasSwap() {
    return swapBytes > 0;
  }

  /** Whether a file at this path would be in the way of ours. */
  public static boolean isOurs(String path) {
    return OURS.matcher(path).matches();
  }
}
