package io.github.ciautoscaler.http;

import io.github.ciautoscaler.fleet.Secret;

/** A bearer token that may change while we run. */
public interface Token {

  /** The token as it was last read; asked for at every request. */
  Secret current();

  /**
   * Reads the token's source again, because a call answered 401.
   *
   * @return whether the token is another one now, so that it is worth asking again
   */
  boolean reload();

  /** A token that never changes. */
  static Token fixed(Secret secret) {
    return new Token() {
      @Override
      public Secret current() {
        return secret;
      }

      @Override
      public boolean reload() {
        return false;
      }
    };
  }
}
