package io.github.ciautoscaler.app.loop;

import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.reconcile.Randomness;
import java.security.SecureRandom;

/** Names and tokens from the operating system's random source. */
public final class SystemRandomness implements Randomness {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 16;

  private final SecureRandom random = new SecureRandom();

  @Override
  public long nextLong() {
    return random.nextLong();
  }

  @Override
  public Secret tokenSecret() {
    StringBuilder secret = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      secret.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new Secret(secret.toString());
  }
}
