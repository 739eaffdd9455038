package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.StoredState;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stored state as it is written: its parts side by side, sorted, without what is empty, so that
 * equal states are equal text. What an older document lacks is empty, and what a newer one adds is
 * passed over; only a change that an older release would misread raises the version.
 */
final class StateDocument {

  /**
   * The version that is written, and the newest that is read; a document without one is its first.
   */
  static final int VERSION = 1;

  private static final String VERSION_KEY = "version";

  private StateDocument() {}

  static String write(StoredState state, JsonMapper json) {
    ObjectNode document = json.createObjectNode().put(VERSION_KEY, VERSION);
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

  /**
   * Fails where what a part cannot do without is missing.
   *
   * @throws TooNew where a release that writes another kind of document wrote it
   */
  static StoredState read(String text, JsonMapper json) {
    JsonNode document = json.readTree(text);
    if (!document.isObject()) {
      throw new IllegalArgumentException("the document is no object");
    }
    checkVersion(document.path(VERSION_KEY));
    return new StoredState(
        json.treeToValue(document, LaunchesJson.class).read(),
        json.treeToValue(document, HealthJson.class).read(),
        json.treeToValue(document, WishesJson.class).read(),
        json.treeToValue(document, RunnersJson.class).read(),
        json.treeToValue(document, MeasurementsJson.class).read());
  }

  private static void checkVersion(JsonNode version) {
    if (version.isMissingNode()) {
      return;
    }
    if (!version.isIntegralNumber() || version.asLong() < 1) {
      throw new IllegalArgumentException("the version is no number from 1 on");
    }
    if (version.asLong() > VERSION) {
      throw new TooNew(version.asLong());
    }
  }

  /** A newer release wrote the document: read by this one, its pending launches could be lost. */
  static final class TooNew extends RuntimeException {
    private static final long serialVersionUID = 1;

    final long version;

    private TooNew(long version) {
      super("version " + version);
      this.version = version;
    }
  }
}
