package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The token of an Authorization header. */
final class Bearer {

  private static final String SCHEME = "Bearer ";

  private Bearer() {}

  /** In constant time, whatever the lengths and whichever of them it is. */
  static boolean isOneOf(@Nullable String header, List<Secret> tokens) {
    boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String sent = bearer && header != null ? header.substring(SCHEME.length()).strip() : "";
    // A header's bytes come as Latin-1 characters.
    byte[] digest = digest(sent.getBytes(StandardCharsets.ISO_8859_1));
    boolean known = false;
    for (Secret token : tokens) {
      byte[] expected = digest(token.reveal().getBytes(StandardCharsets.UTF_8));
      known |= MessageDigest.isEqual(digest, expected);
    }
    return bearer & known;
  }

  static ProblemException refused(String detail) {
    return new ProblemException(ProblemKind.UNAUTHORIZED, detail)
        .with("WWW-Authenticate", "Bearer realm=\"gitea-ci-autoscaler\"");
  }

  private static byte[] digest(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
