package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A token that somebody showed, as its digest: it is compared in constant time, and not kept. */
final class Token {

  private final byte[] digest;

  private Token(byte[] text) {
    try {
      digest = MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static Token of(String text) {
    return new Token(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A header's bytes come as Latin-1 characters. */
  static Token ofHeader(String text) {
    return new Token(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** In constant time, whatever the lengths and whichever of them it is. */
  boolean isOneOf(List<Secret> tokens) {
    boolean known = false;
    for (Secret token : tokens) {
      known |= equals(of(token.reveal()));
    }
    return known;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Token token && MessageDigest.isEqual(digest, token.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return "Token[hidden]";
  }
}
