package io.github.ciautoscaler.fleet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Node's spec.providerID says of its server: Hetzner's cloud controller and the older ones
 * write {@code hcloud://4711}. K3s writes {@code k3s://name}, which says nothing.
 */
final class ProviderId {

  private static final Pattern SERVER =
      Pattern.compile("(?:hcloud|hetzner|hetzner-cloud)://(?:.*/)?([0-9]{1,18})/?");

  private ProviderId() {}

  /** The server's id; null where none is said. */
  static @Nullable Long server(@Nullable String providerId) {
    if (providerId == null) {
      return null;
    }
    Matcher matcher = SERVER.matcher(providerId.strip());
    return matcher.matches() ? Long.valueOf(matcher.group(1)) : null;
  }
}
