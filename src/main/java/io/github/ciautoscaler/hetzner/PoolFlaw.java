package io.github.ciautoscaler.hetzner;

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
    IMAGE
  }
}
