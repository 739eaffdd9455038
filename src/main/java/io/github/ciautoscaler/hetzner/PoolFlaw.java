package io.github.ciautoscaler.hetzner;

import java.util.Locale;

/**
 * What a pool asks for and Hetzner does not have.
 *
 * @param sentence goes on where the setting's name ends
 */
public record PoolFlaw(String pool, About about, String sentence) {

  /** Which of the pool's settings it stands in. */
  public enum About {
    SERVER_TYPES,
    LOCATIONS,
    IMAGE,
    NETWORKS,
    FIREWALLS,
    SSH_KEYS,
    PLACEMENT_GROUP;

    /** As in the file of pools, for example server-types. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
