package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.fleet.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What Hetzner hands to a new server's cloud-init: text of a limited size. */
public final class UserData {

  /** Hetzner refuses more, in bytes. */
  public static final int MAX_BYTES = 32 * 1024;

  private UserData() {}

  /**
   * The owner's own user-data in place of ours.
   *
   * @throws IllegalArgumentException when it is not base64 of UTF-8 text, is empty or too large
   */
  public static Secret custom(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the cloud-init is not valid base64");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.isBlank() || text.indexOf('\uFFFD') >= 0) {
      throw new IllegalArgumentException(
          "the cloud-init is not base64 of a text: encode it with 'base64 -w0 <file>'");
    }
    return limited(text);
  }

  static Secret limited(String text) {
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    if (size > MAX_BYTES) {
      throw new UserDataTooLarge(size);
    }
    return new Secret(text);
  }

  /** More than Hetzner takes; nothing but a shorter configuration mends it. */
  public static final class UserDataTooLarge extends IllegalArgumentException {
    UserDataTooLarge(int size) {
      super(
          "the user-data has "
              + size
              + " bytes and Hetzner takes at most "
              + MAX_BYTES
              + ": shorten K3S_AGENT_ARGS or HCLOUD_CLOUD_INIT");
    }
  }
}
