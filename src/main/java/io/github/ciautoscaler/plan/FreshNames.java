package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.FleetState;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Draws server names, with eight digits as the original's, and token ids, from the observation's
 * random bits.
 */
final class FreshNames {

  private static final String TOKEN_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int TOKEN_LENGTH = 6;

  private final FleetState fleet;
  private final SplittableRandom random;
  private final Set<String> used = new HashSet<>();

  FreshNames(FleetState fleet) {
    this.fleet = fleet;
    this.random = new SplittableRandom(fleet.seen().run().entropy());
  }

  /**
   * @param prefix of the pool's
   */
  String next(String prefix) {
    if (used.isEmpty()) {
      addKnown();
    }
    String name;
    do {
      name = String.format(Locale.ROOT, "%s-%08x", prefix, random.nextInt());
    } while (!used.add(name));
    return name;
  }

  /** At the first launch only: most passes launch nothing. */
  private void addKnown() {
    fleet.machines().forEach(machine -> used.add(machine.name()));
    used.addAll(fleet.seen().stored().launches().pending().keySet());
  }

  String token() {
    StringBuilder token = new StringBuilder(TOKEN_LENGTH);
    for (int i = 0; i < TOKEN_LENGTH; i++) {
      token.append(TOKEN_ALPHABET.charAt(random.nextInt(TOKEN_ALPHABET.length())));
    }
    return token.toString();
  }
}
