package io.github.ciautoscaler.fleet;

import java.util.Locale;
import java.util.Optional;

/** How far a teardown has come, as noted on the Node. */
public enum Stage {
  DEREGISTERING,
  DRAINING,
  REMOVING;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Stage> of(String word) {
    for (Stage stage : values()) {
      if (stage.word().equals(word)) {
        return Optional.of(stage);
      }
    }
    return Optional.empty();
  }
}
