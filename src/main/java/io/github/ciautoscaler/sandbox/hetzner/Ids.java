package io.github.ciautoscaler.sandbox.hetzner;

import java.util.Map;

/** Reads the id of a path. */
final class Ids {

  private Ids() {}

  static long of(Map<String, String> path) {
    String id = path.getOrDefault("id", "");
    if (!id.matches("\\d{1,18}")) {
      throw HetznerError.invalid("id", "is not a valid integer");
    }
    return Long.parseLong(id);
  }
}
