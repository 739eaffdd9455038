package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.StoredState;
import tools.jackson.databind.json.JsonMapper;

/** The notes as a ConfigMap gives them back. */
public final class StateJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private StateJson() {}

  /** Written as production writes them, and read again. */
  public static StoredState throughJson(StoredState stored) {
    String text = JSON.writeValueAsString(StateDocument.of(stored));
    return JSON.readValue(text, StateDocument.class).toState();
  }
}
