package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 of a body, in hexadecimal digits, as both forges sign their deliveries. */
final class Signature {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "sha256=";
  private static final int DIGITS = 64;

  private Signature() {}

  /** In constant time, whichever secret fits. */
  static boolean isOfAny(List<Secret> secrets, byte[] body, String shown) {
    byte[] given = bytes(shown);
    boolean found = false;
    for (Secret secret : secrets) {
      found |= MessageDigest.isEqual(of(secret, body), given);
    }
    return found;
  }

  /** Nothing that any body has where it is no such text. */
  private static byte[] bytes(String shown) {
    String digits = shown.startsWith(PREFIX) ? shown.substring(PREFIX.length()) : shown;
    boolean fits = digits.length() == DIGITS && digits.chars().allMatch(HexFormat::isHexDigit);
    return fits ? HexFormat.of().parseHex(digits.toLowerCase(Locale.ROOT)) : new byte[0];
  }

  private static byte[] of(Secret secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
