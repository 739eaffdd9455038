package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.fleet.Secret;
import java.nio.charset.StandardCharsets;

/** What Hetzner hands to a new server's cloud-init: text of a limited size. */
public final class UserData {

  /** Hetzner refuses more, in bytes. */
  public static final int MAX_BYTES = 32 * 1024;

  private UserData() {}

  static Secret limited(String text, String mend) {
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    if (size > MAX_BYTES) {
      throw new UserDataTooLarge(size, mend);
    }
    return new Secret(text);
  }

  /** More than Hetzner takes; nothing but a shorter configuration mends it. */
  public static final class UserDataTooLarge extends IllegalArgumentException {
    UserDataTooLarge(int size, String mend) {
      super(
          "the user-data has "
              + size
              + " bytes and Hetzner takes at most "
              + MAX_BYTES
              + ": "
              + mend);
    }
  }
}
