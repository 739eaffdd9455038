package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.StoredState;
import tools.jackson.databind.json.JsonMapper;

/** The stored state as a ConfigMap gives it back. */
public final class StateJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private StateJson() {}

  /** Written as production writes it, and read again. */
  public static StoredState throughJson(StoredState state) {
    return StateDocument.read(StateDocument.write(state, JSON), JSON);
  }
}
