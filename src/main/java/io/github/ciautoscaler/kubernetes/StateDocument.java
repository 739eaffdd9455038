package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.StoredState;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stored state as it is written: its parts side by side, sorted, without what is empty, so that
 * equal states are equal text. What an older document lacks is empty.
 */
final class StateDocument {

  private StateDocument() {}

  static String write(StoredState state, JsonMapper json) {
    ObjectNode document = json.createObjectNode();
    List<Object> parts =
        List.of(
            LaunchesJson.of(state.launches()),
            HealthJson.of(state.health()),
            WishesJson.of(state.wishes()),
            RunnersJson.of(state.runners()),
            MeasurementsJson.of(state.measurements()));
    for (Object part : parts) {
      document.setAll((ObjectNode) json.valueToTree(part));
    }
    return json.writeValueAsString(document);
  }

  /** Fails where what a part cannot do without is missing. */
  static StoredState read(String text, JsonMapper json) {
    JsonNode document = json.readTree(text);
    if (!document.isObject()) {
      throw new IllegalArgumentException("the document is no object");
    }
    return new StoredState(
        json.treeToValue(document, LaunchesJson.class).read(),
        json.treeToValue(document, HealthJson.class).read(),
        json.treeToValue(document, WishesJson.class).read(),
        json.treeToValue(document, RunnersJson.class).read(),
        json.treeToValue(document, MeasurementsJson.class).read());
  }
}
